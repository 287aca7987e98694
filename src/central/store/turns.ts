/**
 * Who uses the cluster of a data folder, and whose turn it is to start it. Both are locks that end with
 * a process however it ends. A server, an export and an enrollment may use the cluster at once; the last
 * one to leave stops it, and nobody can start using it while it is being stopped.
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { tryLock, type FolderClaim } from '../../process/folder.ts';

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
  const use = join(folder, 'cluster-use.lock');
  const start = join(folder, 'cluster-start.lock');
  let using: FolderClaim | null = null;
  return {
    async arrive() {
      using ??= await take(use, 'shared', Infinity);
    },
    async leave(stop) {
      if (using === null) return;
      using.release();
      using = null;
      const last = await take(use, 'exclusive', performance.now() + LEAVE_MS);
      if (last === null) return;
      try {
        await stop();
      } finally {
        last.release();
      }
    },
    async alone(work) {
      const turn = await take(start, 'exclusive', Infinity);
      try {
        return await work();
      } finally {
        turn?.release();
      }
    },
  };
}

async function take(path: string, mode: 'shared' | 'exclusive', deadline: number): Promise<FolderClaim | null> {
  for (;;) {
    const lock = tryLock(path, mode);
    if (lock !== null || performance.now() >= deadline) return lock;
    await wait(POLL_MS);
  }
}
