/** The two queues from npm that ours is measured beside, on SQLite files as durable as ours. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { buildDBClient, SqliteQueue } from 'liteque';
import { better, defineQueue } from 'plainjob';
import { z } from 'zod';

const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** Both open their files with `synchronous=NORMAL`, which loses what they acknowledged with the power. */
function asDurable(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  if (db.pragma('synchronous', { simple: true }) !== 2) throw new Error('the peer does not take synchronous=FULL');
}

export interface PeerQueue {
  add(event: string): unknown;
  /** Claims one and says that it is done. */
  take(): void;
  close(): void;
}

export function openPlainjob(folder: string): PeerQueue {
  const db = new Database(join(folder, 'plainjob.db'));
  const queue = defineQueue({ connection: better(db), logger: silent, serializer: String });
  asDurable(db);
  return {
    add: (event) => queue.add('report', event),
    take() {
      const job = queue.getAndMarkJobAsProcessing('report');
      if (job === undefined) throw new Error('plainjob has no job');
      queue.markJobAsDone(job.id);
    },
    close: () => queue.close(),
  };
}

/**
 * Its queue only takes: `attemptDequeue` hands an asynchronous function to a transaction, which
 * better-sqlite3 refuses ("Transaction function cannot return a promise").
 */
export function openLiteque(folder: string): Omit<PeerQueue, 'take'> {
  const client = buildDBClient(join(folder, 'liteque.db'), { runMigrations: true });
  const { session } = z.object({ session: z.object({ client: z.instanceof(Database) }) }).parse(client);
  asDurable(session.client);
  const queue = new SqliteQueue<string>('report', client, { defaultJobArgs: { numRetries: 0 }, keepFailedJobs: true });
  return { add: (event) => queue.enqueue(event), close: () => session.client.close() };
}
