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

export type FolderError =
  | { type: 'in-use'; detail: string }
  | { type: 'unusable'; detail: string };

const LOCK = 'server.lock';
const OWNER = 'server.json';

/**
 * Claims `folder` (made if it is missing, 0700) for this process until it ends or `release` is called.
 *
 * @param what names the claimer to people, such as `central endpoint`
 */
export function claimFolder(folder: string, what: string): Result<FolderClaim, FolderError> {
  let lock: Database.Database | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    lock = new Database(join(folder, LOCK), { timeout: 0 });
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    writeFileSync(join(folder, OWNER), JSON.stringify({ what, pid: process.pid }), { mode: 0o600 });
  } catch (error) {
    lock?.close();
    const code = (error as { code?: string }).code ?? '';
    if (code.startsWith('SQLITE_BUSY')) {
      return err({ type: 'in-use', detail: `${folder} is in use by ${owner(folder)}: one server a data folder` });
    }
    return err({ type: 'unusable', detail: `${folder} cannot be used as a data folder (${code || String(error)})` });
  }
  const held = lock;
  return ok({ release: () => held.close() });
}

function owner(folder: string): string {
  try {
    const { what, pid } = JSON.parse(readFileSync(join(folder, OWNER), 'utf8')) as { what: string; pid: number };
    return `the ${what} with process id ${pid}`;
  } catch {
    return 'another process';
  }
}
