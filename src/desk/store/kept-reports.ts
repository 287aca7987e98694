/**
 * Delivered reports, kept for a while: what the central endpoint lost waits again, what it still holds
 * goes when its days are over. Both happen only in the transaction that takes a comparison's answer, so
 * nothing is deleted that a comparison has not just found at the central endpoint, and nothing that waits.
 */
import type { ReportId } from '../../shared/ids.ts';
import type { AttachmentTable } from './attachment-table.ts';
import { uuidBytes, uuidText } from './bytes.ts';
import type { Connection } from './database.ts';
import type { Tally } from './tally.ts';
import type { WorkTable } from './work-table.ts';

export interface KeptReport {
  readonly sequence: number;
  readonly id: ReportId;
  /** Of `data`, 64 hex digits. */
  readonly sha256: string;
}

export interface KeptPage {
  readonly reports: readonly KeptReport[];
  /** Where the next page begins, or null when this was the last. */
  readonly next: number | null;
}

export interface Compared {
  /** What was asked about. */
  readonly reports: readonly KeptReport[];
  /** Ids that the central endpoint does not hold. */
  readonly missing: ReadonlySet<string>;
  /** Hashes of blobs of theirs that it lacks: to be uploaded, and the reports that name them stay. */
  readonly missingAttachments: readonly string[];
  /** Received before this moment, and held: deleted. Milliseconds since the epoch. */
  readonly before: number;
}

export interface Kept {
  /** The next delivered reports above `after` in order of sequence, `limit` at most; may be empty before the end. */
  page(after: number, limit: number): KeptPage;
  /** Takes an answer in one transaction: missing ones wait again with the same bytes, old ones held go. */
  compared(answer: Compared): {
    readonly missing: number;
    readonly deleted: number;
    /** Blobs that no report names any more: their files can go. */
    readonly unnamed: readonly string[];
  };
}

/** Rows looked at for one page: reading a row in between costs as much as its event is long. */
const WINDOW = 2_000;

export function openKept(
  db: Connection,
  tally: Tally,
  attachments: AttachmentTable,
  work: Pick<WorkTable, 'receivedAndGone'>,
): Kept {
  const first = db.prepare<[number], number | null>('SELECT min(sequence) FROM report WHERE sequence > ?').pluck();
  const within = db.prepare<[number, number, number], { sequence: number; id: Buffer; sha256: Buffer }>(
    `SELECT sequence, id, sha256 FROM report
     WHERE sequence >= ? AND sequence < ? AND state = 'delivered' ORDER BY sequence LIMIT ?`,
  );
  const again = db.prepare<[number, Uint8Array]>(
    `UPDATE report SET state = 'waiting', receipt = NULL, received = NULL, problem = NULL, failures = 0
     WHERE sequence = ? AND id = ? AND state = 'delivered'`,
  );
  const uncount = db.prepare<[number]>('UPDATE counter SET delivered = max(0, delivered - ?)');
  const drop = db.prepare<[number, Uint8Array, number]>(
    `DELETE FROM report WHERE sequence = ? AND id = ? AND state = 'delivered' AND received < ?`,
  );
  // The highest sequence must not be given out again when its row is gone.
  const floor = db.prepare<[number]>('UPDATE counter SET sequence_floor = max(sequence_floor, ?)');

  const take = db.transaction(({ reports, missing, missingAttachments, before }: Compared) => {
    let [lost, deleted, highest] = [0, 0, 0];
    const unnamed: string[] = [];
    const lacking = new Set(missingAttachments);
    const isWhole = (id: ReportId) => lacking.size === 0 || !attachments.of(id).some((sha256) => lacking.has(sha256));
    attachments.want(missingAttachments);
    for (const { id, sequence } of reports) {
      if (missing.has(id)) lost += again.run(sequence, uuidBytes(id)).changes;
      else if (isWhole(id) && drop.run(sequence, uuidBytes(id), before).changes > 0) {
        deleted += 1;
        highest = Math.max(highest, sequence);
        unnamed.push(...attachments.release(id));
        work.receivedAndGone(id, sequence);
      }
    }
    if (lost > 0) uncount.run(lost);
    if (deleted > 0) floor.run(highest);
    return { missing: lost, deleted, unnamed };
  }).immediate;

  return {
    page(after, limit) {
      const from = first.get(after) ?? null;
      if (from === null) return { reports: [], next: null };
      const rows = within.all(from, from + WINDOW, limit);
      // The id was minted here and its column holds 16 bytes of it.
      const reports = rows.map(({ sequence, id, sha256 }): KeptReport => {
        return { sequence, id: uuidText(id) as ReportId, sha256: sha256.toString('hex') };
      });
      const last = rows.length < limit ? from + WINDOW - 1 : (rows.at(-1)?.sequence ?? from);
      return { reports, next: (first.get(last) ?? null) === null ? null : last };
    },
    compared(answer) {
      const done = take(answer);
      for (let each = 0; each < done.missing; each++) tally.moved('delivered', 'waiting');
      return done;
    },
  };
}
