/**
 * What inspectors write and have sent, each row sealed under a key of its account. A row is on disk when
 * a function here returns; who may read it, and what is in it, is not known here.
 */
import { hash } from 'node:crypto';
import type { ReportId } from '../../shared/ids.ts';
import { uuidBytes, uuidText } from './bytes.ts';
import type { Connection } from './database.ts';

export type WorkState = 'draft' | 'owed' | 'sent';

export interface WorkRow {
  /** UUID. */
  readonly id: string;
  readonly account: string;
  /** Which of the account's keys. */
  readonly generation: number;
  readonly kind: string;
  readonly state: WorkState;
  readonly practice: boolean;
  /** One more with every change. */
  readonly revision: number;
  /** Milliseconds since the epoch by the clock of this device; of what was sent: the order of sending. */
  readonly changed: number;
  /** Of what was sent; of an owed copy the report that it follows. Null in a draft. */
  readonly report: ReportId | null;
  /** Null while the report waits for its number. */
  readonly sequence: number | null;
  readonly sealed: Uint8Array;
}

/** A row that was read. */
export interface KeptWork extends WorkRow {
  /** Whether the report was received and deleted since. */
  readonly received: boolean;
}

export interface WorkTable {
  read(id: string): KeptWork | null;
  /** Rows of an account: drafts and copies the latest first. */
  of(account: string, state: WorkState): readonly KeptWork[];
  /** What was sent before `before` (as `changed` counts it), the newest first. */
  sent(account: string, before: number, limit: number): readonly KeptWork[];
  /** Of what was sent: the report is neither delivered nor gone, or has no number yet. The newest first, `limit` at most. */
  undelivered(account: string, limit: number): readonly KeptWork[];
  /** What this account sends next is later than everything it sent, whatever the clock says. */
  nextSent(account: string, now: number): number;
  add(row: WorkRow): void;
  /** @returns false where the row is not the one of `revision` any more: nothing was changed then */
  replace(row: WorkRow, revision: number): boolean;
  remove(id: string): void;
  /** The report of a row has its number now. Call in the transaction that gives it. */
  numbered(report: ReportId, sequence: number): void;
  /** The report of a row was received, and is deleted now. Call in the transaction that deletes it. */
  receivedAndGone(report: ReportId, sequence: number): void;
  /** How many rows of an account lie under each of its keys. */
  byGeneration(account: string): ReadonlyMap<number, number>;
  /** Generations under which rows lie; `open`: drafts and owed copies alone. */
  generations(account: string, which: 'open' | 'all'): number[];
  /** Whether there is a draft or an owed copy. */
  hasOpen(account: string): boolean;
  /** All that `work` writes is committed as one, or nothing of it when it throws. */
  together<T>(work: () => T): T;
}

interface Columns {
  readonly id: Buffer;
  readonly account: string;
  readonly generation: number;
  readonly kind: string;
  readonly state: WorkState;
  readonly practice: number;
  readonly revision: number;
  readonly changed: number;
  readonly report: Buffer | null;
  readonly sequence: number | null;
  readonly received: number;
  readonly sealed: Buffer;
}

const COLUMNS = 'id, account, generation, kind, state, practice, revision, changed, report, sequence, received, sealed';
const OF_W = COLUMNS.split(', ')
  .map((name) => `w.${name}`)
  .join(', ');

export function openWorkTable(db: Connection): WorkTable {
  const read = db.prepare<[Uint8Array], Columns>(`SELECT ${COLUMNS} FROM work WHERE id = ?`);
  const of = db.prepare<[string, WorkState], Columns>(
    `SELECT ${COLUMNS} FROM work INDEXED BY work_account WHERE account = ? AND state = ? ORDER BY changed DESC, id`,
  );
  const sent = db.prepare<[string, number, number], Columns>(
    `SELECT ${COLUMNS} FROM work INDEXED BY work_account
     WHERE account = ? AND state = 'sent' AND changed < ? ORDER BY changed DESC LIMIT ?`,
  );
  // From the few that are not delivered to who sent them: however long a history is, it is not read.
  const undelivered = db.prepare<[string, string, number], Columns>(
    `SELECT ${OF_W} FROM report r INDEXED BY report_undelivered
       CROSS JOIN work w INDEXED BY work_sequence ON w.sequence = r.sequence AND w.report = r.id
     WHERE r.state <> 'delivered' AND w.state = 'sent' AND w.account = ?
     UNION ALL
     SELECT ${COLUMNS} FROM work INDEXED BY work_sequence
     WHERE sequence IS NULL AND state = 'sent' AND account = ?
     ORDER BY 8 DESC LIMIT ?`,
  );
  const lastSent = db
    .prepare<[string], number | null>(
      `SELECT max(changed) FROM work INDEXED BY work_account WHERE account = ? AND state = 'sent'`,
    )
    .pluck();
  const insert = db.prepare(
    `INSERT INTO work (id, account, generation, kind, state, practice, revision, changed, report, sequence, sha256, sealed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const replace = db.prepare(
    `UPDATE work SET account = ?, generation = ?, kind = ?, state = ?, practice = ?, revision = ?, changed = ?,
       report = ?, sequence = ?, sha256 = ?, sealed = ?
     WHERE id = ? AND revision = ?`,
  );
  const remove = db.prepare<[Uint8Array]>('DELETE FROM work WHERE id = ?');
  const numbered = db.prepare<[number, Uint8Array]>(
    `UPDATE work INDEXED BY work_sequence SET sequence = ? WHERE sequence IS NULL AND state = 'sent' AND report = ?`,
  );
  const gone = db.prepare<[number, Uint8Array]>(
    `UPDATE work INDEXED BY work_sequence SET received = 1 WHERE sequence = ? AND report = ?`,
  );
  const byGeneration = db.prepare<[string], { generation: number; state: WorkState; rows: number }>(
    `SELECT generation, state, count(*) AS rows FROM work INDEXED BY work_generation
     WHERE account = ? GROUP BY generation, state`,
  );
  const open = db
    .prepare<[string], number>(
      `SELECT 1 FROM work INDEXED BY work_account WHERE account = ? AND state IN ('draft', 'owed') LIMIT 1`,
    )
    .pluck();

  return {
    read: (id) => rowOf(read.get(uuidBytes(id))),
    of: (account, state) => of.all(account, state).map(kept),
    sent: (account, before, limit) => sent.all(account, before, limit).map(kept),
    undelivered: (account, limit) => undelivered.all(account, account, limit).map(kept),
    nextSent: (account, now) => Math.max(now, (lastSent.get(account) ?? 0) + 1),
    add: (row) => void insert.run(uuidBytes(row.id), ...beforeHash(row), ...hashed(row)),
    replace: (row, revision) =>
      replace.run(...beforeHash(row), ...hashed(row), uuidBytes(row.id), revision).changes === 1,
    remove: (id) => void remove.run(uuidBytes(id)),
    numbered: (report, sequence) => void numbered.run(sequence, uuidBytes(report)),
    receivedAndGone: (report, sequence) => void gone.run(sequence, uuidBytes(report)),
    byGeneration(account) {
      const rows = new Map<number, number>();
      for (const { generation, rows: more } of byGeneration.all(account)) {
        rows.set(generation, (rows.get(generation) ?? 0) + more);
      }
      return rows;
    },
    generations(account, which) {
      const rows = byGeneration.all(account).filter(({ state }) => which === 'all' || state !== 'sent');
      return [...new Set(rows.map(({ generation }) => generation))];
    },
    hasOpen: (account) => open.get(account) !== undefined,
    together: (work) => db.transaction(work).immediate(),
  };
}

function beforeHash(row: WorkRow): unknown[] {
  const { account, generation, kind, state, practice, revision, changed, report, sequence } = row;
  const bytes = report === null ? null : uuidBytes(report);
  return [account, generation, kind, state, practice ? 1 : 0, revision, changed, bytes, sequence];
}

function hashed({ sealed }: WorkRow): Uint8Array[] {
  return [hash('sha256', sealed, 'buffer'), sealed];
}

function rowOf(columns: Columns | undefined): KeptWork | null {
  return columns === undefined ? null : kept(columns);
}

function kept({ id, practice, report, received, ...rest }: Columns): KeptWork {
  return {
    ...rest,
    id: uuidText(id),
    practice: practice === 1,
    // The id was minted here and its column holds 16 bytes of it.
    report: report === null ? null : (uuidText(report) as ReportId),
    received: received === 1,
  };
}
