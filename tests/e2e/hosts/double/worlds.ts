/**
 * What is put into every new document: the page's end of the context bridge, and, in a world of its
 * own, the preload with all that a sandboxed preload may see. The functions are sent as text and may
 * use nothing from outside themselves but what `preloadScript` and `pageScript` pass in.
 *
 * The two worlds share the document and nothing else; calls cross as events on it, which Chromium
 * delivers at once, under a name the page is not told.
 */
import { packing, type Live, type Packed, type Packing } from './packing.ts';

export const ISOLATED_WORLD = 'Electron Isolated Context';
/** The binding by which the isolated world speaks to the host; no other world has it. */
export const BINDING = 'electronDouble';

type Fn = (...given: unknown[]) => unknown;
type Peer = Packing & Live;

/** One end of the bridge. `to` and `from` are names of events. */
function peer(makePacking: typeof packing, to: string, from: string): Peer {
  type Message =
    | { kind: 'call'; turn: number; id: number; given: Packed[] }
    | { kind: 'returned'; turn: number; value?: Packed; error?: string }
    | { kind: 'settled'; id: number; value?: Packed; error?: string };
  const kept = new Map<number, Fn>();
  const awaited = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const early = new Map<number, Message>();
  const returned = new Map<number, Message>();
  let count = 0;
  const tell = (message: Message) =>
    document.dispatchEvent(new CustomEvent(to, { detail: JSON.stringify(message), cancelable: false }));
  const said = (error: unknown) => (error instanceof Error ? error.message : String(error));

  const live: Live = {
    keep(thing) {
      count++;
      kept.set(count, thing);
      return count;
    },
    proxy: (id) => {
      return (...given) => {
        count++;
        const turn = count;
        tell({ kind: 'call', turn, id, given: given.map(pack) });
        const answer = returned.get(turn);
        returned.delete(turn);
        if (answer === undefined || answer.kind !== 'returned') throw new Error('the other world did not answer');
        if (answer.error !== undefined) throw new Error(answer.error);
        return answer.value === undefined ? undefined : unpack(answer.value);
      };
    },
    wait(promise) {
      count++;
      const id = count;
      promise.then(
        (value) => tell({ kind: 'settled', id, value: pack(value) }),
        (error: unknown) => tell({ kind: 'settled', id, error: said(error) }),
      );
      return id;
    },
    promised: (id) =>
      new Promise((resolve, reject) => {
        awaited.set(id, { resolve, reject });
        const settled = early.get(id);
        if (settled !== undefined) hear(settled);
      }),
  };
  const { pack, unpack } = makePacking(live);

  function hear(message: Message) {
    switch (message.kind) {
      case 'call':
        try {
          const value = pack(kept.get(message.id)?.(...message.given.map(unpack)));
          tell({ kind: 'returned', turn: message.turn, value });
        } catch (error) {
          tell({ kind: 'returned', turn: message.turn, error: said(error) });
        }
        break;
      case 'returned':
        returned.set(message.turn, message);
        break;
      case 'settled': {
        const waiting = awaited.get(message.id);
        if (waiting === undefined) {
          early.set(message.id, message);
          break;
        }
        awaited.delete(message.id);
        early.delete(message.id);
        if (message.error === undefined)
          waiting.resolve(message.value === undefined ? undefined : unpack(message.value));
        else waiting.reject(new Error(message.error));
        break;
      }
      default:
    }
  }
  document.addEventListener(from, (event) => hear(JSON.parse((event as CustomEvent<string>).detail) as Message));
  return { pack, unpack, ...live };
}

/** The page's end: puts what the preload exposes on `window`, frozen. */
function page(own: Peer, exposed: string) {
  const freeze = (thing: unknown): unknown => {
    if (typeof thing === 'object' && thing !== null) Object.values(thing).forEach(freeze);
    return Object.freeze(thing);
  };
  document.addEventListener(exposed, (event) => {
    const { name, value } = JSON.parse((event as CustomEvent<string>).detail) as { name: string; value: Packed };
    Object.defineProperty(window, name, { value: freeze(own.unpack(value)), enumerable: true });
  });
}

interface Names {
  readonly exposed: string;
  readonly binding: string;
  readonly keys: string;
}

/** The preload's world: `require('electron')` and nothing of Node; keys are asked about before the page has them. */
function isolated(own: Peer, ipc: Packing, names: Names): ((module: string) => unknown) | null {
  // A preload runs in no frame inside a page.
  if (window.top !== window) return null;
  const scope = globalThis as unknown as Record<string, Fn>;
  const send = scope[names.binding];
  delete scope[names.binding];
  const tell = (message: object) => send?.(JSON.stringify(message));

  const listeners = new Map<string, Set<Fn>>();
  const asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let count = 0;
  scope['electronHears'] = (message) => {
    const { channel, id, given, error } = message as { channel?: string; id?: number; given: Packed; error?: string };
    if (channel !== undefined) {
      const values = ipc.unpack(given) as unknown[];
      for (const listener of listeners.get(channel) ?? []) listener({ sender: 'ipcRenderer' }, ...values);
      return;
    }
    const waiting = asked.get(id ?? 0);
    asked.delete(id ?? 0);
    if (error === undefined) waiting?.resolve(ipc.unpack(given));
    else waiting?.reject(new Error(error));
  };

  const ipcRenderer = {
    invoke: (channel: string, ...given: unknown[]) =>
      new Promise((resolve, reject) => {
        const packed = ipc.pack(given);
        count++;
        asked.set(count, { resolve, reject });
        tell({ kind: 'invoke', id: count, channel, given: packed });
      }),
    on(channel: string, listener: Fn) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return ipcRenderer;
    },
    off(channel: string, listener: Fn) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  const taken = new Set<string>();
  const contextBridge = {
    exposeInMainWorld(name: string, value: unknown) {
      if (taken.has(name)) throw new Error('Cannot bind an API on top of an existing property on the window object');
      taken.add(name);
      const detail = JSON.stringify({ name, value: own.pack(value) });
      document.dispatchEvent(new CustomEvent(names.exposed, { detail }));
    },
  };

  const key = (event: KeyboardEvent) => {
    if (!event.isTrusted) return;
    const { key: name, code, ctrlKey, altKey, metaKey, shiftKey, repeat } = event;
    const type = event.type === 'keydown' ? 'keyDown' : 'keyUp';
    const input = { type, key: name, code, control: ctrlKey, alt: altKey, meta: metaKey, shift: shiftKey };
    // The host decides before the page has the key: only a request that is waited for can do that here.
    const ask = new XMLHttpRequest();
    ask.open('GET', `${names.keys}?${encodeURIComponent(JSON.stringify({ ...input, isAutoRepeat: repeat }))}`, false);
    ask.send();
    if (ask.status === 204) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener('keydown', key, true);
  addEventListener('keyup', key, true);
  addEventListener('contextmenu', (event) => event.defaultPrevented || tell({ kind: 'context-menu' }));
  addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey && !event.defaultPrevented) tell({ kind: 'zoom', direction: event.deltaY < 0 ? 'in' : 'out' });
    },
    { passive: true },
  );

  return (module) => {
    if (module === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`module not found: ${module}`);
  };
}

export interface Secret {
  /** Names of the events between the worlds, new for each window. */
  readonly word: string;
  /** Address that answers 204 where a key may pass. */
  readonly keys: string;
}

/** For the page's own world; added before the preload's. */
export function pageScript({ word }: Secret): string {
  return `(() => {
    const own = (${peer.toString()})(${packing.toString()}, ${JSON.stringify(`${word}-in`)}, ${JSON.stringify(`${word}-out`)});
    (${page.toString()})(own, ${JSON.stringify(`${word}-exposed`)});
  })()`;
}

/** @param preload the built preload, as it stands on the disk */
export function preloadScript(preload: string, { word, keys }: Secret): string {
  const names: Names = { exposed: `${word}-exposed`, binding: BINDING, keys };
  return `(() => {
    const packing = ${packing.toString()};
    const own = (${peer.toString()})(packing, ${JSON.stringify(`${word}-out`)}, ${JSON.stringify(`${word}-in`)});
    const require = (${isolated.toString()})(own, packing(null), ${JSON.stringify(names)});
    if (require === null) return;
    const module = { exports: {} };
    (function (require, module, exports) {
${preload}
    })(require, module, module.exports);
  })()`;
}
