/** What delivery asks of the store: reports to send, and what became of them. Implemented in `store/`. */
import type { ReportId } from '../../shared/ids.ts';
import type { Problem } from '../../shared/wire/problems.ts';

/** A report in flight: leased to this process until it is settled or released. */
export interface ClaimedReport {
  readonly id: ReportId;
  readonly sequence: number;
  /** The event as JSON, byte for byte the same at every attempt. */
  readonly event: string;
  /** SHA-256 of `data`, 64 hex digits; a receipt must name it. */
  readonly sha256: string;
  /** How often this report failed on its own; decides its own backoff. */
  readonly failedAlone: number;
}

export type Outcome =
  | {
      readonly kind: 'delivered';
      readonly id: ReportId;
      readonly receipt: string;
      /** Hashes of blobs that the central endpoint lacks; to be uploaded once this is settled. */
      readonly missingAttachments?: readonly string[];
    }
  /** Refused for good: kept, shown to staff, never deleted. */
  | { readonly kind: 'dead'; readonly id: ReportId; readonly problem: Problem }
  /** Refused for now: behind everything else until `notBefore` or a new configuration. */
  | { readonly kind: 'parked'; readonly id: ReportId; readonly problem: Problem; readonly notBefore: number }
  /** Failed alone: behind the fresh ones, with a backoff of its own. */
  | { readonly kind: 'behind'; readonly id: ReportId; readonly notBefore: number };

/** All moments are monotonic milliseconds of this process; after a restart every lease and wait is void. */
export interface Outbox {
  /**
   * Leases reports that are due: fresh ones in order of sequence, then those behind, then parked ones.
   * At most `events` of them and `bytes` of event JSON, but always one when any is due.
   * The lease is written in the same transaction and counts from `now`, however long a report has waited.
   */
  claim(now: number, limit: { events: number; bytes: number }, leaseMs: number): readonly ClaimedReport[];
  /** Records what became of reports, in one transaction. Those not named keep their lease. */
  settle(outcomes: readonly Outcome[]): void;
  /** Gives leases back untouched: the batch failed as a whole. */
  release(ids: readonly ReportId[]): void;
  /** The moment the next report is due (`now` or earlier: at once), or null when none waits. */
  nextDue(now: number): number | null;
  /** Makes parked reports due at once: a new configuration has come. */
  unpark(): void;
}
