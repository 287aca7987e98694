/** What staff did at this device. A row is on disk when `add` returns; the oldest go, so that it never fills the disk. */
import type { Connection } from './database.ts';

export interface AuditRow {
  /** Milliseconds since the epoch by this device's clock. */
  readonly at: number;
  /** `opened`, `wrong-pin`, `exported`, … */
  readonly what: string;
  /** In words for staff; no digit of a PIN, nothing of a visitor. */
  readonly detail: string | null;
}

export interface AuditTable {
  add(row: AuditRow): void;
  /** The newest first. */
  last(limit: number): readonly AuditRow[];
}

/** Rows that are kept. */
export const AUDIT_ROWS = 1_000;

export function openAudit(db: Connection): AuditTable {
  const insert = db.prepare<[number, string, string | null]>(
    'INSERT INTO staff_audit (at, what, detail) VALUES (?, ?, ?)',
  );
  const trim = db.prepare<[number]>('DELETE FROM staff_audit WHERE entry <= (SELECT max(entry) FROM staff_audit) - ?');
  const add = db.transaction(({ at, what, detail }: AuditRow) => {
    insert.run(at, what, detail);
    trim.run(AUDIT_ROWS);
  }).immediate;
  return { add: (row) => add(row), last: (limit) => lastOf(db, limit) };
}

/** As a terminal reads it, beside the running app; empty where an older app made this database. */
export function readAudit(db: Connection, limit: number): readonly AuditRow[] {
  const made = db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'staff_audit'`).get();
  return made === undefined ? [] : lastOf(db, limit);
}

function lastOf(db: Connection, limit: number): readonly AuditRow[] {
  return db
    .prepare<[number], AuditRow>('SELECT at, what, detail FROM staff_audit ORDER BY entry DESC LIMIT ?')
    .all(limit);
}
