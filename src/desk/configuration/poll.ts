/**
 * Looks for a new configuration: at the start, after an enrollment, and every few minutes by the
 * monotonic clock, each wait a little shorter or longer, so that a fleet that started together does not
 * ask together. What comes is kept by `kept.ts`; what it changes, `taken` says.
 */
import { retryWait } from '../delivery/backoff.ts';
import { answerLog, type AnswerLog } from '../delivery/log.ts';
import { realTimers, type Timers } from '../delivery/timers.ts';
import { connection, type ConnectionParts } from '../device/connection.ts';
import { readConfiguration, takeConfiguration, type TakeError } from './kept.ts';

export type ConfigurationLog =
  | { readonly event: 'configuration-taken'; readonly version: number }
  /** It is not used; the last good one stays. */
  | { readonly event: 'configuration-refused'; readonly reason: TakeError['type'] }
  | { readonly event: 'configuration-unanswered'; readonly answer: AnswerLog }
  | { readonly event: 'configuration-failed'; readonly error: string };

export interface PollParts extends ConnectionParts {
  /** Minutes between two looks; read before each wait. */
  readonly everyMinutes: () => number;
  /** Why delivery pauses, or null: its probes ask for the configuration meanwhile. */
  readonly paused: () => string | null;
  /** A new configuration is kept. */
  readonly taken: () => void;
  readonly random: (length: number) => Uint8Array;
  readonly log: (event: ConfigurationLog) => void;
  readonly timers?: Timers;
}

export interface ConfigurationPoll {
  /** Looks at once: after an enrollment. */
  lookNow(): void;
  /** Takes a configuration that another request brought. */
  take(jws: string): Promise<void>;
  /** Ends; a request under way is let be, its answer is not taken. The owner of the client closes that. */
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;
/** Each wait is up to a tenth shorter or longer. */
const JITTER = 0.1;

export function startConfigurationPoll(parts: PollParts): ConfigurationPoll {
  const { records, log } = parts;
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
    working = ask()
      .catch((error: unknown) => {
        log({ event: 'configuration-failed', error: error instanceof Error ? error.name : typeof error });
        return usualWait();
      })
      .then((wait) => {
        working = null;
        if (stopped) return;
        if (again) {
          again = false;
          look();
        } else if (wait !== null) {
          cancel = timers.after(wait, look);
        }
      });
  }

  function usualWait(): number {
    return parts.everyMinutes() * MINUTE_MS * (1 - JITTER + 2 * JITTER * uniform());
  }

  /** One request. @returns milliseconds to wait before the next, or null where only an enrollment can change that */
  async function ask(): Promise<number | null> {
    const link = connection(parts);
    if (link === null) return null;
    const reason = parts.paused();
    if (reason !== null && reason !== 'network') return usualWait();
    const reply = await link.calls.configuration(readConfiguration(records)?.etag ?? null);
    if (stopped) return null;
    if (reply.type !== 'ok') {
      failures += 1;
      log({ event: 'configuration-unanswered', answer: answerLog(reply) });
      const wait = retryWait(failures, 'retryAfterMs' in reply ? reply.retryAfterMs : null, uniform);
      return Math.min(wait, usualWait());
    }
    failures = 0;
    if (reply.value !== 'unchanged') await take(reply.value.jws, reply.value.etag);
    return usualWait();
  }

  async function take(jws: string, etag: string | null): Promise<void> {
    const result = await takeConfiguration(records, jws, etag);
    if (!result.ok) {
      log({ event: 'configuration-refused', reason: result.error.type });
      return;
    }
    if (!result.value.news) return;
    log({ event: 'configuration-taken', version: result.value.version });
    parts.taken();
  }

  look();
  return {
    lookNow: look,
    async take(jws) {
      if (!stopped) await take(jws, null);
    },
    async stop() {
      stopped = true;
      cancel();
      await working;
    },
  };
}
