/** What can go wrong with the store as a value: a full disk is told plainly and never called corruption. */
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../../shared/result.ts';

export type StoreError =
  | { readonly type: 'disk-full' }
  /** `code` as SQLite or the system names it. */
  | { readonly type: 'store-failed'; readonly code: string };

/** SQLite's names for a disk that takes no more: the file, the shared memory beside it, the sync. */
const FULL = /^(SQLITE_FULL|SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMSIZE|SHMMAP|SHMOPEN)|ENOSPC|EDQUOT)$/;

/**
 * SQLite's names for a file that is not what it wrote. `SQLITE_ERROR` is not among them: it is also what
 * a bug in our own SQL is called.
 */
const DAMAGE = /^SQLITE_(CORRUPT.*|NOTADB|FORMAT|IOERR_(SHORT_READ|CORRUPTFS|DATA))$/;

/** Whether `error` says that the database is damaged. A full disk never is. */
export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && DAMAGE.test(error.code);
}

/** Does `work`; a failure of the disk or the database is a value, anything else is a bug and thrown. */
export function attempt<T>(work: () => T): Result<T, StoreError> {
  try {
    return ok(work());
  } catch (error) {
    const failure = storeFailure(error);
    if (failure === null) throw error;
    return err(failure);
  }
}

/** @returns null where `error` is not one of the disk or the database */
export function storeFailure(error: unknown): StoreError | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (FULL.test(code)) return { type: 'disk-full' };
  if (error instanceof Database.SqliteError) return { type: 'store-failed', code };
  return null;
}
