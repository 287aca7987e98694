/**
 * Stands in for the module `electron` where its runtime is missing, so that the built main process can
 * be started for real: enough of the API to see what it asks for, said as JSON lines on standard output.
 */
import { EventEmitter } from 'node:events';

type Handler = (...given: unknown[]) => unknown;
const say = (said: object) => process.stdout.write(`${JSON.stringify(said)}\n`);

let handleScheme: ((request: Request) => Promise<Response>) | null = null;
const calls = new Map<string, Handler>();

class App extends EventEmitter {
  isPackaged = false;
  enableSandbox() {
    say({ sandbox: true });
  }
  getPath() {
    return process.cwd();
  }
  setPath(name: string, path: string) {
    say({ setPath: name, path });
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
  quit() {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit(0);
  }
  exit(code: number) {
    say({ exit: code });
    process.exit(code);
  }
}
export const app = new App();

class Session extends EventEmitter {
  webRequest = { onBeforeRequest: () => undefined };
  protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
      say({ scheme });
      handleScheme = handler;
    },
  };
  setPermissionRequestHandler() {}
  setPermissionCheckHandler() {}
  setDevicePermissionHandler() {}
  setDisplayMediaRequestHandler() {}
  setSpellCheckerEnabled() {}
}
const faceSession = new Session();
export const session = { fromPartition: () => faceSession };

class Contents extends EventEmitter {
  id = 1;
  session = faceSession;
  isDestroyed() {
    return false;
  }
  send(channel: string, event: object) {
    say({ sent: channel, event });
  }
  setWindowOpenHandler() {}
  setVisualZoomLevelLimits() {}
  setZoomLevel() {}
  closeDevTools() {}
  setIgnoreMenuShortcuts() {}
  forcefullyCrashRenderer() {}
}

export class BrowserWindow extends EventEmitter {
  webContents = new Contents();
  constructor(options: object) {
    super();
    say({ window: options });
  }
  setMenu() {}
  show() {}
  focus() {}
  destroy() {
    say({ destroyed: true });
    app.emit('window-all-closed');
  }
  async loadURL(url: string) {
    const page = await handleScheme?.(new Request(url));
    say({ loaded: url, status: page?.status, policy: page?.headers.get('content-security-policy') });
    const call = calls.get('fairdesk:call');
    const frame = { url, parent: null };
    say({ face: await call?.({ sender: this.webContents, senderFrame: frame }, 'face.open', {}) });
    say({ stranger: await call?.({ sender: { id: 2 }, senderFrame: frame }, 'face.open', {}) });
    process.stderr.write('{"event":"double.loaded"}\n');
    if (!url.endsWith('/recovery') && process.env['DOUBLE_CRASHES'] !== undefined) {
      this.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    }
  }
}

export const ipcMain = { handle: (channel: string, handler: Handler) => void calls.set(channel, handler) };
export const Menu = { setApplicationMenu: () => undefined };
export const protocol = { registerSchemesAsPrivileged: (schemes: object[]) => say({ schemes }) };
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'basic_text',
  encryptString: (text: string) => Buffer.from(text),
  decryptString: (bytes: Buffer) => bytes.toString(),
};
