/** The one origin the app lives at. Everything else is another world. */
export const APP_SCHEME = 'fairdesk';
export const APP_ORIGIN = `${APP_SCHEME}://app`;
export const APP_PAGE = `${APP_ORIGIN}/index.html`;
/** Shown when the face crashed too often; holds no script. */
export const RECOVERY_PAGE = `${APP_ORIGIN}/recovery`;

/** The scheme's rights (`protocol.registerSchemesAsPrivileged`): an origin of its own, secure, nothing more. */
export const APP_PRIVILEGES = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  codeCache: true,
  bypassCSP: false,
  allowServiceWorkers: false,
  corsEnabled: false,
} as const;

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

/** Whether `url` is a file of the app. A standard scheme's host and path are compared, never a prefix of the text. */
export function isAppAddress(url: string): boolean {
  const parsed = parse(url);
  return (
    parsed !== null &&
    parsed.protocol === `${APP_SCHEME}:` &&
    parsed.host === 'app' &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/** A page may go to the app's own two pages and nowhere else: not to a file dropped on it, not to a link's address. */
export function mayNavigate(url: string): boolean {
  const parsed = parse(url);
  if (parsed === null || !isAppAddress(url)) return false;
  return ['/', '/index.html', '/recovery'].includes(parsed.pathname);
}

/** What a request from the page may load: the app's files. Everything else is cut before it reaches the network. */
export function mayRequest(url: string, locked: boolean): boolean {
  if (isAppAddress(url) || url.startsWith('data:image/')) return true;
  return !locked && parse(url)?.protocol === 'devtools:';
}
