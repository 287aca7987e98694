/** What the app's own protocol answers: the built face's files by their exact names, with the page's headers. */
import { cacheControlOf, contentTypeOf, PAGE_HEADERS } from '../../shared/page.ts';
import { isAppAddress } from './address.ts';
import { RECOVERY_MS } from './crashes.ts';

export type FileAnswer =
  /** `name` is below the face's folder, and in the list it was given. */
  | { readonly kind: 'file'; readonly name: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'recovery'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly status: 403 | 404 | 405 };

/** @param names files of the built face, with `/` between folders */
export function answerFor(
  request: { readonly method: string; readonly url: string },
  names: ReadonlySet<string>,
): FileAnswer {
  if (!isAppAddress(request.url)) return { kind: 'refused', status: 403 };
  if (request.method !== 'GET' && request.method !== 'HEAD') return { kind: 'refused', status: 405 };
  const { pathname } = new URL(request.url);
  if (pathname === '/recovery') {
    const refresh = `${RECOVERY_MS / 1000}; url=/index.html`;
    return {
      kind: 'recovery',
      headers: { ...PAGE_HEADERS, 'content-type': contentTypeOf('.html'), 'cache-control': 'no-store', refresh },
    };
  }
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  // Names are compared as they stand: an escaped `..` or slash is simply not in the list.
  if (!names.has(name)) return { kind: 'refused', status: 404 };
  return {
    kind: 'file',
    name,
    headers: { ...PAGE_HEADERS, 'content-type': contentTypeOf(name), 'cache-control': cacheControlOf(name) },
  };
}
