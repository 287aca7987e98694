/**
 * The rhythm of asking the central endpoint for news: at the start, when told, and every few minutes by
 * the monotonic clock, each wait a little shorter or longer, so that a fleet that started together does
 * not ask together. Where nobody answers, sooner, but never in a rush.
 */
import { retryWait } from '../delivery/backoff.ts';
import { realTimers, type Timers } from '../delivery/timers.ts';

/** How a look ended: when the next one is due. `never`: only `lookNow` brings another. */
export type LookEnd =
  | { readonly next: 'usual' }
  | { readonly next: 'never' }
  | { readonly next: 'retry'; readonly retryAfterMs: number | null };

export interface RhythmParts {
  readonly look: () => Promise<LookEnd>;
  /** Minutes between two looks; read before each wait. */
  readonly everyMinutes: () => number;
  readonly random: (length: number) => Uint8Array;
  /** A bug or the store: the next look comes after the usual wait. */
  readonly failed: (error: string) => void;
  readonly timers?: Timers;
}

export interface Rhythm {
  /** Looks at once; where a look is under way, again after it. */
  lookNow(): void;
  stopped(): boolean;
  /** Ends; a look under way is waited for. */
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;
/** Each wait is up to a tenth shorter or longer. */
const JITTER = 0.1;

export function startRhythm(parts: RhythmParts): Rhythm {
  const timers = parts.timers ?? realTimers;
  const uniform = () => Buffer.from(parts.random(6)).readUIntBE(0, 6) / 2 ** 48;

  let failures = 0;
  let stopped = false;
  let again = false;
  let working: Promise<void> | null = null;
  let cancel = () => {};

  function look(): void {
    if (stopped) return;
    if (working !== null) {
      again = true;
      return;
    }
    cancel();
    working = parts
      .look()
      .then(wait)
      .catch((error: unknown) => {
        parts.failed(error instanceof Error ? error.name : typeof error);
        return usualWait();
      })
      .then((ms) => {
        working = null;
        if (stopped) return;
        if (again) {
          again = false;
          look();
        } else if (ms !== null) {
          cancel = timers.after(ms, look);
        }
      });
  }

  function usualWait(): number {
    return parts.everyMinutes() * MINUTE_MS * (1 - JITTER + 2 * JITTER * uniform());
  }

  /** @returns milliseconds, or null where only `lookNow` ends the wait */
  function wait(end: LookEnd): number | null {
    failures = end.next === 'retry' ? failures + 1 : 0;
    if (end.next === 'never') return null;
    if (end.next === 'usual') return usualWait();
    return Math.min(retryWait(failures, end.retryAfterMs, uniform), usualWait());
  }

  look();
  return {
    lookNow: look,
    stopped: () => stopped,
    async stop() {
      stopped = true;
      cancel();
      await working;
    },
  };
}
