/**
 * The one way to a connection. Every connection has the same pragmas, set and then asked back: the
 * build of SQLite that comes with the driver starts each connection to a WAL file at
 * `synchronous=NORMAL`, which would lose acknowledged reports with the power.
 */
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export type Connection = Database.Database;

export const DATABASE_FILE = 'desk.db';
/** A log for what is written to; files that lie still (backups) carry none beside them. */
export type Journal = 'wal' | 'delete';

/** How long a connection waits for another's lock: the terminal's commands work beside the app. */
const BUSY_MS = 5000;

/** Pragma, what it is set to, what it answers then. */
type Pragma = readonly [name: string, set: string, answer: unknown];
const pragmasOf = (journal: Journal): readonly Pragma[] => [
  ['busy_timeout', String(BUSY_MS), BUSY_MS],
  ['journal_mode', journal, journal],
  ['synchronous', 'FULL', 2],
  // macOS: fsync leaves bytes in the drive's cache; without effect elsewhere.
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  ['secure_delete', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['temp_store', 'MEMORY', 2],
];

export function databasePath(folder: string): string {
  return join(folder, DATABASE_FILE);
}

/**
 * Opens the device's database in `folder`. For writing the file is made, 0600, if it is missing.
 *
 * @throws SqliteError where the file is missing (for reading), is no database or cannot be used
 */
export function openDatabase(folder: string, use: 'write' | 'read'): Connection {
  const path = databasePath(folder);
  if (use === 'write') closeSync(openSync(path, 'a', 0o600));
  return openFile(path, use);
}

/** Opens any database of this device, a backup among them. @throws SqliteError as `openDatabase` */
export function openFile(path: string, use: 'new' | 'write' | 'read', journal: Journal = 'wal'): Connection {
  if (use === 'new') closeSync(openSync(path, 'wx', 0o600));
  const db = new Database(path, { readonly: use === 'read', fileMustExist: true, timeout: BUSY_MS });
  try {
    for (const [name, set] of pragmasOf(journal)) db.pragma(`${name} = ${set}`);
    const wrong = pragmaFaults(db, journal);
    if (wrong.length > 0) throw new Error(`the database does not take ${wrong.join(', ')}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The pragmas of `db` that are not as they must be, each as `name = value`. */
export function pragmaFaults(db: Connection, journal: Journal = 'wal'): string[] {
  return pragmasOf(journal).flatMap(([name, , answer]) => {
    const value: unknown = db.pragma(name, { simple: true });
    return value === answer ? [] : [`${name} = ${String(value)}`];
  });
}
