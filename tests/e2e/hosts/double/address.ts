/** Stock Chromium has no schemes of an app's own: `scheme://host` stands at a reserved origin that no server can have (RFC 6761). */

/** Schemes registered as privileged, without a colon. */
const schemes = new Set<string>();

export const registerScheme = (scheme: string): void => void schemes.add(scheme);

/** Where Chromium finds what the app calls `url`. */
export function outer(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  return schemes.has(scheme.toLowerCase()) ? `https://${host}.${scheme.toLowerCase()}.invalid${rest}` : url;
}

/** What the app calls what Chromium has at `url`. */
export function inner(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, hostname, pathname, search, hash } = new URL(url);
  const match = /^(.+)\.([a-z][a-z0-9+-]*)\.invalid$/.exec(hostname);
  const [, host = '', scheme = ''] = match ?? [];
  return protocol === 'https:' && schemes.has(scheme) ? `${scheme}://${host}${pathname}${search}${hash}` : url;
}
