/**
 * Locks between processes that end with the process however it ends: the operating system's, held by
 * SQLite. Many may hold one shared, one alone exclusively.
 */
import Database from 'better-sqlite3';

export interface Lock {
  release(): void;
}

/** @returns null where another process holds the lock in a way that bars this one */
export function tryLock(path: string, mode: 'shared' | 'exclusive'): Lock | null {
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
