/** A page: Chromium's, seen and told over its protocol, with Electron's rules around it. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { inner, outer } from './address.ts';
import { ipcMain } from './ipc.ts';
import { link } from './link.ts';
import { packing, type Packed } from './packing.ts';
import { printers } from './printers.ts';
import { pausedSchema, type Paused, type Session } from './session.ts';
import { BINDING, ISOLATED_WORLD, pageScript, preloadScript } from './worlds.ts';

const { pack, unpack } = packing(null);
/** Where the preload's world asks whether a key may pass; below the page's own origin, for its policy holds there too. */
const KEYS = '/.electron-double/key';

const contextSchema = z.object({
  context: z.object({
    id: z.number(),
    name: z.string(),
    auxData: z.object({ frameId: z.string(), isDefault: z.boolean() }),
  }),
});
const boundSchema = z.object({ name: z.string(), payload: z.string(), executionContextId: z.number() });
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invoke'), id: z.number(), channel: z.string(), given: z.custom<Packed>() }),
  z.object({ kind: z.literal('context-menu') }),
  z.object({ kind: z.literal('zoom'), direction: z.string() }),
]);
const frameSchema = z.object({ frame: z.object({ id: z.string(), parentId: z.string().optional(), url: z.string() }) });
const treeSchema = z.object({ frameTree: frameSchema });

type Opens = (details: object) => { action: 'allow' | 'deny' };

interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
}

/** An event that can be refused. */
export function refusable<T extends object>(extra: T) {
  const event = { ...extra, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) };
  return event;
}

export class Contents extends EventEmitter {
  readonly id: number;
  readonly session: Session;
  readonly #preload: string | undefined;
  #opens: Opens = () => ({ action: 'allow' });
  #attached = false;
  #crashed = false;
  destroyed = false;
  /** The address being loaded at the host's own wish: that is nobody's navigation. */
  #loading: string | null = null;
  readonly #contexts = new Map<number, { frame: string; name: string; main: boolean }>();
  readonly #frames = new Map<string, { url: string; parent: string | null }>();
  #top = '';
  #word = '';

  constructor(id: number, session: Session, preload: string | undefined) {
    super();
    this.id = id;
    this.session = session;
    this.#preload = preload;
  }

  isDestroyed = () => this.destroyed;
  isCrashed = () => this.#crashed;
  isDevToolsOpened = () => false;
  getURL = () => this.#frames.get(this.#top)?.url ?? '';
  setWindowOpenHandler(handler: Opens) {
    this.#opens = handler;
  }
  async setVisualZoomLevelLimits(least: number, most: number) {
    link.say({ visualZoom: [least, most] });
  }
  setZoomLevel(level: number) {
    link.say({ zoomLevel: level });
  }
  closeDevTools() {}
  setIgnoreMenuShortcuts(ignore: boolean) {
    link.say({ ignoreMenuShortcuts: ignore });
  }
  getPrintersAsync = async () => printers().map((name) => ({ name }));
  /** Written down, not printed: what paper would show is asked of Chromium's own print media. */
  print(options: object, tell: (success: boolean, reason: string) => void) {
    const paper = async () => {
      await link.command('Emulation.setEmulatedMedia', { media: 'print' });
      const text = await this.executeJavaScript('document.body.innerText');
      await link.command('Emulation.setEmulatedMedia', { media: '' });
      link.say({ did: 'print', options, paper: text });
      tell(true, '');
    };
    paper().catch((error: unknown) => tell(false, String(error)));
  }
  forcefullyCrashRenderer() {
    // Never answered: who would answer is gone.
    void link.command('Page.crash').catch(() => undefined);
  }
  reload() {
    this.load(this.getURL()).catch(() => undefined);
  }
  send(channel: string, ...given: unknown[]) {
    this.#tellPage({ channel, given: pack(given) });
  }
  async executeJavaScript(code: string): Promise<unknown> {
    const main = [...this.#contexts].find(([, { frame, main: isMain }]) => isMain && frame === this.#top);
    const answer = z
      .object({ result: z.object({ value: z.unknown() }), exceptionDetails: z.unknown().optional() })
      .parse(
        await link.command('Runtime.evaluate', {
          expression: code,
          awaitPromise: true,
          returnByValue: true,
          ...(main === undefined ? {} : { contextId: main[0] }),
        }),
      );
    if (answer.exceptionDetails !== undefined) throw new Error('Script failed to execute');
    return answer.result.value;
  }

  /** Resolves when the document has loaded, or was refused. */
  async load(url: string): Promise<void> {
    if (!this.#attached || this.#crashed) await this.#attach();
    this.#loading = outer(url);
    await link.command('Page.navigate', { url: this.#loading });
  }

  async #attach(): Promise<void> {
    if (this.#attached) await link.renew();
    this.#attached = true;
    this.#crashed = false;
    this.#contexts.clear();
    this.#word = randomUUID();
    link.hear((method, params) => {
      this.#hear(method, params);
    });
    for (const domain of ['Page', 'Runtime', 'Inspector']) await link.command(`${domain}.enable`);
    const { frameTree } = treeSchema.parse(await link.command('Page.getFrameTree'));
    this.#top = frameTree.frame.id;
    await link.command('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    const add = 'Page.addScriptToEvaluateOnNewDocument';
    if (this.#preload === undefined) return;
    await link.command('Runtime.addBinding', { name: BINDING, executionContextName: ISOLATED_WORLD });
    const secret = { word: this.#word, keys: KEYS };
    await link.command(add, { source: pageScript(secret) });
    const source = preloadScript(readFileSync(this.#preload, 'utf8'), secret);
    await link.command(add, { source, worldName: ISOLATED_WORLD });
  }

  #hear(method: string, params: unknown): void {
    switch (method) {
      case 'Runtime.executionContextCreated': {
        const { id, name, auxData } = contextSchema.parse(params).context;
        this.#contexts.set(id, { frame: auxData.frameId, name, main: auxData.isDefault });
        break;
      }
      case 'Runtime.executionContextDestroyed':
        this.#contexts.delete(z.object({ executionContextId: z.number() }).parse(params).executionContextId);
        break;
      case 'Runtime.executionContextsCleared':
        this.#contexts.clear();
        break;
      case 'Runtime.bindingCalled':
        this.#heard(boundSchema.parse(params));
        break;
      case 'Page.frameNavigated': {
        const { id, parentId, url } = frameSchema.parse(params).frame;
        this.#frames.set(id, { url: inner(url), parent: parentId ?? null });
        if (id !== this.#top) break;
        link.say({ at: inner(url) });
        this.emit('did-navigate', {}, inner(url));
        break;
      }
      case 'Page.loadEventFired':
        this.emit('did-finish-load');
        break;
      case 'Page.windowOpen': {
        const { url } = z.object({ url: z.string() }).parse(params);
        const { action } = this.#opens({ url: inner(url), disposition: 'foreground-tab' });
        if (action === 'allow') throw new Error('the double opens no windows for a page');
        break;
      }
      case 'Page.downloadWillBegin':
        this.session.emit('will-download', refusable({}), {}, this);
        break;
      case 'Fetch.requestPaused':
        // What is cancelled while it is being answered is nobody's loss.
        this.#decide(pausedSchema.parse(params)).catch(() => undefined);
        break;
      case 'Inspector.targetCrashed':
        this.#crashed = true;
        this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
        break;
      default:
    }
  }

  async #decide(paused: Paused): Promise<void> {
    const { requestId, request, frameId, resourceType } = paused;
    const { pathname, search } = new URL(request.url);
    if (pathname === KEYS) {
      const input: unknown = JSON.parse(decodeURIComponent(search.slice(1)));
      const event = refusable({});
      this.emit('before-input-event', event, input);
      await link.command('Fetch.fulfillRequest', { requestId, responseCode: event.defaultPrevented ? 205 : 204 });
      return;
    }
    if (resourceType === 'Document' && !this.#mayGo(request.url, frameId)) {
      await link.command('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    } else if (this.session.allows(paused)) await this.session.answer(paused);
    else await link.command('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  }

  /** Asked first, as Electron asks: about what the page began, not about what the host did. */
  #mayGo(url: string, frame: string): boolean {
    const isMainFrame = frame === this.#top;
    if (isMainFrame && url === this.#loading) {
      this.#loading = null;
      return true;
    }
    const asked = ['will-frame-navigate', ...(isMainFrame ? ['will-navigate'] : [])].map((name) => {
      const event = refusable({ url: inner(url), isMainFrame, isSameDocument: false });
      this.emit(name, event, event.url);
      return event.defaultPrevented;
    });
    return !asked.includes(true);
  }

  #heard({ payload, executionContextId }: z.output<typeof boundSchema>): void {
    const message = messageSchema.parse(JSON.parse(payload));
    if (message.kind === 'context-menu') this.emit('context-menu', refusable({}), {});
    if (message.kind === 'zoom') this.emit('zoom-changed', {}, message.direction);
    if (message.kind !== 'invoke') return;
    const event = { sender: this, senderFrame: this.#frameOf(this.#contexts.get(executionContextId)?.frame ?? null) };
    ipcMain.take(message.channel, event, unpack(message.given) as unknown[]).then(
      (value) => this.#tellPage({ id: message.id, given: pack(value) }),
      (error: unknown) =>
        this.#tellPage({
          id: message.id,
          given: null,
          error: `Error invoking remote method '${message.channel}': ${String(error)}`,
        }),
    );
  }

  #frameOf(id: string | null): Frame | null {
    const frame = id === null ? undefined : this.#frames.get(id);
    return frame === undefined ? null : { url: frame.url, parent: this.#frameOf(frame.parent) };
  }

  #tellPage(message: { channel?: string; id?: number; given: Packed; error?: string }): void {
    const world = [...this.#contexts].find(([, { name, frame }]) => name === ISOLATED_WORLD && frame === this.#top);
    if (world === undefined) return;
    const expression = `electronHears(${JSON.stringify(message)})`;
    // A page that has gone meanwhile is told nothing.
    link.command('Runtime.evaluate', { expression, contextId: world[0] }).catch(() => undefined);
  }
}
