/** Reports that are not delivered, as a terminal's commands see and change them beside the running app. */
import type { ReportId } from '../../shared/ids.ts';
import { problemSchema, type Problem } from '../../shared/wire/problems.ts';
import { uuidBytes, uuidText } from './bytes.ts';
import type { Connection } from './database.ts';

export interface Undelivered {
  readonly count: number;
  /** How many of them were refused for good. */
  readonly dead: number;
  /** Each event's bytes, in order of sequence, as one moment saw them. To be used up before anything else is asked. */
  readonly events: IterableIterator<string>;
  end(): void;
}

/** Opens a snapshot that what the app goes on writing does not change. */
export function undelivered(db: Connection): Undelivered {
  db.exec('BEGIN');
  const { count, dead } = db
    .prepare<[], { count: number; dead: number }>(
      `SELECT count(*) AS count, count(*) FILTER (WHERE state = 'dead') AS dead
       FROM report INDEXED BY report_undelivered WHERE state <> 'delivered'`,
    )
    .get() ?? { count: 0, dead: 0 };
  const events = db
    .prepare<[], string>(
      `SELECT r.event FROM (
         SELECT sequence FROM report INDEXED BY report_undelivered WHERE state <> 'delivered' ORDER BY sequence
       ) u CROSS JOIN report r ON r.sequence = u.sequence`,
    )
    .pluck()
    .iterate();
  const end = () => {
    // Who could not write them all has not read them all; a connection with an open query does not close.
    events.return?.();
    db.exec('COMMIT');
  };
  return { count, dead, events, end };
}

export interface DeadLetter {
  readonly id: ReportId;
  readonly sequence: number;
  readonly problem: Problem | null;
}

/** The oldest first. */
export function deadLetters(db: Connection, limit: number): DeadLetter[] {
  const rows = db
    .prepare<[number], { sequence: number; id: Buffer; problem: string | null }>(
      `SELECT sequence, id, problem FROM report INDEXED BY report_undelivered
       WHERE state = 'dead' AND state <> 'delivered' ORDER BY sequence LIMIT ?`,
    )
    .all(limit);
  return rows.map(({ sequence, id, problem }) => ({
    // The id was minted here and its column holds 16 bytes of it.
    id: uuidText(id) as ReportId,
    sequence,
    problem: problem === null ? null : (problemSchema.safeParse(JSON.parse(problem)).data ?? null),
  }));
}

/** Lets dead letters wait again: the one of this id, or all of them. @returns how many */
export function retryDead(db: Connection, id: ReportId | 'all'): number {
  const again = `UPDATE report INDEXED BY report_undelivered SET state = 'waiting', problem = NULL, failures = 0
    WHERE state = 'dead' AND state <> 'delivered'`;
  if (id === 'all') return db.prepare(again).run().changes;
  return db.prepare<[Uint8Array]>(`${again} AND id = ?`).run(uuidBytes(id)).changes;
}

export interface Waiting {
  readonly sequence: number;
  readonly id: ReportId;
  /** Of `data`, 64 hex digits. */
  readonly sha256: string;
  readonly delivered: boolean;
}

/** @returns null where no report has this sequence */
export function reportAt(db: Connection, sequence: number): Waiting | null {
  const row = db
    .prepare<[number], { id: Buffer; sha256: Buffer; state: string }>(
      'SELECT id, sha256, state FROM report WHERE sequence = ?',
    )
    .get(sequence);
  if (row === undefined) return null;
  const { id, sha256, state } = row;
  return { sequence, id: uuidText(id) as ReportId, sha256: sha256.toString('hex'), delivered: state === 'delivered' };
}

/**
 * Ends the wait of reports whose receipts were checked, in one transaction.
 *
 * @param received milliseconds since the epoch, cut to the hour
 * @returns how many were not delivered before
 */
export function keepReceipts(
  db: Connection,
  receipts: readonly { sequence: number; id: ReportId; receipt: string }[],
  received: number,
): number {
  const deliver = db.prepare<[string, number, number, Uint8Array]>(
    `UPDATE report SET state = 'delivered', receipt = ?, received = ?, problem = NULL
     WHERE sequence = ? AND id = ? AND state <> 'delivered'`,
  );
  const count = db.prepare<[number, number]>('UPDATE counter SET delivered = delivered + ?, last_receipt_at = ?');
  return db
    .transaction(() => {
      let delivered = 0;
      for (const { sequence, id, receipt } of receipts) {
        delivered += deliver.run(receipt, received, sequence, uuidBytes(id)).changes;
      }
      if (delivered > 0) count.run(delivered, received);
      return delivered;
    })
    .immediate();
}
