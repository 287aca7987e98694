/**
 * Who uses the cluster of a data folder, and whose turn it is to start it. Both are locks of the
 * operating system (held by SQLite), so they end with a process however it ends. A server, an export
 * and an enrollment may use the cluster at once; the last one to leave stops it, and nobody can
 * start using it while it is being stopped.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const POLL_MS = 25;
/** How long the last one to leave waits for others that are leaving too. */
const LEAVE_MS = 500;

export interface Turns {
  /** Waits while the cluster is being stopped, then counts this process as using it. */
  arrive(): Promise<void>;
  /** Ends this process's use; runs `stop` alone when nobody else uses the cluster. */
  leave(stop: () => Promise<void>): Promise<void>;
  /** Runs `work` while no other process does. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function openTurns(folder: string): Turns {
  let using: Database.Database | null = null;
  const take = async (file: string, sql: string, deadline: number): Promise<Database.Database | null> => {
    for (;;) {
      const lock = new Database(join(folder, file), { timeout: 0 });
      try {
        lock.pragma('journal_mode = MEMORY');
        lock.exec(sql);
        return lock;
      } catch (error) {
        lock.close();
        if (!String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) throw error;
      }
      if (performance.now() >= deadline) return null;
      await wait(POLL_MS);
    }
  };
  return {
    async arrive() {
      // Reading inside a transaction holds SQLite's shared lock until it ends.
      using ??= await take('cluster-use.lock', 'BEGIN; SELECT count(*) FROM sqlite_schema', Infinity);
    },
    async leave(stop) {
      if (using === null) return;
      using.close();
      using = null;
      const last = await take('cluster-use.lock', 'BEGIN EXCLUSIVE', performance.now() + LEAVE_MS);
      if (last === null) return;
      try {
        await stop();
      } finally {
        last.close();
      }
    },
    async alone(work) {
      const turn = await take('cluster-start.lock', 'BEGIN EXCLUSIVE', Infinity);
      try {
        return await work();
      } finally {
        turn?.close();
      }
    },
  };
}
