/**
 * Backups of the device's database: three generations beside it, the newest first. A new one is made
 * through a connection of its own (the driver's backup of a connection with an open write says that it
 * succeeded and deletes its target), under a temporary name, and takes a place only when it has been
 * read whole and holds as many rows as its source.
 */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { syncPath } from '../../process/files.ts';
import { openFile, databasePath, type Connection } from './database.ts';
import { storeFailure } from './failures.ts';
import { freeBytes } from './room.ts';

export const GENERATIONS = 3;
/** What a backup leaves free, for reports. */
const SPARE_BYTES = 64 * 1024 * 1024;
const ALL_PAGES = 0x7fffffff;

export type BackupOutcome =
  | { readonly type: 'made' }
  /** Nothing was copied: a backup of a damaged file must not take the place of a good one. */
  | { readonly type: 'source-damaged'; readonly faults: readonly string[] }
  /** The disk is short: a backup must not be what fills it. */
  | { readonly type: 'no-room' }
  /** What was copied is not what was there; the good ones are untouched. */
  | { readonly type: 'not-whole' };

export function backupFolder(folder: string): string {
  return join(folder, 'backups');
}

/** It says too that a database was made here. */
export function makeBackupFolder(folder: string): void {
  mkdirSync(backupFolder(folder), { recursive: true, mode: 0o700 });
}

export function backupPath(folder: string, generation: number): string {
  return join(backupFolder(folder), `desk-${generation}.db`);
}

/** Every table's rows and the structure of every page; empty when all is well. */
export function faultsOf(db: Connection): string[] {
  try {
    const rows = db.pragma('integrity_check(20)') as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  } catch (error) {
    const failure = storeFailure(error);
    if (failure?.type !== 'store-failed') throw error;
    return [failure.code];
  }
}

/**
 * Makes the newest generation. What a damaged or killed attempt leaves has a temporary name and is
 * written over by the next. @throws SqliteError, also where the disk is full
 */
export async function makeBackup(folder: string): Promise<BackupOutcome> {
  makeBackupFolder(folder);
  const temporary = join(backupFolder(folder), 'desk.db.new');
  rmSync(temporary, { force: true });
  rmSync(`${temporary}-journal`, { force: true });
  if (!hasRoom(folder)) return { type: 'no-room' };
  const source = openFile(databasePath(folder), 'read');
  try {
    // One snapshot for the check, the counts and the copy, whatever others write meanwhile.
    source.exec('BEGIN');
    const faults = faultsOf(source);
    if (faults.length > 0) return { type: 'source-damaged', faults };
    const expected = rowCounts(source);
    closeSync(openSync(temporary, 'w', 0o600));
    await source.backup(temporary, { progress: () => ALL_PAGES });
    if (!isWhole(temporary, expected)) {
      rmSync(temporary, { force: true });
      return { type: 'not-whole' };
    }
  } finally {
    source.close();
  }
  moveIn(folder, temporary);
  return { type: 'made' };
}

/** Where the disk is short the oldest generations go; the newest never does for one that is not there yet. */
function hasRoom(folder: string): boolean {
  const size = statSync(databasePath(folder)).size + SPARE_BYTES;
  for (let generation = GENERATIONS; generation > 1 && freeBytes(folder) < size; generation -= 1) {
    rmSync(backupPath(folder, generation), { force: true });
  }
  return freeBytes(folder) >= size;
}

function isWhole(path: string, expected: string): boolean {
  if (!existsSync(path)) return false;
  const copy = openFile(path, 'write', 'delete');
  try {
    return faultsOf(copy).length === 0 && rowCounts(copy) === expected;
  } finally {
    copy.close();
  }
}

/** Each a rename: a kill between two leaves a gap, never less than two good ones. */
function moveIn(folder: string, temporary: string): void {
  syncPath(temporary);
  const vaulted = holdsVaultRows(temporary);
  for (let generation = GENERATIONS - 1; generation >= 1; generation -= 1) {
    const from = backupPath(folder, generation);
    if (existsSync(from)) renameSync(from, backupPath(folder, generation + 1));
  }
  renameSync(temporary, backupPath(folder, 1));
  syncPath(backupFolder(folder));
  if (vaulted) return;
  // Once a device is enrolled, a thief must find nothing that its own keys open.
  for (let generation = 2; generation <= GENERATIONS; generation += 1) {
    const path = backupPath(folder, generation);
    if (existsSync(path) && holdsVaultRows(path)) rmSync(path);
  }
}

function holdsVaultRows(path: string): boolean {
  const db = openFile(path, 'read', 'delete');
  try {
    return db.prepare('SELECT 1 FROM vault LIMIT 1').get() !== undefined;
  } catch {
    // One that cannot be read is of no use to anyone.
    return true;
  } finally {
    db.close();
  }
}

function rowCounts(db: Connection): string {
  const names = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck();
  const counts = names.all().map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()]);
  return JSON.stringify([db.pragma('user_version', { simple: true }), counts]);
}

/** The highest sequence that a database has given out. */
export function highestOf(db: Connection): number {
  const sql = `SELECT max(coalesce((SELECT max(sequence) FROM report), 0), sequence_floor) FROM counter`;
  return db.prepare<[], number>(sql).pluck().get() ?? 0;
}

export interface Backup {
  readonly path: string;
  readonly highest: number;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
}

/** Whether a backup holds what was written before enrollment, under a key that may lie beside it. */
export function vaultIsBackedUp(folder: string): boolean {
  return backups(folder).some(({ path }) => holdsVaultRows(path));
}

/** The newest backup that opens, or null. Not read whole: see `isGood`. */
export function newestBackup(folder: string): Backup | null {
  return backups(folder)[0] ?? null;
}

/** Those that open, newest first. */
export function backups(folder: string): readonly Backup[] {
  return Array.from({ length: GENERATIONS }, (_, at) => backupPath(folder, at + 1)).flatMap((path) => {
    try {
      const db = openFile(path, 'read', 'delete');
      try {
        return [{ path, highest: highestOf(db), madeAt: statSync(path).mtimeMs }];
      } finally {
        db.close();
      }
    } catch {
      return [];
    }
  });
}

export function isGood(backup: Backup): boolean {
  const db = openFile(backup.path, 'read', 'delete');
  try {
    return faultsOf(db).length === 0;
  } finally {
    db.close();
  }
}
