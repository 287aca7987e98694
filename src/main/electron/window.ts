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
  closeSession(webContents.session, { locked, log });
  wallIn(webContents, { locked, log });
  if (locked) window.setMenu(null);

  const load = (address: string) => {
    // A load that fails ends in 'render-process-gone' or in the next one; there is nobody to tell.
    window.loadURL(address).catch(() => undefined);
  };

  let ladder = noCrashes;
  let rest: NodeJS.Timeout | undefined;
  webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    const next = afterCrash(ladder, monotonic());
    ladder = next.ladder;
    log({ event: 'main.face-gone', reason: details.reason, action: next.action });
    if (next.action === 'reload') load(APP_PAGE);
    else if (next.action === 'recover') load(RECOVERY_PAGE);
    else rest = setTimeout(() => load(APP_PAGE), RECOVERY_MS);
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
