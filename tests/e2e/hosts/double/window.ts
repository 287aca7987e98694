/** Windows: the first that shows a page of the app has the test's page, any other is only written down. */
import { EventEmitter } from 'node:events';
import { outer } from './address.ts';
import { link } from './link.ts';
import { Contents } from './contents.ts';
import { sessionOf } from './sessions.ts';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Options extends Partial<Bounds> {
  readonly kiosk?: boolean;
  readonly fullscreen?: boolean;
  readonly alwaysOnTop?: boolean;
  readonly show?: boolean;
  readonly webPreferences?: { readonly preload?: string; readonly partition?: string };
}

const open = new Map<number, BrowserWindow>();
let count = 0;
let onAllClosed: () => void = () => undefined;
export const whenAllClosed = (tell: () => void): void => void (onAllClosed = tell);

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: Contents;
  #state: {
    kiosk: boolean;
    fullScreen: boolean;
    minimized: boolean;
    visible: boolean;
    focused: boolean;
    bounds: Bounds;
  };
  #shown = false;

  constructor(options: Options) {
    super();
    count++;
    this.id = count;
    open.set(this.id, this);
    const { preload, partition = '' } = options.webPreferences ?? {};
    this.webContents = new Contents(this.id, sessionOf(partition), preload);
    this.#state = {
      kiosk: options.kiosk ?? false,
      fullScreen: options.fullscreen ?? false,
      minimized: false,
      visible: options.show ?? true,
      focused: false,
      bounds: { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 },
    };
    link.say({ window: options, id: this.id });
    this.webContents.on('did-finish-load', () => {
      if (!this.#shown) this.emit('ready-to-show');
      this.#shown = true;
    });
  }

  static getAllWindows = () => [...open.values()];
  async loadURL(url: string): Promise<void> {
    link.say({ loads: url, id: this.id });
    const own = this.webContents.session.handles(url);
    if (!own) return void setImmediate(() => this.emit('ready-to-show'));
    await this.webContents.session.settlePermissions(this.webContents, url, new URL(outer(url)).origin);
    await this.webContents.load(url);
  }

  isDestroyed = () => !open.has(this.id);
  isKiosk = () => this.#state.kiosk;
  isFullScreen = () => this.#state.fullScreen;
  isMinimized = () => this.#state.minimized;
  isVisible = () => this.#state.visible;
  isFocused = () => this.#state.focused;
  getBounds = () => this.#state.bounds;
  setMenu() {}
  setContentProtection() {}
  moveTop() {
    this.#change('moveTop', {});
  }
  show() {
    this.#change('show', { visible: true, focused: true, minimized: false });
  }
  showInactive() {
    this.#change('showInactive', { visible: true });
  }
  hide() {
    this.#change('hide', { visible: false, focused: false });
  }
  focus() {
    this.#change('focus', { focused: true });
  }
  minimize() {
    this.#change('minimize', { minimized: true, focused: false });
  }
  restore() {
    this.#change('restore', { minimized: false });
  }
  setKiosk(kiosk: boolean) {
    this.#change('setKiosk', { kiosk, ...(kiosk ? { fullScreen: true } : {}) });
  }
  setFullScreen(fullScreen: boolean) {
    this.#change('setFullScreen', { fullScreen });
  }
  setBounds(bounds: Bounds) {
    this.#change('setBounds', { bounds });
  }
  setAlwaysOnTop(on: boolean, level?: string) {
    link.say({ id: this.id, did: 'setAlwaysOnTop', on, level });
  }
  setClosable(closable: boolean) {
    link.say({ id: this.id, did: 'setClosable', closable });
  }
  setSkipTaskbar() {}
  setMinimizable() {}
  destroy() {
    if (!open.delete(this.id)) return;
    this.webContents.destroyed = true;
    link.say({ id: this.id, did: 'destroy' });
    this.emit('closed');
    if (open.size === 0) onAllClosed();
  }

  /** What a system does to a window without asking: a test's wish. */
  suffer(
    event: string,
    state: Partial<Pick<BrowserWindow['state'], 'kiosk' | 'fullScreen' | 'minimized' | 'focused' | 'visible'>>,
  ) {
    Object.assign(this.#state, state);
    this.emit(event);
  }
  get state() {
    return { ...this.#state };
  }

  #change(did: string, state: Partial<BrowserWindow['state']>) {
    Object.assign(this.#state, state);
    link.say({ id: this.id, did, ...state });
  }
}
