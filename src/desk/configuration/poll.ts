/**
 * Looks for a new configuration: at the start, after an enrollment, and every few minutes (`rhythm.ts`).
 * What comes is kept by `kept.ts`; what it changes, `taken` says.
 */
import { answerLog, type AnswerLog } from '../delivery/log.ts';
import type { Timers } from '../delivery/timers.ts';
import { connection, type ConnectionParts } from '../device/connection.ts';
import { readConfiguration, takeConfiguration, type TakeError } from './kept.ts';
import { startRhythm, type LookEnd } from './rhythm.ts';

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

export function startConfigurationPoll(parts: PollParts): ConfigurationPoll {
  const { records, log } = parts;

  async function look(): Promise<LookEnd> {
    const link = connection(parts);
    if (link === null) return { next: 'never' };
    const reason = parts.paused();
    if (reason !== null && reason !== 'network') return { next: 'usual' };
    const reply = await link.calls.configuration(readConfiguration(records)?.etag ?? null);
    if (rhythm.stopped()) return { next: 'never' };
    if (reply.type !== 'ok') {
      log({ event: 'configuration-unanswered', answer: answerLog(reply) });
      return { next: 'retry', retryAfterMs: 'retryAfterMs' in reply ? reply.retryAfterMs : null };
    }
    if (reply.value !== 'unchanged') await take(reply.value.jws, reply.value.etag);
    return { next: 'usual' };
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

  const rhythm = startRhythm({
    look,
    everyMinutes: parts.everyMinutes,
    random: parts.random,
    failed: (error) => log({ event: 'configuration-failed', error }),
    ...(parts.timers === undefined ? {} : { timers: parts.timers }),
  });
  return {
    lookNow: rhythm.lookNow,
    async take(jws) {
      if (!rhythm.stopped()) await take(jws, null);
    },
    stop: rhythm.stop,
  };
}
