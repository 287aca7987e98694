/**
 * The Electron host: the only file that holds Electron's own objects; it passes them in. Order of
 * start: folder, key store, desk, page, window; the end goes the other way, the desk last but the folder.
 */
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, protocol, safeStorage, session } from 'electron';
import { fileKeyStore } from '../desk/keys/file-key-store.ts';
import { openDesk } from '../desk/open.ts';
import { ending } from '../process/ending.ts';
import { beginEnrollment } from '../process/enrollment.ts';
import { listFiles } from '../process/files.ts';
import { claimFolder } from '../process/folder.ts';
import { endsCleanly } from '../process/lifetime.ts';
import { errorPlace, logToStandardError } from '../process/log.ts';
import { hostArguments } from './arguments.ts';
import { connectFace } from './electron/calls.ts';
import { openKeyStore } from './electron/key-store.ts';
import { serveApp } from './electron/protocol.ts';
import { updates } from './electron/updater.ts';
import { openFaceWindow } from './electron/window.ts';
import { readFace, recoveryLines } from './face.ts';
import type { MainLog } from './log.ts';
import { APP_PRIVILEGES, APP_SCHEME } from './policy/address.ts';
import { FACE_PARTITION, isLocked } from './policy/window.ts';
import { recoveryPage } from './recovery.ts';

const UPDATE_POLL_MS = 5 * 60_000;

const log = logToStandardError();
const mainLog: MainLog = log;
const given = hostArguments(process.argv.slice(app.isPackaged ? 1 : 2));
const data = resolve(given.data ?? join(app.getPath('userData'), 'desk'));
// Chromium's own files too: the data folder holds everything this process keeps.
if (given.data !== null) app.setPath('userData', join(data, 'browser'));

app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: APP_PRIVILEGES }]);
Menu.setApplicationMenu(null);

const stop = ending((step, error) => mainLog({ event: 'main.stop-failed', step, error: errorPlace(error) }));
const end = endsCleanly(() => stop.end(), { withParent: given.child, exit: (code) => app.exit(code) });
let installing = false;
// Electron's own ways to quit go through the same door, but for an installer's, which waits at it already.
app.on('before-quit', (event) => {
  if (installing) return;
  event.preventDefault();
  end();
});
app.on('window-all-closed', () => {
  if (!installing) end();
});
// Without a listener Electron shows a dialog, which a locked kiosk could not close.
process.on('uncaughtException', (error) => fail(error));
process.on('unhandledRejection', (error) => fail(error));

function fail(error: unknown): void {
  mainLog({ event: 'main.failed', error: errorPlace(error) });
  end(1);
}

if (app.requestSingleInstanceLock()) {
  // Not awaited: an entry module that waits for 'ready' keeps Electron from ever becoming ready.
  start().catch(fail);
} else {
  process.stderr.write('Fairdesk is already open with this data folder\n');
  end(2);
}

async function start(): Promise<void> {
  await app.whenReady();
  const claim = claimFolder(data, 'app');
  if (!claim.ok) {
    process.stderr.write(`${claim.error.detail}\n`);
    return end(2);
  }
  stop.add('folder', () => claim.value.release());

  const root = app.getAppPath();
  const desk = await openDesk({
    folder: data,
    resources: app.isPackaged ? join(process.resourcesPath, 'resources') : join(root, 'resources'),
    appVersion: app.getVersion(),
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
    keyStore: openKeyStore({ safeStorage, platform: process.platform, file: fileKeyStore(data), log: mainLog }),
    log,
  });
  stop.add('desk', () => desk.close());
  const leaving = new AbortController();
  stop.add('enrollment', () => leaving.abort());
  if (given.central !== null && given.code !== null) {
    const { central, code } = given;
    await beginEnrollment(
      { enroll: (url, word) => desk.enroll(url, word), central, code, log: mainLog },
      leaving.signal,
    );
  }

  const face = await readFace(desk);
  const folder = join(root, 'out/renderer');
  serveApp(session.fromPartition(FACE_PARTITION).protocol, {
    folder,
    names: new Set(listFiles(folder).keys()),
    recovery: recoveryPage(await recoveryLines(desk, face.languages)),
  });

  let window: BrowserWindow | null = null;
  stop.add('calls', connectFace({ ipc: ipcMain, desk, face: () => window?.webContents ?? null, log: mainLog }));

  const wish = { profile: face.profile, windowed: given.windowed, preload: join(root, 'out/preload/index.cjs') };
  window = openFaceWindow({
    ...wish,
    create: (options) => new BrowserWindow(options),
    monotonic: () => performance.now(),
    log: mainLog,
  });
  stop.add('window', () => window?.destroy());
  app.on('second-instance', () => window?.focus());

  const lookForUpdate = updates({
    settings: () => Promise.resolve(desk.settings()),
    inSession: () => desk.inSession(),
    now: () => ({ ms: Date.now(), hour: new Date().getHours() }),
    // electron-updater is CommonJS: everything hangs on its default export.
    load: async () => (await import('electron-updater')).default.autoUpdater,
    beforeInstall: () => {
      installing = true;
      return stop.end();
    },
    log: mainLog,
  });
  const timer = setInterval(() => void lookForUpdate(), UPDATE_POLL_MS);
  stop.add('updates', () => clearInterval(timer));
  mainLog({ event: 'main.ready', profile: face.profile, locked: isLocked(wish) });
}
