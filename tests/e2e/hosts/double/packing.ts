/**
 * Values as Electron carries them: over IPC by structured clone (a function cannot be cloned), over the
 * context bridge also functions and promises, as proxies. Prototypes are lost on both ways. The one
 * function below is also sent into pages as text: it may use nothing from outside itself.
 */

export type Packed = null | boolean | number | string | readonly [string, ...unknown[]];

/** What crosses as itself on the context bridge; without it functions and promises cannot be cloned. */
export interface Live {
  keep(thing: (...given: unknown[]) => unknown): number;
  proxy(id: number): (...given: unknown[]) => unknown;
  wait(promise: PromiseLike<unknown>): number;
  promised(id: number): Promise<unknown>;
}

export interface Packing {
  pack(value: unknown): Packed;
  unpack(packed: Packed): unknown;
}

export function packing(live: Live | null): Packing {
  /** Electron's context bridge follows no object deeper. */
  const DEEPEST = 1000;
  const refuse = () => new Error('An object could not be cloned.');
  const bytesToText = (bytes: Uint8Array) => {
    let text = '';
    for (const byte of bytes) text += String.fromCodePoint(byte);
    return btoa(text);
  };
  const textToBytes = (text: string) => Uint8Array.from(atob(text), (sign) => sign.codePointAt(0) ?? 0);

  const pack = (value: unknown, depth: number): Packed => {
    if (depth > DEEPEST) throw refuse();
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (value === undefined) return ['undefined'];
    if (typeof value === 'number') return Number.isFinite(value) ? value : ['number', String(value)];
    if (typeof value === 'bigint') return ['bigint', String(value)];
    if (typeof value === 'symbol') throw refuse();
    if (typeof value === 'function') {
      if (live === null) throw refuse();
      return ['function', live.keep(value as (...given: unknown[]) => unknown)];
    }
    const next = (each: unknown) => pack(each, depth + 1);
    if (Array.isArray(value)) return ['array', value.map(next)];
    if (value instanceof Date) return ['date', value.getTime()];
    if (value instanceof Map) return ['map', [...value].map(([key, held]) => [next(key), next(held)])];
    if (value instanceof Set) return ['set', [...value].map(next)];
    if (value instanceof Error) return ['error', value.message];
    if (value instanceof ArrayBuffer) return ['bytes', bytesToText(new Uint8Array(value))];
    if (ArrayBuffer.isView(value)) {
      return ['bytes', bytesToText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
    }
    if (typeof (value as { then?: unknown }).then === 'function') {
      if (live === null) throw refuse();
      return ['promise', live.wait(value as PromiseLike<unknown>)];
    }
    return ['object', Object.entries(value).map(([key, held]) => [key, next(held)])];
  };

  const unpack = (packed: Packed): unknown => {
    if (!Array.isArray(packed)) return packed;
    const [kind, held] = packed as unknown as readonly [string, never];
    switch (kind) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(held);
      case 'bigint':
        return BigInt(held);
      case 'array':
        return (held as Packed[]).map(unpack);
      case 'date':
        return new Date(held);
      case 'map':
        return new Map((held as [Packed, Packed][]).map(([key, each]) => [unpack(key), unpack(each)]));
      case 'set':
        return new Set((held as Packed[]).map(unpack));
      case 'error':
        return new Error(held);
      case 'bytes':
        return textToBytes(held);
      case 'function':
        return live?.proxy(held);
      case 'promise':
        return live?.promised(held);
      case 'object':
        return Object.fromEntries((held as [string, Packed][]).map(([key, each]) => [key, unpack(each)]));
      default:
        throw new Error(`nothing is packed as ${kind}`);
    }
  };
  return { pack: (value) => pack(value, 0), unpack };
}
