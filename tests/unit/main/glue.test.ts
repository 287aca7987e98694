import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IpcMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { argumentsForNext, hostArguments } from '../../../src/main/arguments.ts';
import { connectFace } from '../../../src/main/electron/calls.ts';
import { wallIn, type Walled } from '../../../src/main/electron/contents.ts';
import { openKeyStore } from '../../../src/main/electron/key-store.ts';
import { serveApp } from '../../../src/main/electron/protocol.ts';
import { closeSession, type ClosedSession } from '../../../src/main/electron/session.ts';
import { updates, type Updater } from '../../../src/main/electron/updater.ts';
import { recoveryPage } from '../../../src/main/recovery.ts';
import { APP_PAGE } from '../../../src/main/policy/address.ts';
import type { DeskEvent } from '../../../src/shared/bridge.ts';
import { ok } from '../../../src/shared/result.ts';
import { ContentsDouble, preventable, SessionDouble } from './electron-double.ts';

const silent = () => undefined;

describe('a page', () => {
  const walled = (locked: boolean) => {
    const contents = new ContentsDouble();
    wallIn(contents as unknown as Walled, { locked: () => locked, log: silent });
    return contents;
  };

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('on %s stays where it is', (name) => {
    const away = preventable({ url: 'https://example.org/' });
    walled(true).emit(name, away);
    expect(away.prevented).toBe(true);
    const home = preventable({ url: APP_PAGE });
    walled(true).emit(name, home);
    expect(home.prevented).toBe(false);
  });

  it('opens no window and attaches no web view', () => {
    const contents = walled(false);
    expect(contents.openHandler?.()).toEqual({ action: 'deny' });
    const attach = preventable({});
    contents.emit('will-attach-webview', attach);
    expect(attach.prevented).toBe(true);
  });

  it('cannot be zoomed', () => {
    const contents = walled(false);
    contents.emit('zoom-changed');
    expect(contents.zoomLevel).toBe(0);
  });

  it('of a locked window has no menu, no tools, no shortcuts', () => {
    const contents = walled(true);
    const menu = preventable({});
    contents.emit('context-menu', menu);
    contents.emit('devtools-opened');
    const key = preventable({});
    contents.emit('before-input-event', key, { type: 'keyDown', key: 'r', control: true, alt: false, meta: false });
    expect([menu.prevented, contents.toolsClosed, key.prevented]).toEqual([true, 1, true]);
  });
});

describe('a session', () => {
  const session = new SessionDouble();
  closeSession(session as unknown as ClosedSession, { locked: true, log: silent });

  it('grants no permission and no device', () => {
    expect(session.decide('request', null, 'media')).toBe(false);
    const check = session.handlers['check'] as unknown as (...given: unknown[]) => unknown;
    expect(check(null, 'media', APP_PAGE, { mediaType: 'video' })).toBe(false);
    expect(check(null, 'geolocation', APP_PAGE, {})).toBe(false);
    expect(session.handlers['device']?.()).toBe(false);
    expect(session.decide('display', {})).toEqual({});
  });

  it('lets nothing but the app’s own files be requested, and nothing be downloaded', () => {
    expect(session.decide('before', { url: 'https://example.org/' })).toEqual({ cancel: true });
    expect(session.decide('before', { url: APP_PAGE })).toEqual({ cancel: false });
    const download = preventable({});
    session.emit('will-download', download);
    expect(download.prevented).toBe(true);
  });
});

describe('a call over IPC', () => {
  const connect = () => {
    const calls: unknown[] = [];
    const contents = new ContentsDouble();
    let handler: (event: unknown, name: unknown, input: unknown) => unknown = () => undefined;
    let tell: (event: DeskEvent) => void = () => undefined;
    const ipc = { handle: (_channel: string, listener: typeof handler) => (handler = listener) };
    connectFace({
      ipc: ipc as unknown as Pick<IpcMain, 'handle'>,
      desk: {
        call: async (name, input) => {
          calls.push([name, input]);
          return ok('answer');
        },
        subscribe: (listener) => {
          tell = listener;
          return () => undefined;
        },
      },
      face: () => contents,
      log: silent,
    });
    const frame = { url: APP_PAGE, parent: null };
    return {
      calls,
      contents,
      frame,
      call: (event: unknown) => handler(event, 'face.open', {}),
      tell: (event: DeskEvent) => tell(event),
    };
  };

  it('from our face reaches the desk', async () => {
    const { call, calls, contents, frame } = connect();
    expect(await call({ sender: contents, senderFrame: frame })).toEqual(ok('answer'));
    expect(calls).toEqual([['face.open', {}]]);
  });

  it('from a frame inside it does not', async () => {
    const { call, calls, contents, frame } = connect();
    expect(await call({ sender: contents, senderFrame: { ...frame, parent: frame } })).toMatchObject({ ok: false });
    expect(calls).toEqual([]);
  });

  it('has its events back on one channel', () => {
    const { tell, contents } = connect();
    tell({ type: 'face-changed' });
    expect(contents.sent).toEqual([['fairdesk:event', { type: 'face-changed' }]]);
  });
});

describe('the app protocol', () => {
  it('gives a built file’s bytes and nothing beside it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'face-'));
    writeFileSync(join(folder, 'index.html'), 'the face');
    writeFileSync(join(folder, 'unlisted.html'), 'a secret');
    let answer: (request: Request) => Promise<Response> = async () => new Response();
    const protocol = { handle: (_scheme: string, handler: typeof answer) => (answer = handler) };
    serveApp(protocol, { folder, names: new Set(['index.html']), recovery: 'recovery' });
    const page = await answer(new Request(APP_PAGE));
    expect(await page.text()).toBe('the face');
    expect(page.headers.get('content-security-policy')).toContain(`default-src 'none'`);
    expect((await answer(new Request('fairdesk://app/unlisted.html'))).status).toBe(404);
    rmSync(folder, { recursive: true });
  });
});

describe('secrets', () => {
  const file = {
    kind: 'file' as const,
    wrap: (secret: Uint8Array) => Buffer.concat([Buffer.from('F'), secret]),
    unwrap: (wrapped: Uint8Array) => wrapped.subarray(1),
  };
  const safeStorage = {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret' as const,
    encryptString: (text: string) => Buffer.from(`<${text}>`),
    decryptString: (bytes: Buffer) => bytes.toString().slice(1, -1),
  };

  it('wrapped by the system come back', () => {
    const store = openKeyStore({ safeStorage, platform: 'linux', file, log: silent });
    expect(store.kind).toBe('system');
    expect(Buffer.from(store.unwrap(store.wrap(Buffer.from([1, 2, 255]))) ?? [])).toEqual(Buffer.from([1, 2, 255]));
  });

  it('wrapped by the file store open also after the machine got a key store', () => {
    const store = openKeyStore({ safeStorage, platform: 'linux', file, log: silent });
    expect(Buffer.from(store.unwrap(file.wrap(Buffer.from('key'))) ?? []).toString()).toBe('key');
  });

  it('are never wrapped by a backend whose password everyone knows', () => {
    const basic = { ...safeStorage, getSelectedStorageBackend: () => 'basic_text' as const };
    const said: object[] = [];
    expect(openKeyStore({ safeStorage: basic, platform: 'linux', file, log: (event) => said.push(event) }).kind).toBe(
      'file',
    );
    expect(said).toEqual([{ event: 'main.key-store', kind: 'file', why: 'plain-text-backend' }]);
  });

  it('are wrapped by the file store, and this is said, where the system said it would and does not', () => {
    const locked = {
      ...safeStorage,
      encryptString: (): Buffer => {
        throw new Error('the key ring is locked');
      },
    };
    const said: object[] = [];
    const store = openKeyStore({ safeStorage: locked, platform: 'linux', file, log: (event) => said.push(event) });
    expect(Buffer.from(store.unwrap(store.wrap(Buffer.from('key'))) ?? []).toString()).toBe('key');
    expect(store.kind).toBe('file');
    expect(said.at(-1)).toEqual({ event: 'main.key-store', kind: 'file', why: 'unavailable' });
  });
});

describe('the updater', () => {
  class UpdaterDouble implements Updater {
    autoDownload = false;
    autoInstallOnAppQuit = true;
    checks = 0;
    installs = 0;
    downloaded: () => void = () => undefined;
    setFeedURL() {}
    async checkForUpdates() {
      this.checks++;
    }
    quitAndInstall() {
      this.installs++;
    }
    on(_event: 'update-downloaded', listener: () => void) {
      this.downloaded = listener;
    }
  }

  const night = (feed: string | null) => {
    const updater = new UpdaterDouble();
    const state = { loads: 0, inSession: false, ended: 0 };
    const look = updates({
      settings: async () => ({ updateFeed: feed, quietFromHour: 2, quietToHour: 5 }),
      inSession: () => state.inSession,
      now: () => ({ ms: 0, hour: 3 }),
      load: async () => {
        state.loads++;
        return updater;
      },
      beforeInstall: async () => {
        state.ended++;
      },
      log: silent,
    });
    return { updater, state, look };
  };

  it('is not even loaded without a feed', async () => {
    const { look, state } = night(null);
    await look();
    expect(state.loads).toBe(0);
  });

  it('installs what it downloaded only once no visitor is at work, after the desk has ended', async () => {
    const { look, state, updater } = night('https://updates.example.org/');
    await look();
    expect([updater.checks, updater.autoInstallOnAppQuit]).toEqual([1, false]);
    updater.downloaded();
    state.inSession = true;
    await look();
    expect(updater.installs).toBe(0);
    state.inSession = false;
    await look();
    await look();
    expect([state.ended, updater.installs]).toEqual([1, 1]);
  });
});

describe('the host', () => {
  it('takes its own switches and leaves Chromium’s alone', () =>
    expect(hostArguments(['--data', '/d', '--no-sandbox', '--windowed', '--central=http://127.0.0.1:1', 'x'])).toEqual({
      data: '/d',
      central: 'http://127.0.0.1:1',
      code: null,
      windowed: true,
      child: false,
      supervised: false,
      relaunches: [],
    }));

  it('hands its failures on to its next start, once', () => {
    const args = ['.', '--data', '/d', '--relaunches=1'];
    const next = argumentsForNext(args, [1, 2]);
    expect(next).toEqual(['.', '--data', '/d', '--relaunches=1,2']);
    expect(hostArguments(next.slice(1))).toMatchObject({ data: '/d', relaunches: [1, 2] });
    expect(argumentsForNext(next, [])).toEqual(['.', '--data', '/d']);
  });

  it('has a recovery page without a script, in every language', () => {
    const page = recoveryPage([{ locale: 'ar', dir: 'rtl', text: 'نص <b>' }]);
    expect(page).toContain('<p lang="ar" dir="rtl">');
    expect(page).not.toMatch(/<script|<b>/);
    expect(page).toContain('name="application-name" content="Fairdesk"');
  });
});
