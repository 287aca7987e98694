/**
 * Compares the delivered reports that are kept with the central endpoint's ledger, page by page, for the
 * central endpoint may lose data too: what it does not hold is sent again with the same bytes, and what
 * it holds is deleted here once its days are over. A failed request is asked again; nothing depends on
 * how long that takes but the room on the disk.
 */
import { z } from 'zod';
import { LEDGER_MISSING_MAX } from '../../shared/wire/exchanges.ts';
import { clockOffset, connection, type Connection, type ConnectionParts } from '../device/connection.ts';
import type { Kept } from '../store/kept-reports.ts';
import { retryWait } from './backoff.ts';
import { nextComparisonIn } from './comparison-times.ts';
import { answerLog, type AnswerLog } from './log.ts';
import { realTimers, type Timers } from './timers.ts';

export type ComparisonLog =
  | { readonly event: 'ledger-compared'; readonly reports: number; readonly missing: number; readonly deleted: number }
  | { readonly event: 'ledger-uncompared'; readonly answer: AnswerLog }
  | { readonly event: 'ledger-comparison-failed'; readonly error: string };

export interface ComparisonParts extends ConnectionParts {
  readonly kept: Kept;
  /** Days a delivered report is kept; read at every comparison. */
  readonly retentionDays: () => number;
  /** Why delivery pauses, or null: a device that may not send does not ask either. */
  readonly paused: () => string | null;
  /** Something waits again. */
  readonly requeued: () => void;
  /** The central endpoint lacks attachments: they are to be uploaded. */
  readonly attachmentsWanted?: () => void;
  /** No report names this blob any more. */
  readonly dropBlob?: (sha256: string) => Promise<void>;
  readonly random: (length: number) => Uint8Array;
  readonly log: (event: ComparisonLog) => void;
  readonly timers?: Timers;
}

export interface Comparison {
  /** Compares at once, from the beginning: after an enrollment, or when the disk is short. */
  compareNow(): void;
  /** Ends; a request under way is let be, its answer is not taken. The owner of the client closes that. */
  stop(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
const AFTER_FAULT_MS = 15 * 60_000;
const LAST_RECORD = 'ledger-compared-at';

/** When a comparison last ended, milliseconds since the epoch by the corrected clock, or null. */
export function lastCompared(records: ConnectionParts['records']): number | null {
  return records.read(LAST_RECORD, z.number());
}

interface Pass {
  readonly identity: string;
  after: number;
  reports: number;
  missing: number;
  deleted: number;
}

export function startComparison(parts: ComparisonParts): Comparison {
  const { clock, kept, records, log } = parts;
  const timers = parts.timers ?? realTimers;
  const uniform = () => Buffer.from(parts.random(6)).readUIntBE(0, 6) / 2 ** 48;
  const corrected = () => clock.wall() + clockOffset(records);

  /** Monotonic; null until it is known who asks. */
  let dueAt: number | null = null;
  let pass: Pass | null = null;
  let failures = 0;
  let stopped = false;
  let working: Promise<void> | null = null;
  let cancel = () => {};

  function arm(at: number): void {
    cancel();
    if (!stopped) cancel = timers.after(Math.max(0, at - clock.monotonic()), look);
  }

  function look(): void {
    if (stopped || working !== null) return;
    working = turn()
      .catch((error: unknown) => {
        log({ event: 'ledger-comparison-failed', error: error instanceof Error ? error.name : typeof error });
        dueAt = clock.monotonic() + AFTER_FAULT_MS;
      })
      .finally(() => {
        working = null;
        // Not enrolled: an enrollment calls.
        if (dueAt !== null) arm(dueAt);
      });
  }

  async function turn(): Promise<void> {
    const link = connection(parts);
    if (link === null) {
      dueAt = null;
      return;
    }
    const now = clock.monotonic();
    dueAt ??= now + nextComparisonIn(link.deviceId, lastCompared(records), corrected());
    if (dueAt > now) return;
    const reason = parts.paused();
    if (reason !== null && reason !== 'network') {
      dueAt = now + AFTER_FAULT_MS;
      return;
    }
    const wait = await ask(link);
    dueAt = clock.monotonic() + wait;
  }

  /** One request. @returns milliseconds to wait before the next */
  async function ask(link: Connection): Promise<number> {
    if (pass?.identity !== link.identity) {
      pass = { identity: link.identity, after: 0, reports: 0, missing: 0, deleted: 0 };
    }
    const current = pass;
    const page = kept.page(current.after, LEDGER_MISSING_MAX);
    if (page.reports.length > 0) {
      // All of the page were delivered before this request: whoever holds them says so now.
      const reply = await link.calls.ledgerMissing(page.reports.map(({ id, sha256 }) => ({ id, sha256 })));
      // Begun anew meanwhile, or ended: the answer is of another comparison.
      if (stopped || pass !== current) return 0;
      if (reply.type !== 'ok') {
        failures += 1;
        log({ event: 'ledger-uncompared', answer: answerLog(reply) });
        return retryWait(failures, 'retryAfterMs' in reply ? reply.retryAfterMs : null, uniform);
      }
      failures = 0;
      const done = kept.compared({
        reports: page.reports,
        missing: new Set(reply.value.missing),
        missingAttachments: reply.value.missingAttachments,
        before: corrected() - parts.retentionDays() * DAY_MS,
      });
      current.reports += page.reports.length;
      current.missing += done.missing;
      current.deleted += done.deleted;
      if (done.missing > 0) parts.requeued();
      if (reply.value.missingAttachments.length > 0) parts.attachmentsWanted?.();
      for (const sha256 of done.unnamed) await parts.dropBlob?.(sha256);
    }
    if (page.next !== null) {
      current.after = page.next;
      return 0;
    }
    const { reports, missing, deleted } = current;
    pass = null;
    const ended = corrected();
    records.write(LAST_RECORD, ended);
    log({ event: 'ledger-compared', reports, missing, deleted });
    return nextComparisonIn(link.deviceId, ended, ended);
  }

  look();
  return {
    compareNow() {
      pass = null;
      failures = 0;
      dueAt = clock.monotonic();
      arm(dueAt);
    },
    async stop() {
      stopped = true;
      cancel();
      await working;
    },
  };
}
