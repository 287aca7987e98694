import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APP_PAGE, isAppAddress, mayNavigate, mayRequest, RECOVERY_PAGE } from '../../../src/main/policy/address.ts';
import { afterCrash, noCrashes, type CrashLadder } from '../../../src/main/policy/crashes.ts';
import { answerFor } from '../../../src/main/policy/files.ts';
import { chooseKeyStore } from '../../../src/main/policy/key-store.ts';
import { reachesFace } from '../../../src/shared/keys.ts';
import { isOwnFace } from '../../../src/main/policy/sender.ts';
import { isQuiet, mayCheckForUpdate, mayInstallUpdate } from '../../../src/main/policy/updates.ts';
import { isLocked, webPreferences, windowOptions } from '../../../src/main/policy/window.ts';

const foreign = [
  'https://example.org/',
  'http://127.0.0.1:8430/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<p>',
  'blob:fairdesk://app/1',
  'about:blank',
  'fairdesk://app.example.org/index.html',
  'fairdesk://user@app/index.html',
  'fairdesk://other/index.html',
  'fairdesk2://app/index.html',
  'view-source:fairdesk://app/index.html',
  'FAIRDESK:app',
  '',
];

describe('navigation', () => {
  it.each(foreign)('never leads to %s', (url) => {
    expect(mayNavigate(url)).toBe(false);
    expect(isAppAddress(url)).toBe(false);
  });

  it('leads to the face and the recovery page', () => {
    expect(mayNavigate(APP_PAGE)).toBe(true);
    expect(mayNavigate(RECOVERY_PAGE)).toBe(true);
  });

  it('never leads to a file of the app that is not a page', () =>
    expect(mayNavigate('fairdesk://app/assets/index.js')).toBe(false));

  it('of any text whatever is a decision, not an error', () =>
    fc.assert(fc.property(fc.string(), (url) => typeof mayNavigate(url) === 'boolean')));
});

describe('a request of the page', () => {
  it.each(foreign)('to %s never reaches the network', (url) => expect(mayRequest(url, true)).toBe(false));

  it('may load the developer tools in an open window only', () => {
    expect(mayRequest('devtools://devtools/bundled/a.js', false)).toBe(true);
    expect(mayRequest('devtools://devtools/bundled/a.js', true)).toBe(false);
  });
});

describe('a call to the desk', () => {
  const own = { contents: 7, frame: { url: APP_PAGE, top: true } };

  it('is taken from the top frame of our own page', () => expect(isOwnFace(own, 7)).toBe(true));

  it.each([
    ['another window', { ...own, contents: 8 }],
    ['a frame inside the page', { ...own, frame: { url: APP_PAGE, top: false } }],
    ['a page of another origin', { ...own, frame: { url: 'https://example.org/', top: true } }],
    ['a frame that is gone', { ...own, frame: null }],
  ])('is refused from %s', (_who, sender) => expect(isOwnFace(sender, 7)).toBe(false));

  it('is refused while there is no window', () => expect(isOwnFace(own, null)).toBe(false));
});

describe('the app protocol', () => {
  const names = new Set(['index.html', 'assets/index-abc.js']);
  const ask = (url: string, method = 'GET') => answerFor({ method, url }, names);

  it('answers the built files with the page policy', () => {
    const answer = ask(APP_PAGE);
    expect(answer).toMatchObject({ kind: 'file', name: 'index.html' });
    if (answer.kind !== 'file') return;
    expect(answer.headers['content-security-policy']).toContain(`default-src 'none'`);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('opens nothing but the names it was given', () =>
    fc.assert(
      fc.property(fc.webPath({ size: 'small' }), (path) => {
        const answer = ask(`fairdesk://app${path}`);
        expect(answer.kind === 'refused' || answer.kind === 'recovery' || names.has(answer.name)).toBe(true);
      }),
    ));

  it.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/..%5c..%5cx', '/assets'])(
    'refuses %s',
    (path) => expect(ask(`fairdesk://app${path}`)).toEqual({ kind: 'refused', status: 404 }),
  );

  it('only gives', () => expect(ask(APP_PAGE, 'POST')).toEqual({ kind: 'refused', status: 405 }));

  it('leads from the recovery page back to the face by itself', () => {
    const answer = ask(RECOVERY_PAGE);
    expect(answer.kind).toBe('recovery');
    if (answer.kind === 'recovery') expect(answer.headers['refresh']).toMatch(/^\d+; url=\/index\.html$/);
  });
});

describe('a window', () => {
  it.each([
    { profile: 'kiosk', windowed: false },
    { profile: 'kiosk', windowed: true },
    { profile: 'inspector', windowed: false },
  ] as const)('is sandboxed and isolated: %o', (wish) => {
    const preferences = webPreferences({ ...wish, preload: '/p' });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
    expect(preferences.partition).not.toMatch(/^persist:/);
  });

  it('of a kiosk is locked, without tools, frame or a way to close it', () => {
    const options = windowOptions({ profile: 'kiosk', windowed: false, preload: '/p' });
    expect(options).toMatchObject({ kiosk: true, frame: false, closable: false, alwaysOnTop: true });
    expect(options.webPreferences).toMatchObject({ devTools: false, disableDialogs: true });
  });

  it('of an inspector is an ordinary one', () => {
    expect(isLocked({ profile: 'inspector', windowed: false })).toBe(false);
    const options = windowOptions({ profile: 'inspector', windowed: false, preload: '/p' });
    expect(options.kiosk).toBeUndefined();
    // It is handed to strangers.
    expect(options.webPreferences).toMatchObject({ devTools: false });
  });
});

describe('a key in a locked window', () => {
  const press = (key: string, held: Partial<Record<'control' | 'alt' | 'meta', boolean>> = {}) =>
    reachesFace({ key, control: false, alt: false, meta: false, ...held }, true);

  it.each([
    'a',
    'é',
    'ب',
    '好',
    ' ',
    'Tab',
    'Enter',
    'ArrowLeft',
    'Backspace',
    'PageDown',
    'Escape',
    'F8',
    'F9',
    'F13',
    'F24',
  ])('%s reaches the face', (key) => expect(press(key)).toBe(true));

  it('written with AltGr reaches the face', () => expect(press('@', { control: true, alt: true })).toBe(true));

  it.each([
    ['r', { control: true }],
    ['p', { control: true }],
    ['w', { control: true }],
    ['c', { control: true }],
    ['i', { control: true, shift: true }],
    ['+', { control: true }],
    ['0', { control: true }],
    ['F4', { alt: true }],
    ['ArrowLeft', { alt: true }],
    ['q', { meta: true }],
    ['Tab', { control: true }],
    ['Delete', { control: true, alt: true }],
    ['F5', {}],
    ['F11', {}],
    ['F12', {}],
    ['ContextMenu', {}],
    ['BrowserBack', {}],
    ['PrintScreen', {}],
  ])('%s with %o is nobody’s shortcut', (key, held) => expect(press(key, held)).toBe(false));
});

describe('a face that crashes', () => {
  const crashes = (...moments: number[]) => {
    let ladder: CrashLadder = noCrashes;
    return moments.map((now) => {
      const next = afterCrash(ladder, now);
      ladder = next.ladder;
      return next.action;
    });
  };

  it('is loaded again', () => expect(crashes(0)).toEqual(['reload']));
  it('three times in a minute leads to the recovery page', () =>
    expect(crashes(0, 20_000, 59_999)).toEqual(['reload', 'reload', 'recover']));
  it('three times in more than a minute is loaded again', () =>
    expect(crashes(0, 30_000, 60_000, 90_000)).toEqual(['reload', 'reload', 'reload', 'reload']));
  it('has its three tries again after the recovery page', () =>
    expect(crashes(0, 1, 2, 31_000, 31_001, 31_002)).toEqual([
      'reload',
      'reload',
      'recover',
      'reload',
      'reload',
      'recover',
    ]));
  it('is left alone for a while where even the recovery page cannot stand', () =>
    expect(crashes(0, 1, 2, 3, 4)).toEqual(['reload', 'reload', 'recover', 'rest', 'reload']));
});

describe('an update', () => {
  const night = {
    now: { ms: Date.UTC(2026, 10, 23, 8), hour: 3 },
    quietWindow: { from: 2, to: 5 },
    inSession: false,
    feed: 'https://updates.example.org/',
    lastCheck: null,
  };

  it('is looked for in the quiet window', () => expect(mayCheckForUpdate(night)).toBe(true));
  it('is off until a feed is set', () => expect(mayCheckForUpdate({ ...night, feed: null })).toBe(false));
  it('never comes over plain HTTP', () =>
    expect(mayCheckForUpdate({ ...night, feed: 'http://updates.example.org/' })).toBe(false));
  it('is never looked for nor installed in a session', () => {
    expect(mayCheckForUpdate({ ...night, inSession: true })).toBe(false);
    expect(mayInstallUpdate({ ...night, inSession: true })).toBe(false);
  });
  it('is looked for once a night', () => {
    expect(mayCheckForUpdate({ ...night, lastCheck: night.now.ms - 3_600_000 })).toBe(false);
    expect(mayCheckForUpdate({ ...night, lastCheck: night.now.ms - 24 * 3_600_000 })).toBe(true);
  });
  it('is looked for after a clock was set back', () =>
    expect(mayCheckForUpdate({ ...night, lastCheck: night.now.ms + 1e9 })).toBe(true));
  it.each([1, 5, 12, 23])('waits at %i o’clock', (hour) =>
    expect(mayCheckForUpdate({ ...night, now: { ...night.now, hour } })).toBe(false),
  );
  it('knows a window across midnight', () => {
    expect([22, 23, 0, 4].every((hour) => isQuiet(hour, { from: 22, to: 5 }))).toBe(true);
    expect([5, 12, 21].some((hour) => isQuiet(hour, { from: 22, to: 5 }))).toBe(false);
  });
});

describe('the key store', () => {
  it('of the system is used where it protects something', () => {
    expect(chooseKeyStore({ available: true, backend: 'gnome_libsecret' })).toEqual({ kind: 'system' });
    expect(chooseKeyStore({ available: true, backend: null })).toEqual({ kind: 'system' });
  });
  it.each(['basic_text', 'unknown'])('with the backend %s is refused, and staff are told why', (backend) =>
    expect(chooseKeyStore({ available: true, backend })).toEqual({ kind: 'file', why: 'plain-text-backend' }),
  );
  it('that is missing is said to be', () =>
    expect(chooseKeyStore({ available: false, backend: 'gnome_libsecret' })).toEqual({
      kind: 'file',
      why: 'unavailable',
    }));
});
