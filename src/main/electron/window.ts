/** One window, one face: made for a profile, walled in, brought back when its process is gone. */
import type { BrowserWindow } from 'electron';
import type { MainLog } from '../log.ts';
import { APP_PAGE, RECOVERY_PAGE } from '../policy/address.ts';
import { afterCrash, noCrashes } from '../policy/crashes.ts';
import { isLocked, windowOptions, type WindowWish } from '../policy/window.ts';
import { wallIn } from './contents.ts';
import { closeSession } from './session.ts';

/** A face that does not answer for this long is gone. */
const UNRESPONSIVE_MS = 10_000;

export interface FaceWindowOptions extends WindowWish {
  readonly create: (options: Electron.BrowserWindowConstructorOptions) => BrowserWindow;
  readonly monotonic: () => number;
  readonly log: MainLog;
}

export function openFaceWindow(options: FaceWindowOptions): BrowserWindow {
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
  webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    const next = afterCrash(ladder, monotonic());
    ladder = next.ladder;
    log({ event: 'main.face-gone', reason: details.reason, action: next.action });
    load(next.action === 'reload' ? APP_PAGE : RECOVERY_PAGE);
  });

  let silence: NodeJS.Timeout | undefined;
  window.on('unresponsive', () => {
    silence = setTimeout(() => webContents.forcefullyCrashRenderer(), UNRESPONSIVE_MS);
  });
  window.on('responsive', () => clearTimeout(silence));

  window.on('closed', () => clearTimeout(silence));
  window.once('ready-to-show', () => window.show());
  load(APP_PAGE);
  return window;
}
