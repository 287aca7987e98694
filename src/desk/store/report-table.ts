/**
 * Reports and their place in the queue. A row is committed with `synchronous=FULL` when a function
 * here returns; its event never changes afterwards, only what became of its delivery.
 */
import type { ReportId } from '../../shared/ids.ts';
import { sequenceText } from '../../shared/wire/envelope.ts';
import { uuidBytes } from './bytes.ts';
import type { Connection } from './database.ts';
import type { Tally } from './tally.ts';

/** A sealed report that lacks nothing but its sequence. */
export interface SealedReport {
  readonly id: ReportId;
  readonly source: string;
  readonly type: string;
  /** ISO 8601, as coarse as its type asks. */
  readonly time: string;
  /** JWE compact. */
  readonly data: string;
  /** SHA-256 of `data`. */
  readonly sha256: Uint8Array;
}

/** One form of a face; sent twice it is committed once. */
export interface Submission {
  /** UUID the face minted for the form. */
  readonly key: string;
  /** What the visitor is shown; null for a contact request. */
  readonly reference: string | null;
  /** Hours since the epoch. */
  readonly hour: number;
}

/** `first` is false where the same form was committed before; `reference` is then the first answer's. */
export interface Committed {
  readonly first: boolean;
  readonly reference: string | null;
}

export interface ReportTable {
  /** Numbers and commits a report as waiting. `taking` runs in the same transaction: what the report came from. */
  commit(report: SealedReport, submission: Submission | null, taking?: (sequence: number) => void): Committed;
  /** Does `work` once for the submission's key, in one transaction with the note that it was done. */
  once(submission: Submission, work: () => void): Committed;
  /** No sequence up to `to` will be given out: the central endpoint's ledger is ahead. */
  raiseSequence(to: number): void;
  /** Forgets forms sent before `hour` (hours since the epoch): no face holds one that long. */
  dropSubmissions(hour: number): void;
}

/** The bytes that every attempt sends. */
export function frozenEvent(report: SealedReport, sequence: number): string {
  return JSON.stringify({
    specversion: '1.0',
    id: report.id,
    source: report.source,
    type: report.type,
    time: report.time,
    sequence: sequenceText(sequence),
    datacontenttype: 'application/jose',
    data: report.data,
  });
}

export function openReportTable(db: Connection, tally: Tally): ReportTable {
  const next = db
    .prepare<[], number>(`SELECT max(coalesce((SELECT max(sequence) FROM report), 0), sequence_floor) + 1 FROM counter`)
    .pluck();
  const insert = db.prepare<[number, Uint8Array, Uint8Array, number, string]>(
    `INSERT INTO report (sequence, id, sha256, state, written, event) VALUES (?, ?, ?, 'waiting', ?, ?)`,
  );
  const note = db.prepare<[Uint8Array, string | null, number]>(
    'INSERT INTO submission (key, reference, hour) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const noted = db.prepare<[Uint8Array], string | null>('SELECT reference FROM submission WHERE key = ?').pluck();
  const raise = db.prepare<[number]>('UPDATE counter SET sequence_floor = max(sequence_floor, ?)');
  const drop = db.prepare<[number]>('DELETE FROM submission WHERE hour < ?');

  const doOnce = db.transaction((submission: Submission | null, work: () => void): Committed => {
    if (submission !== null) {
      const key = uuidBytes(submission.key);
      if (note.run(key, submission.reference, submission.hour).changes === 0) {
        return { first: false, reference: noted.get(key) ?? null };
      }
    }
    work();
    return { first: true, reference: submission?.reference ?? null };
  }).immediate;

  return {
    commit(report, submission, taking) {
      const committed = doOnce(submission, () => {
        const sequence = next.get() ?? 1;
        const event = frozenEvent(report, sequence);
        insert.run(sequence, uuidBytes(report.id), report.sha256, Date.parse(report.time), event);
        taking?.(sequence);
      });
      if (committed.first) tally.moved(null, 'waiting');
      return committed;
    },
    once: (submission, work) => doOnce(submission, work),
    raiseSequence: (to) => void raise.run(to),
    dropSubmissions: (hour) => void drop.run(hour),
  };
}
