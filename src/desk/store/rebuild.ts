/**
 * A damaged database is replaced, never repaired: the newest good backup, or an empty one, takes in
 * what can be read of the damaged file, and takes its place. The damaged file stays under a dated name,
 * byte for byte. A kill at any moment leaves either the damaged file in its place or the new one whole.
 */
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { syncPath } from '../../process/files.ts';
import { backups, isGood } from './backups.ts';
import type { Damage } from './damage.ts';
import { DATABASE_FILE, databasePath, openFile, type Connection } from './database.ts';
import { storeFailure } from './failures.ts';
import { mergeSalvaged } from './merge.ts';
import { migrate } from './migrations.ts';
import { openRecords } from './record-table.ts';
import { openDamaged } from './salvage.ts';

export const RECOVERY_RECORD = 'store-recovered';
/** What happened to the database of this folder, the last time something did. */
export const recoverySchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  damage: z.enum(['missing', 'empty', 'header', 'cut', 'schema', 'pages', 'set-back']),
  /** Name of the damaged file in the data folder; null where there was none. */
  kept: z.string().nullable(),
  /** Reports that could be read of it; null where the disk had no room to try. */
  salvaged: z.number().nullable(),
  /** Rows whose bytes were not what had been written: they are in the kept file only. */
  unreadable: z.number(),
  /** When the backup was made that it began with, ISO 8601; null where there was none. */
  backup: z.string().nullable(),
  /** How often this folder's database was rebuilt. */
  times: z.number(),
});
export type StoreRecovery = z.infer<typeof recoverySchema>;

export function readRecovery(db: Connection): StoreRecovery | null {
  return openRecords(db).read(RECOVERY_RECORD, recoverySchema);
}

const REBUILDING = `${DATABASE_FILE}.rebuilding`;
const REBUILT = `${DATABASE_FILE}.rebuilt`;
const SALVAGE = `${DATABASE_FILE}.salvage`;
const DAMAGED = `${DATABASE_FILE}.damaged-`;

/**
 * Puts a sound database in the place of a damaged one. No connection of this process may be open to it.
 *
 * @param now milliseconds since the epoch
 * @throws SqliteError or system error where the disk is full
 */
export function rebuild(folder: string, damage: Damage, now: number): StoreRecovery {
  clear(folder, REBUILT);
  clear(folder, REBUILDING);
  const at = new Date(now).toISOString();
  const base = backups(folder).find(isGood) ?? null;
  const kept = existsSync(databasePath(folder)) ? freeName(folder, at) : null;
  const path = join(folder, REBUILDING);
  if (base !== null) copyFileSync(base.path, path);
  const source = openSource(folder, base?.path ?? null);
  let recovery: StoreRecovery;
  try {
    const target = openNew(path, base === null ? source.db : null);
    try {
      migrate(target);
      const before = readRecovery(target);
      const { salvaged, unreadable } =
        source.db === null
          ? { salvaged: 0, unreadable: 0 }
          : mergeSalvaged(target, source.db, { backupIsNewer: damage === 'set-back' });
      recovery = {
        at,
        damage,
        kept,
        salvaged: source.room ? salvaged : null,
        unreadable,
        backup: base === null ? null : new Date(base.madeAt).toISOString(),
        times: (readRecovery(target)?.times ?? before?.times ?? 0) + 1,
      };
      openRecords(target).write(RECOVERY_RECORD, recovery);
    } finally {
      target.close();
    }
  } finally {
    source.db?.close();
    clear(folder, SALVAGE);
  }
  syncPath(path);
  renameSync(path, join(folder, REBUILT));
  if (kept !== null) renameSync(databasePath(folder), join(folder, kept));
  finishRebuild(folder);
  return recovery;
}

/** Ends what a kill cut short, with no connection open: the last renames of `rebuild`. */
export function finishRebuild(folder: string): void {
  const rebuilt = join(folder, REBUILT);
  if (!existsSync(rebuilt) || existsSync(databasePath(folder))) return;
  const log = `${databasePath(folder)}-wal`;
  // The log belongs to the file that was moved last.
  const kept = damagedFiles(folder).findLast((name) => !name.endsWith('-wal'));
  if (existsSync(log)) renameSync(log, join(folder, `${kept ?? `${DAMAGED}log`}-wal`));
  rmSync(`${databasePath(folder)}-shm`, { force: true });
  renameSync(rebuilt, databasePath(folder));
  syncPath(folder);
}

/** Names of the damaged files that are kept, oldest first. */
export function damagedFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(DAMAGED))
    .sort();
}

/** `desk.db.damaged-2026-11-23T15-20-00-000Z`, with a number behind it where that is taken. */
function freeName(folder: string, at: string): string {
  const dated = `${DAMAGED}${at.replaceAll(/[:.]/g, '-')}`;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? dated : `${dated}-${number}`;
    if (!existsSync(join(folder, name))) return name;
  }
}

/** A full disk must not keep the app from opening: what cannot be salvaged now is in the kept file. */
function openSource(folder: string, donor: string | null): { db: Connection | null; room: boolean } {
  try {
    clear(folder, SALVAGE);
    return { db: openDamaged(databasePath(folder), join(folder, SALVAGE), donor), room: true };
  } catch (error) {
    if (storeFailure(error)?.type !== 'disk-full') throw error;
    clear(folder, SALVAGE);
    return { db: null, room: false };
  }
}

/** @param shape where there is no backup: a damaged database whose shape, maybe a newer app's, is kept */
function openNew(path: string, shape: Connection | null): Connection {
  if (existsSync(path)) return openFile(path, 'write', 'delete');
  const db = openFile(path, 'new', 'delete');
  if (shape !== null) copyShape(shape, db);
  return db;
}

function copyShape(from: Connection, to: Connection): void {
  try {
    const made = from
      .prepare<[], string>(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'table' DESC, rowid`)
      .pluck()
      .all();
    const version = Number(from.pragma('user_version', { simple: true }));
    if (version < 1) return;
    to.transaction(() => {
      for (const sql of made) to.exec(sql);
      // As the first migration does: one row of sums.
      to.exec('INSERT OR IGNORE INTO counter (one, sequence_floor, delivered) VALUES (1, 0, 0)');
      to.pragma(`user_version = ${version}`);
      to.prepare('SELECT 1 FROM record, submission, vault, held, report').get();
    })();
  } catch (error) {
    if (storeFailure(error)?.type !== 'store-failed') throw error;
  }
}

function clear(folder: string, name: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(join(folder, name + end), { force: true });
}
