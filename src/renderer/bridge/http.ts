/**
 * The bridge over loopback HTTP: what the preload is in Electron, a page of the browser host builds
 * on fetch. A call never throws: a host that is gone answers `failed`, as a desk that broke does.
 */
import type { Bridge, BridgeError, CallInput, CallName, DeskEvent, PrintOutcome, Reply } from '../../shared/bridge.ts';
import { err } from '../../shared/result.ts';

const HEADER = 'x-fairdesk-token';
/** Waits between attempts to reach the event stream: doubling, so that a stopped host is not hammered. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

export interface HttpBridgeOptions {
  readonly token: string;
  readonly fetch: typeof globalThis.fetch;
  /** Resolves after `ms`, or at once when `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Prints the page as it stands, without asking. @returns whether a print began */
  readonly printPage: () => boolean;
  /** Called when the host says that the token is not (or no longer) its own. */
  readonly onRefused: () => void;
  /** Called when the host answers again after it was gone: another process, perhaps another version. */
  readonly onBack: () => void;
}

export function httpBridge(options: HttpBridgeOptions): Bridge {
  let session: CallInput<'session.set'> | null = null;
  let printing: AbortController | null = null;
  const bridge: Bridge = {
    async call<C extends CallName>(name: C, input: CallInput<C>): Promise<Reply<C>> {
      if (name === 'session.set') session = input as CallInput<'session.set'>;
      const failed = err<BridgeError>({ type: 'failed' });
      try {
        const response = await options.fetch('/api/call', {
          method: 'POST',
          headers: { 'content-type': 'application/json', [HEADER]: options.token },
          body: JSON.stringify({ name, input }),
          cache: 'no-store',
        });
        if (isRefusal(response)) options.onRefused();
        if (!response.ok) return failed;
        const reply: unknown = await response.json();
        return isReply<C>(reply) ? reply : failed;
      } catch {
        return failed;
      }
    },
    subscribe(listener) {
      const ending = new AbortController();
      const back = () => {
        // Another process knows of no visitor: an update could begin under their hands.
        if (session !== null) void bridge.call('session.set', session);
        options.onBack();
      };
      void follow(options, listener, back, ending.signal);
      return () => ending.abort();
    },
    async print() {
      if (printing !== null) return 'failed';
      const job = new AbortController();
      printing = job;
      const outcome = await printOnce(options, job.signal);
      printing = null;
      return outcome;
    },
    cancelPrint: () => printing?.abort(),
  };
  return bridge;
}

/** Only a host that was told so has a browser that prints without asking; in any other it would be a dialog. */
async function printOnce(options: HttpBridgeOptions, signal: AbortSignal): Promise<PrintOutcome> {
  try {
    const response = await options.fetch('/api/host', {
      headers: { [HEADER]: options.token },
      cache: 'no-store',
      signal,
    });
    if (isRefusal(response)) options.onRefused();
    if (!response.ok) return 'failed';
    const said: unknown = await response.json();
    if (typeof said !== 'object' || said === null || !('prints' in said)) return 'failed';
    if (said.prints !== true) return 'no-printer';
    return !signal.aborted && options.printPage() ? 'printed' : 'failed';
  } catch {
    return 'failed';
  }
}

/** Reads the event stream until `signal` aborts, again and again with growing waits. */
async function follow(
  options: HttpBridgeOptions,
  listener: (event: DeskEvent) => void,
  back: () => void,
  signal: AbortSignal,
): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  let wasGone = false;
  while (!signal.aborted) {
    try {
      const response = await options.fetch('/api/events', {
        headers: { [HEADER]: options.token },
        cache: 'no-store',
        signal,
      });
      if (isRefusal(response)) return options.onRefused();
      if (response.ok && response.body !== null) {
        if (wasGone) back();
        wasGone = false;
        for await (const line of lines(response.body)) {
          waitMs = FIRST_WAIT_MS;
          const event = readEvent(line);
          if (event !== null) listener(event);
        }
      }
    } catch {
      // The host is gone or restarts: the wait below, then again.
    }
    if (signal.aborted) return;
    wasGone = true;
    await options.wait(waitMs, signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let held = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      held += decoder.decode(value, { stream: true });
      const parts = held.split('\n');
      held = parts.pop() ?? '';
      for (const part of parts) if (part.trim() !== '') yield part;
    }
  } finally {
    reader.releaseLock();
  }
}

/** An event this face knows, or null: a newer host can send more than it understands. */
export function readEvent(line: string): DeskEvent | null {
  try {
    const event: unknown = JSON.parse(line);
    if (typeof event !== 'object' || event === null || !('type' in event)) return null;
    if (event.type === 'face-changed' || event.type === 'standing-changed') return { type: event.type };
    return event.type === 'delivery-changed' && 'status' in event ? (event as DeskEvent) : null;
  } catch {
    return null;
  }
}

const isRefusal = (response: Response) => response.status === 401 || response.status === 403;

function isReply<C extends CallName>(value: unknown): value is Reply<C> {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}
