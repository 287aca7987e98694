/**
 * Stands in for the module `electron` in the app's own process: the built main file runs unchanged on
 * it, the built preload in a real Chromium that the test holds. Only what the app uses is here.
 *
 * What it does not prove: Electron's own code. Its windows are never on a screen, so that kiosk mode,
 * full screen and "on top" are only written down; the operating system's keys never come by here; the
 * app's scheme is a reserved https origin, so what Chromium does for a scheme alone is not seen;
 * permissions are settled when a page is loaded, not when it asks; the preload's world is an isolated
 * world of Chromium's protocol, not of a sandboxed renderer; fuses, crash handling of the browser
 * process itself, the GPU process and power management are names that are called and no more.
 */
import { EventEmitter } from 'node:events';
import { registerScheme } from './address.ts';
import { ipcMain as ipc } from './ipc.ts';
import { link } from './link.ts';
import { plugIn } from './printers.ts';
import { sessionOf } from './sessions.ts';
import { utilityProcess as utility } from './utility.ts';
import { BrowserWindow as Window, whenAllClosed } from './window.ts';

class App extends EventEmitter {
  isPackaged = false;
  enableSandbox() {
    link.say({ sandbox: true });
  }
  disableHardwareAcceleration() {
    link.say({ hardwareAcceleration: false });
  }
  getPath() {
    return process.cwd();
  }
  setPath(name: string, path: string) {
    link.say({ setPath: name, path });
  }
  getAppPath() {
    return process.cwd();
  }
  getVersion() {
    return '0.0.0-double';
  }
  requestSingleInstanceLock() {
    return process.env['DOUBLE_SECOND'] === undefined;
  }
  async whenReady() {
    await new Promise((resolve) => setImmediate(resolve));
  }
  relaunch(options: { args?: string[] } = {}) {
    link.say({ relaunch: options.args ?? [] });
  }
  quit() {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit(0);
  }
  exit(code: number) {
    link.say({ exit: code }, () => process.exit(code));
  }
}
export const app = new App();
whenAllClosed(() => app.emit('window-all-closed'));

export interface Display {
  readonly id: number;
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly touchSupport: 'available' | 'unavailable' | 'unknown';
}
const PANEL: Display = { id: 1, bounds: { x: 0, y: 0, width: 1080, height: 1920 }, touchSupport: 'available' };

class Screen extends EventEmitter {
  displays: readonly Display[] = [PANEL];
  getAllDisplays() {
    return this.displays;
  }
  getPrimaryDisplay() {
    return this.displays[0] ?? PANEL;
  }
}
export const screen = new Screen();

export const BrowserWindow = Window;
export const ipcMain = ipc;
export const utilityProcess = utility;
export const session = { fromPartition: sessionOf };
export const Menu = { setApplicationMenu: (menu: unknown) => link.say({ menu }) };
export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly { scheme: string }[]) {
    for (const { scheme } of schemes) registerScheme(scheme);
    link.say({ schemes });
  },
};
export const powerSaveBlocker = {
  start(kind: string) {
    link.say({ awake: kind });
    return 1;
  },
  stop() {},
};
export const powerMonitor = new EventEmitter();
export const safeStorage = {
  isEncryptionAvailable: () => true,
  // What most kiosks without a desktop have: a backend that protects nothing.
  getSelectedStorageBackend: () => 'basic_text',
  encryptString: (text: string) => Buffer.from(text),
  decryptString: (bytes: Buffer) => bytes.toString(),
};

link.grant('displays', (given) => {
  const { event, displays } = given as { event: string; displays: readonly Display[] };
  const before = screen.displays;
  screen.displays = displays;
  const other = (from: readonly Display[], without: readonly Display[]) =>
    from.find(({ id }) => without.every((each) => each.id !== id)) ?? displays[0];
  screen.emit(event, {}, event === 'display-removed' ? other(before, displays) : other(displays, before), ['bounds']);
});
link.grant('windows', () =>
  Window.getAllWindows().map((window) => ({ id: window.id, url: window.webContents.getURL(), ...window.state })),
);
link.grant('suffer', (given) => {
  const { event, state } = given as { event: string; state: Parameters<Window['suffer']>[1] };
  Window.getAllWindows()[0]?.suffer(event, state);
});
link.grant('crash', () => Window.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
link.grant('gone', (given) => void app.emit('child-process-gone', {}, given));
link.grant('call', (given) => {
  const { contents, url, name } = given as { contents: number; url: string; name: string };
  return ipc.take('fairdesk:call', { sender: { id: contents }, senderFrame: { url, parent: null } }, [name, {}]);
});
link.grant('printers', (given) => plugIn(given as string[]));
link.grant('power', (given) => void powerMonitor.emit(given as string));
link.grant('throw', () => {
  setImmediate(() => {
    throw new Error('a bug of the test');
  });
});
