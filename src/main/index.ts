/**
 * The Electron host: the only file that holds Electron's own objects; it passes them in. Order of
 * start: folder, key store, desk, page, window; the end goes the other way, the desk last but the folder.
 */
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  utilityProcess,
} from 'electron';
import { fileKeyStore } from '../desk/keys/file-key-store.ts';
import { openDesk } from '../desk/open.ts';
import { ending } from '../process/ending.ts';
import { beginEnrollment } from '../process/enrollment.ts';
import { listFiles } from '../process/files.ts';
import { claimFolder } from '../process/folder.ts';
import { endsCleanly } from '../process/lifetime.ts';
import { errorPlace, logToStandardError } from '../process/log.ts';
import { argumentsForNext, hostArguments } from './arguments.ts';
import { connectFace } from './electron/calls.ts';
import { mindGraphics } from './electron/graphics.ts';
import { holdKiosk, type KioskHold } from './electron/hold.ts';
import { openKeyStore } from './electron/key-store.ts';
import { mindLaptop } from './electron/laptop.ts';
import { connectPrinting } from './electron/print.ts';
import { serveApp } from './electron/protocol.ts';
import { recycling } from './electron/recycle.ts';
import { speakerIn } from './electron/speaker.ts';
import { updates } from './electron/updater.ts';
import { openFaceWindow } from './electron/window.ts';
import { readFace, recoveryLines } from './face.ts';
import type { MainLog } from './log.ts';
import { APP_PRIVILEGES, APP_SCHEME } from './policy/address.ts';
import { coverDisplays } from './policy/displays.ts';
import { relaunchAfter } from './policy/relaunch.ts';
import { FACE_PARTITION, isLocked } from './policy/window.ts';
import { recoveryPage } from './recovery.ts';

const UPDATE_POLL_MS = 5 * 60_000;
const RECYCLE_POLL_MS = 60_000;
/** What does not end by then after a bug has another one. */
const FAILED_END_MS = 20_000;

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
let starting = false;
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
  // A child's parent sees it end; a kiosk has nobody who would start it again.
  const relaunches = relaunchAfter({
    earlier: given.relaunches,
    now: Date.now(),
    supervised: given.supervised || given.child,
  });
  if (relaunches !== null) startAgain(relaunches);
  setTimeout(() => app.exit(1), FAILED_END_MS).unref();
  end(1);
}

/** Takes effect once this process has ended. */
function startAgain(relaunches: readonly number[]): void {
  if (starting) return;
  starting = true;
  mainLog({ event: 'main.starts-again' });
  app.relaunch({ args: argumentsForNext(process.argv.slice(1), relaunches) });
}

if (app.requestSingleInstanceLock()) {
  mindGraphics({
    app,
    folder: data,
    wall: Date.now,
    monotonic: () => performance.now(),
    again: () => {
      if (!given.supervised && !given.child) startAgain(given.relaunches);
      end();
    },
    log: mainLog,
  });
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
  let kiosk: KioskHold | null = null;
  const desk = await openDesk({
    folder: data,
    resources: app.isPackaged ? join(process.resourcesPath, 'resources') : join(root, 'resources'),
    appVersion: app.getVersion(),
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
    keyStore: openKeyStore({ safeStorage, platform: process.platform, file: fileKeyStore(data), log: mainLog }),
    log,
    startSpeaker: speakerIn((script, args, options) => utilityProcess.fork(script, args, options)),
    ...(given.windowed ? {} : { leave: () => kiosk?.release(), locked: () => kiosk?.held() ?? false }),
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

  connectPrinting({ ipc: ipcMain, face: () => window?.webContents ?? null, log: mainLog });

  const wish = { profile: face.profile, windowed: given.windowed, preload: join(root, 'out/preload/index.cjs') };
  const create = (options: Electron.BrowserWindowConstructorOptions) => new BrowserWindow(options);
  const made = coverDisplays(screen.getAllDisplays(), screen.getPrimaryDisplay().id)?.face.bounds ?? null;
  const opened = openFaceWindow({
    ...wish,
    create: (options) => create(isLocked(wish) ? { ...options, ...made } : options),
    held: () => kiosk?.held() ?? false,
    monotonic: () => performance.now(),
    log: mainLog,
  });
  window = opened.window;
  stop.add('window', () => window?.destroy());
  app.on('second-instance', () => {
    if (isLocked(wish)) kiosk?.resume();
    window?.focus();
  });
  if (isLocked(wish)) {
    // A display that sleeps looks like a kiosk that is broken.
    powerSaveBlocker.start('prevent-display-sleep');
    kiosk = holdKiosk({ window, made, screen, create, log: mainLog });
    stop.add('kiosk', () => kiosk?.close());
    const recycle = recycling({
      settings: () => desk.settings(),
      inSession: () => desk.inSession(),
      monotonic: () => performance.now(),
      hour: () => new Date().getHours(),
      reload: opened.reload,
      log: mainLog,
    });
    const timer = setInterval(recycle, RECYCLE_POLL_MS);
    stop.add('recycling', () => clearInterval(timer));
  } else if (face.profile === 'inspector' && !given.windowed) {
    kiosk = holdKiosk({ window, made: null, screen, create, when: 'asked', log: mainLog });
    stop.add('kiosk', () => kiosk?.close());
    stop.add('laptop', mindLaptop({ desk, hold: kiosk, power: powerMonitor }));
  }

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
