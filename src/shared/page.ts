/**
 * What the face's page is allowed, the same in every host: a content security policy and headers
 * under which nothing but the app's own files can run, be framed, be fetched or be leaked.
 */

/**
 * Every feature a page can ask for and this one never needs (Permissions Policy). Not among them:
 * `autoplay`, for the page speaks; and `microphone`, for Chromium tells a page which sound outputs there
 * are only where the policy would let it have one. Electron's host refuses each request; in a browser, its
 * own policy decides (`resources/os/linux/chromium.json`), and the page asks for none.
 */
const DENIED_FEATURES = [
  'accelerometer',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
] as const;

export interface PageLeave {
  /**
   * Whether the page may call `window.print()`. Only where its browser prints without asking: the policy
   * knows dialogs of every kind or none.
   */
  readonly prints: boolean;
}

/** Content Security Policy Level 3. Styles come from files only; React sets single properties, which needs no leave. */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `font-src 'self'`,
  `img-src 'self' data:`,
  // Recordings and sign language videos of packs, made of bytes in memory.
  `media-src blob:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
  `require-trusted-types-for 'script'`,
  // No dialog (alert, print, a page that asks to stay), no window, no download, no program of another scheme.
  'sandbox allow-scripts allow-same-origin allow-forms',
].join('; ');

/** Headers of the page where it may print by itself. */
export function pageHeaders({ prints }: PageLeave): Readonly<Record<string, string>> {
  if (!prints) return PAGE_HEADERS;
  return { ...PAGE_HEADERS, 'content-security-policy': `${POLICY} allow-modals` };
}

/** Headers of every answer a host gives to the page. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': DENIED_FEATURES.map((feature) => `${feature}=()`).join(', '),
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  woff2: 'font/woff2',
  woff: 'font/woff',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  ico: 'image/x-icon',
};

/** The content type of one of the app's own files; a browser told `nosniff` runs nothing else. */
export function contentTypeOf(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return (Object.hasOwn(CONTENT_TYPES, ending) ? CONTENT_TYPES[ending] : undefined) ?? 'application/octet-stream';
}

/** Files under `assets/` carry a hash of their bytes in their name; the page itself must be asked for anew. */
export function cacheControlOf(path: string): string {
  return path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
}
