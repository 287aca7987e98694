/** A thread beside the app: reads the whole database and makes a backup, so that no visitor waits for it. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { faultsOf, makeBackup } from './backups.ts';
import { openDatabase } from './database.ts';
import { storeFailure } from './failures.ts';

const jobSchema = z.object({ folder: z.string(), job: z.enum(['check', 'backup']) });

export type UpkeepAnswer =
  | { readonly type: 'sound' }
  | { readonly type: 'backed-up' }
  | { readonly type: 'damaged'; readonly faults: readonly string[] }
  /** `code` as SQLite or the system names it. */
  | { readonly type: 'failed'; readonly code: string };

async function work(): Promise<UpkeepAnswer> {
  const { folder, job } = jobSchema.parse(workerData);
  try {
    if (job === 'backup') {
      const made = await makeBackup(folder);
      if (made.type === 'made') return { type: 'backed-up' };
      return made.type === 'source-damaged'
        ? { type: 'damaged', faults: made.faults }
        : { type: 'failed', code: made.type };
    }
    const db = openDatabase(folder, 'read');
    try {
      const faults = faultsOf(db);
      return faults.length === 0 ? { type: 'sound' } : { type: 'damaged', faults };
    } finally {
      db.close();
    }
  } catch (error) {
    const failure = storeFailure(error);
    if (failure === null) throw error;
    return { type: 'failed', code: failure.type === 'disk-full' ? failure.type : failure.code };
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort?.postMessage(await work());
