/** One window, one face: made for a profile, walled in, brought back when its process is gone. */
import type { BrowserWindow } from 'electron';
import type { MainLog } from '../log.ts';
import { APP_PAGE, RECOVERY_PAGE } from '../policy/address.ts';
import { afterCrash, noCrashes, RECOVERY_MS } from '../policy/crashes.ts';
import { isLocked, windowOptions, type WindowWish } from '../policy/window.ts';
import { wallIn } from './contents.ts';
import { closeSession } from './session.ts';
import { watchPage } from './watch.ts';

export interface FaceWindowOptions extends WindowWish {
  readonly create: (options: Electron.BrowserWindowConstructorOptions) => BrowserWindow;
  /** Whether a window that is not locked for good is held now. */
  readonly held?: () => boolean;
  readonly monotonic: () => number;
  readonly log: MainLog;
}

export interface FaceWindow {
  readonly window: BrowserWindow;
  /** Loads the face afresh. */
  reload(): void;
}

export function openFaceWindow(options: FaceWindowOptions): FaceWindow {
  const { log, monotonic } = options;
  const locked = isLocked(options);
  const window = options.create(windowOptions(options));
  const { webContents } = window;
  // Tools are for trying out: an inspector hands the laptop over.
  closeSession(webContents.session, { locked: !options.windowed, log });
  wallIn(webContents, { locked: () => locked || options.held?.() === true, log });
  if (locked) window.setMenu(null);

  let rest: NodeJS.Timeout | undefined;
  const loadLater = () => {
    clearTimeout(rest);
    rest = setTimeout(() => load(APP_PAGE), RECOVERY_MS);
  };
  const load = (address: string) => {
    window.loadURL(address).catch((error: { readonly code?: string }) => {
      // Another load has taken its place; what else fails leaves no page that could be watched.
      if (error.code !== 'ERR_ABORTED' && !window.isDestroyed()) loadLater();
    });
  };
  // A page is there: nothing is to be loaded over it.
  webContents.on('did-navigate', () => clearTimeout(rest));

  let ladder = noCrashes;
  webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    const next = afterCrash(ladder, monotonic());
    ladder = next.ladder;
    log({ event: 'main.face-gone', reason: details.reason, action: next.action });
    if (next.action === 'reload') load(APP_PAGE);
    else if (next.action === 'recover') load(RECOVERY_PAGE);
    else loadLater();
  });
  const unwatch = watchPage({ contents: webContents, monotonic, log });

  window.on('closed', () => {
    clearTimeout(rest);
    unwatch();
  });
  window.once('ready-to-show', () => window.show());
  load(APP_PAGE);
  return { window, reload: () => load(APP_PAGE) };
}
