/**
 * Takes what was salvaged of a damaged database into a sound one. A report is taken in only when its
 * bytes have the hash that was written with them. Nothing that either of the two still holds is lost:
 * where a table of the damaged file was readable whole, its rows stand for that table, else both's do.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Connection } from './database.ts';
import { storeFailure } from './failures.ts';
import { mergeSealed, type KnownRow } from './merge-sealed.ts';
import { salvageTable, type Row } from './salvage.ts';

export interface Merged {
  /** Reports read and taken in, wherever they waited. */
  readonly salvaged: number;
  readonly unreadable: number;
}

/** Further along wins: the worst of a stale state is a report sent again, which is received once. */
const PROGRESS = ['waiting', 'behind', 'parked', 'dead', 'delivered'];
/** Tables whose rows carry the hash of what they seal, and the column that goes up with every change: a clock does not. */
const SEALED: ReadonlyMap<string, string | null> = new Map([
  ['work', 'revision'],
  ['business', null],
]);
/** A counter that a damaged page shows is not believed beyond this above all that is known. */
const LEAP = 1_000_000;

const reportSchema = z.looseObject({
  sequence: z.number().int().positive(),
  id: z.instanceof(Buffer).refine((bytes) => bytes.length === 16),
  sha256: z.instanceof(Buffer),
  state: z.enum(['waiting', 'behind', 'parked', 'dead', 'delivered']),
  event: z.string(),
});
const eventSchema = z.object({ sequence: z.string(), data: z.string() });
const counterSchema = z.looseObject({ sequence_floor: z.number(), delivered: z.number() });

/** @param options.backupIsNewer the damaged file is older than `target`: only reports are taken from it */
export function mergeSalvaged(target: Connection, damaged: Connection, options: { backupIsNewer: boolean }): Merged {
  let salvaged = 0;
  let unreadable = 0;
  const tables = tablesOf(target).filter((table) => tablesOf(damaged).includes(table));
  target.pragma('foreign_keys = OFF');
  target.transaction(() => {
    for (const table of tables) {
      const version = SEALED.get(table);
      if (table === 'report') {
        const found = mergeReports(target, damaged);
        salvaged += found.salvaged;
        unreadable += found.unreadable;
      } else if (table === 'counter') {
        mergeCounter(target, damaged, options.backupIsNewer);
      } else if (options.backupIsNewer) {
        continue;
      } else if (version !== undefined) {
        unreadable += mergeSealedTable(target, damaged, table, version);
      } else {
        const found = mergeTable(target, damaged, table);
        if (table === 'vault' || table === 'held') salvaged += found.salvaged;
        unreadable += found.unreadable;
      }
    }
    settleCounter(target);
  })();
  target.pragma('foreign_keys = ON');
  return { salvaged, unreadable };
}

function tablesOf(db: Connection): string[] {
  const sql = `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`;
  return db.prepare<[], string>(sql).pluck().all();
}

function columnsOf(target: Connection, damaged: Connection, table: string): string[] {
  const names = (db: Connection) =>
    (db.pragma(`table_info("${table}")`) as { name: string }[]).map((column) => column.name);
  const there = names(damaged);
  return names(target).filter((name) => there.includes(name));
}

/** `INSERT OR REPLACE` of a row; false where a constraint refuses what was read. */
function inserter(target: Connection, table: string, columns: readonly string[]): (row: Row) => boolean {
  const names = columns.map((name) => `"${name}"`).join(', ');
  const statement = target.prepare(
    `INSERT OR REPLACE INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return (row) => {
    try {
      statement.run(...columns.map((name) => row[name]));
      return true;
    } catch (error) {
      if (storeFailure(error)?.type !== 'store-failed') throw error;
      return false;
    }
  };
}

function mergeTable(target: Connection, damaged: Connection, table: string): Merged {
  const columns = columnsOf(target, damaged, table);
  const insert = inserter(target, table, columns);
  let [salvaged, unreadable] = [0, 0];
  const from = salvageTable(damaged, table, columns);
  const rows = [...from.rows];
  // What the backup has and this no longer had was done with: numbered, freed or dropped.
  if (from.whole()) target.exec(`DELETE FROM "${table}"`);
  else unreadable += 1;
  for (const row of rows) {
    if (insert(row)) salvaged += 1;
    else unreadable += 1;
  }
  return { salvaged, unreadable };
}

/** @returns how many rows are not what was written */
function mergeSealedTable(target: Connection, damaged: Connection, table: string, version: string | null): number {
  const columns = columnsOf(target, damaged, table);
  const known = target.prepare<[], KnownRow>(`SELECT id, ${version ?? 0} AS version FROM "${table}"`).all();
  const from = salvageTable(damaged, table, columns);
  const { take, drop, unreadable } = mergeSealed({ rows: [...from.rows], version, whole: from.whole(), known });
  const insert = inserter(target, table, columns);
  const remove = target.prepare<[Uint8Array]>(`DELETE FROM "${table}" WHERE id = ?`);
  const refused = take.filter((row) => !insert(row)).length;
  for (const id of drop) remove.run(id);
  return unreadable + refused + (from.whole() ? 0 : 1);
}

function mergeReports(target: Connection, damaged: Connection): Merged {
  const columns = columnsOf(target, damaged, 'report');
  const insert = inserter(target, 'report', columns);
  const known = target.prepare<[number], { state: string }>('SELECT state FROM report WHERE sequence = ?');
  const rank = (state: string) => PROGRESS.indexOf(state);
  let [salvaged, unreadable] = [0, 0];
  const from = salvageTable(damaged, 'report', columns);
  for (const row of from.rows) {
    const report = reportSchema.safeParse(row);
    if (!report.success || !isWritten(report.data)) {
      unreadable += 1;
      continue;
    }
    const before = known.get(report.data.sequence);
    if (before !== undefined && rank(before.state) > rank(report.data.state)) continue;
    if (insert(row)) salvaged += 1;
    else unreadable += 1;
  }
  if (!from.whole()) unreadable += 1;
  return { salvaged, unreadable };
}

/** Whether the frozen bytes are those that were hashed when the report was written. */
function isWritten(report: z.infer<typeof reportSchema>): boolean {
  try {
    const event = eventSchema.parse(JSON.parse(report.event));
    const hash = createHash('sha256').update(event.data).digest();
    return hash.equals(report.sha256) && Number(event.sequence) === report.sequence;
  } catch {
    return false;
  }
}

function mergeCounter(target: Connection, damaged: Connection, backupIsNewer: boolean): void {
  const columns = columnsOf(target, damaged, 'counter');
  const [row] = [...salvageTable(damaged, 'counter', columns).rows];
  const found = counterSchema.safeParse(row);
  if (row === undefined || !found.success) return;
  const known = counterSchema.parse(target.prepare('SELECT * FROM counter').get());
  const highest = Number(target.prepare('SELECT max(sequence) FROM report').pluck().get() ?? 0);
  const limit = Math.max(known.sequence_floor, highest) + LEAP;
  const believed = (value: number) => Number.isSafeInteger(value) && value >= 0 && value <= limit;
  const { sequence_floor: floor, delivered } = found.data;
  if (!backupIsNewer && believed(floor)) inserter(target, 'counter', columns)(row);
  target
    .prepare<[number, number]>(
      'UPDATE counter SET sequence_floor = max(sequence_floor, ?), delivered = max(delivered, ?)',
    )
    .run(
      Math.max(known.sequence_floor, believed(floor) ? floor : 0),
      backupIsNewer || !believed(delivered) ? known.delivered : delivered,
    );
}

/** No sequence that was ever seen is given out again, and what is counted is at least what is there. */
function settleCounter(target: Connection): void {
  target.exec(`
    UPDATE counter SET
      sequence_floor = max(sequence_floor, coalesce((SELECT max(sequence) FROM report), 0)),
      delivered = max(delivered, (SELECT count(*) FROM report WHERE state = 'delivered'));
  `);
}
