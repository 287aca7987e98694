/** A batch on its way: leased in the outbox, sent, its answer not yet looked at. Each report is in one flight at a time. */
import { BATCH_MAX_BYTES, type ReportResult } from '../../shared/wire/envelope.ts';
import type { Reply } from '../device/answer.ts';
import type { Connection } from '../device/connection.ts';
import type { ClaimedReport, Outbox } from './outbox.ts';

export interface Flight {
  /** Who sent it and whose receipts it trusts, whatever this device is enrolled as since. */
  readonly link: Connection;
  readonly batch: readonly ClaimedReport[];
  readonly reply: Promise<Reply<readonly ReportResult[]>>;
}

/** Leases the next batch. Reports that failed alone are sent alone, so that they fail no one else. */
export function claimBatch(outbox: Outbox, now: number, events: number, leaseMs: number): readonly ClaimedReport[] {
  // Brackets and commas are of the body too.
  const claimed = outbox.claim(now, { events, bytes: BATCH_MAX_BYTES - 2 - events }, leaseMs);
  const fresh = claimed.filter(({ failedAlone }) => failedAlone === 0);
  const batch = fresh.length > 0 ? fresh : claimed.slice(0, 1);
  const left = claimed.filter((report) => !batch.includes(report)).map(({ id }) => id);
  if (left.length > 0) outbox.release(left);
  return batch;
}
