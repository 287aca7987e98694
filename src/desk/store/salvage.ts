/**
 * Reads what can be read of a damaged database. Rows are asked for by ranges of their keys: where a
 * page does not answer, the rows around it are asked for from both sides and then in ever smaller
 * ranges. Works on a copy, whose first page may be replaced; the damaged file itself is never touched.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import Database from 'better-sqlite3';
import { firstBytes, framesOf, isHeader, PAGE_BYTES } from './damage.ts';
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
  for (const trust of [true, false]) {
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    if (statSync(copy).size === 0 && !existsSync(`${copy}-wal`)) return null;
    // A list of tables that does not answer is as good as none, and the log's copy of it is no better.
    if (!trust) moveLogIn(copy);
    const header = firstBytes(copy);
    makeReadable(copy, trust && isHeader(header) ? header : firstPage(donor));
    const db = opened(copy);
    if (db !== null) return db;
    rmSync(`${copy}-shm`, { force: true });
  }
  return null;
}

/** Writes what the log's last run committed where it belongs, and takes the log away. */
function moveLogIn(copy: string): void {
  const log = `${copy}-wal`;
  if (!existsSync(log)) return;
  const file = openSync(copy, 'r+');
  try {
    for (const { page, bytes } of framesOf(readFileSync(log))) {
      writeSync(file, bytes, 0, bytes.length, (page - 1) * PAGE_BYTES);
    }
  } finally {
    closeSync(file);
  }
  rmSync(log);
}

/** @returns null where its list of tables does not answer */
function opened(copy: string): Connection | null {
  let db: Connection | null = null;
  try {
    db = openFile(copy, 'read');
    db.prepare('SELECT * FROM sqlite_schema').all();
    return db;
  } catch (error) {
    db?.close();
    if (storeFailure(error)?.type !== 'store-failed') throw error;
    return null;
  }
}

function makeReadable(copy: string, first: Buffer): void {
  const size = Math.max(PAGE_BYTES, statSync(copy).size);
  const file = openSync(copy, 'r+');
  try {
    ftruncateSync(file, Math.ceil(size / PAGE_BYTES) * PAGE_BYTES);
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

/** A first page that says where the tables of `donor` begin; null: those that the migrations make. */
function firstPage(donor: string | null): Buffer {
  if (donor === null) {
    const made = new Database(':memory:');
    migrate(made);
    return wholeList(made.serialize());
  }
  const db = openFile(donor, 'read', 'delete');
  try {
    return wholeList(db.serialize());
  } finally {
    db.close();
  }
}

/**
 * The first page of a database, with all its tables on it: a list that goes on on other pages would lead to
 * pages that the damaged file does not have. Without comments it is short enough.
 */
function wholeList(bytes: Buffer): Buffer {
  // In memory there is no log to write.
  bytes.writeUInt8(1, 18);
  bytes.writeUInt8(1, 19);
  const db = new Database(bytes);
  try {
    const list = db
      .prepare<[], { type: string; name: string; table: string; page: number; sql: string }>(
        'SELECT type, name, tbl_name AS "table", rootpage AS page, sql FROM sqlite_schema WHERE sql IS NOT NULL',
      )
      .all();
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    // Emptied first: pages that shrink are not always put together again.
    db.exec('DELETE FROM sqlite_schema');
    const insert = db.prepare('INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?)');
    for (const { type, name, table, page, sql } of list) insert.run(type, name, table, page, shortened(sql));
    return Buffer.from(db.serialize().subarray(0, PAGE_BYTES));
  } finally {
    db.close();
  }
}

function shortened(sql: string): string {
  return sql.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ');
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
