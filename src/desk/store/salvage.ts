/**
 * Reads what can be read of a damaged database. Rows are asked for by ranges of their keys: where a
 * page does not answer, the rows around it are asked for from both sides and then in ever smaller
 * ranges. Works on a copy, whose first page may be replaced; the damaged file itself is never touched.
 */
import { closeSync, copyFileSync, existsSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { firstBytes, isHeader, PAGE_BYTES } from './damage.ts';
import { openFile, type Connection } from './database.ts';
import { storeFailure } from './failures.ts';
import { migrate } from './migrations.ts';

export type Row = Record<string, unknown>;

export interface SalvagedTable {
  readonly rows: Iterable<Row>;
  /** Whether every page of it was readable; known once the rows have been read. */
  whole(): boolean;
}

/** How often a range that does not answer is cut in two, and how often in a row without a row. */
const PROBES = 3_000;
const PATIENCE = 300;
const LAST_ROWID = 2n ** 53n;

/**
 * Copies the damaged database to `copy`, gives it a header where it has none, and opens it.
 *
 * @param donor a database whose first page fits: a backup; null: one that the migrations make
 * @returns null where nothing in it answers
 */
export function openDamaged(path: string, copy: string, donor: string | null): Connection | null {
  if (!existsSync(path)) return null;
  copyFileSync(path, copy);
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
  if (statSync(copy).size === 0 && !existsSync(`${copy}-wal`)) return null;
  makeReadable(copy, donor);
  try {
    const db = openFile(copy, 'read');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    if (storeFailure(error)?.type !== 'store-failed') throw error;
    return null;
  }
}

function makeReadable(copy: string, donor: string | null): void {
  const size = Math.max(PAGE_BYTES, statSync(copy).size);
  const header = firstBytes(copy);
  const page = isHeader(header) ? null : firstPage(donor);
  const file = openSync(copy, 'r+');
  try {
    ftruncateSync(file, Math.ceil(size / PAGE_BYTES) * PAGE_BYTES);
    const first = page ?? header;
    // In the log's way of writing, and as long as the file is: SQLite reads no file that is shorter than it says.
    first.writeUInt8(2, 18);
    first.writeUInt8(2, 19);
    first.writeUInt32BE(Math.ceil(size / PAGE_BYTES), 28);
    first.writeUInt32BE(first.readUInt32BE(24), 92);
    writeSync(file, first, 0, first.length, 0);
  } finally {
    closeSync(file);
  }
}

function firstPage(donor: string | null): Buffer {
  if (donor !== null) {
    const db = openFile(donor, 'read', 'delete');
    try {
      return Buffer.from(db.serialize().subarray(0, PAGE_BYTES));
    } finally {
      db.close();
    }
  }
  const db = new Database(':memory:');
  try {
    migrate(db);
    return Buffer.from(db.serialize().subarray(0, PAGE_BYTES));
  } finally {
    db.close();
  }
}

/** The rows of a table with the named columns, as far as they answer. */
export function salvageTable(db: Connection, table: string, columns: readonly string[]): SalvagedTable {
  const list = columns.map((name) => `"${name}"`).join(', ');
  const key = keyOf(db, table);
  let whole = true;
  const failed = () => {
    whole = false;
  };
  const rows = key === null ? wholeScan(db, table, list, failed) : byRanges(db, `"${table}"`, list, key, failed);
  return { rows, whole: () => whole };
}

/** The column that is the rowid, or null where the table has none. */
function keyOf(db: Connection, table: string): string | null {
  const all = db.pragma(`table_info("${table}")`) as { name: string; type: string; pk: number }[];
  const keys = all.filter(({ pk }) => pk > 0);
  const [key] = keys;
  return keys.length === 1 && key?.type === 'INTEGER' ? key.name : null;
}

/** From the front and, where that ends early, from the back: keys that are no numbers cannot be cut in two. */
function* wholeScan(db: Connection, table: string, list: string, failed: () => void): Generator<Row> {
  const keys = (db.pragma(`table_info("${table}")`) as { name: string; pk: number }[])
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => `"${name}"`);
  const order = keys.length === 0 ? ['rowid'] : keys;
  const sql = (way: string) => `SELECT ${list} FROM "${table}" ORDER BY ${order.map((k) => `${k} ${way}`).join(', ')}`;
  for (const way of ['ASC', 'DESC']) {
    try {
      yield* db.prepare<[], Row>(sql(way)).iterate();
      return;
    } catch (error) {
      if (storeFailure(error)?.type !== 'store-failed') throw error;
      failed();
    }
  }
}

function* byRanges(db: Connection, table: string, list: string, key: string, failed: () => void): Generator<Row> {
  const sql = (way: string) =>
    `SELECT CAST("${key}" AS TEXT) AS "salvage.key", ${list} FROM ${table}
     WHERE "${key}" BETWEEN ? AND ? ORDER BY "${key}" ${way}`;
  const up = db.prepare<[bigint, bigint], Row>(sql('ASC'));
  const down = db.prepare<[bigint, bigint], Row>(sql('DESC'));
  const gaps: [bigint, bigint][] = [[-LAST_ROWID, LAST_ROWID]];
  // The widest first: what is behind the damage matters more than the last row inside it.
  let misses = 0;
  for (let probes = 0; probes < PROBES && misses < PATIENCE; probes += 1) {
    const gap = gaps.shift();
    if (gap === undefined) return;
    let [from, to] = gap;
    const rest = yield* readUntilFailure(up, from, to);
    if (rest === null) continue;
    failed();
    misses = rest.last === null ? misses + 1 : 0;
    from = rest.last === null ? from : rest.last + 1n;
    const back = from > to ? null : yield* readUntilFailure(down, from, to);
    // A row that is there from one side only has been read; the damage lies between.
    to = back?.last === undefined || back.last === null ? to : back.last - 1n;
    if (from >= to) continue;
    const middle = (from + to) / 2n;
    gaps.push([from, middle], [middle + 1n, to]);
  }
}

/** @returns null where the range was read to its end, else the key of the last row that answered */
function* readUntilFailure(
  statement: Database.Statement<[bigint, bigint], Row>,
  from: bigint,
  to: bigint,
): Generator<Row, { last: bigint | null } | null> {
  let last: bigint | null = null;
  try {
    for (const { 'salvage.key': key, ...row } of statement.iterate(from, to)) {
      last = BigInt(String(key));
      yield row;
    }
    return null;
  } catch (error) {
    if (storeFailure(error)?.type !== 'store-failed') throw error;
    return { last };
  }
}
