/**
 * One server a data folder. The claim is a lock of the operating system (held by SQLite), so it ends
 * with the process however the process ends, and two that start together cannot both get it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../shared/result.ts';

export interface FolderClaim {
  release(): void;
}

export type FolderError = { type: 'in-use'; detail: string } | { type: 'unusable'; detail: string };

const LOCK = 'server.lock';
const OWNER = 'server.json';

/**
 * Claims `folder` (made if it is missing, 0700) for this process until it ends or `release` is called.
 *
 * @param what names the claimer to people, such as `central endpoint`
 */
export function claimFolder(folder: string, what: string): Result<FolderClaim, FolderError> {
  let lock: FolderClaim | null = null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    lock = tryLock(join(folder, LOCK), 'exclusive');
    if (lock === null) {
      return err({ type: 'in-use', detail: `${folder} is in use by ${owner(folder)}: one server a data folder` });
    }
    sayOwner(folder, what);
    return ok(lock);
  } catch (error) {
    lock?.release();
    const code = (error as { code?: string }).code ?? '';
    return err({ type: 'unusable', detail: `${folder} cannot be used as a data folder (${code || String(error)})` });
  }
}

/**
 * A lock between processes on the file `path`: many may hold it shared, one alone exclusively.
 *
 * @returns null where another process holds it in a way that bars this one
 */
export function tryLock(path: string, mode: 'shared' | 'exclusive'): FolderClaim | null {
  const lock = new Database(path, { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    // Reading inside a transaction holds SQLite's shared lock until it ends.
    lock.exec(mode === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT count(*) FROM sqlite_schema');
    return { release: () => lock.close() };
  } catch (error) {
    lock.close();
    if (String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}

/** For people only: a disk without room for it must not keep the app from starting. */
function sayOwner(folder: string, what: string): void {
  try {
    writeFileSync(join(folder, OWNER), JSON.stringify({ what, pid: process.pid }), { mode: 0o600 });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
  }
}

function owner(folder: string): string {
  try {
    const { what, pid } = JSON.parse(readFileSync(join(folder, OWNER), 'utf8')) as { what: string; pid: number };
    return `the ${what} with process id ${pid}`;
  } catch {
    return 'another process';
  }
}
