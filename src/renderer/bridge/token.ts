/**
 * The browser host's token: 32 random bytes that prove the page was opened by whoever started the
 * host. It arrives in the address's fragment, is taken out of it at once (history, screenshots and
 * the address bar keep no secret) and lives in sessionStorage so that a reload still works.
 */
const KEY = 'fairdesk-token';
/** 32 bytes in base64url. */
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

export interface Page {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** @returns the token of this tab, or null where there is none of the right shape */
export function takeToken(page: Page): string | null {
  const fromFragment = new URLSearchParams(page.location.hash.slice(1)).get('token');
  if (fromFragment !== null) {
    page.history.replaceState(null, '', page.location.pathname + page.location.search);
    if (SHAPE.test(fromFragment)) page.sessionStorage.setItem(KEY, fromFragment);
  }
  const token = page.sessionStorage.getItem(KEY);
  return token !== null && SHAPE.test(token) ? token : null;
}
