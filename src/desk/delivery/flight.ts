/** A batch on its way: leased in the outbox, sent, its answer not yet looked at. Each report is in one flight at a time. */
import { BATCH_MAX_BYTES, type ReportResult } from '../../shared/wire/envelope.ts';
import type { Reply } from '../device/answer.ts';
import type { Connection } from '../device/connection.ts';
import { together, type Sizes } from './decide.ts';
import type { ClaimedReport, Outbox } from './outbox.ts';

export interface Flight {
  /** Who sent it and whose receipts it trusts, whatever this device is enrolled as since. */
  readonly link: Connection;
  readonly batch: readonly ClaimedReport[];
  readonly reply: Promise<Reply<readonly ReportResult[]>>;
}

/** Leases the next batch, of one kind: what failed alone never goes with what did not. */
export function claimBatch(outbox: Outbox, now: number, most: Sizes, leaseMs: number): readonly ClaimedReport[] {
  const events = Math.max(most.events, most.suspects);
  // Brackets and commas are of the body too.
  const claimed = outbox.claim(now, { events, bytes: BATCH_MAX_BYTES - 2 - events }, leaseMs);
  const batch = together(claimed, most);
  const left = claimed.filter((report) => !batch.includes(report)).map(({ id }) => id);
  if (left.length > 0) outbox.release(left);
  return batch;
}
