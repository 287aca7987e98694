/**
 * Looks after the store while the app runs: disk watch, a check of every page, backups. The reading is
 * done by a thread of its own; here is only decided when, and what follows.
 */
import { Worker } from 'node:worker_threads';
import type { DeskLog } from '../log-events.ts';
import { newestBackup, vaultIsBackedUp } from './backups.ts';
import type { DiskLevel } from './room.ts';
import type { StandingStore } from './standing.ts';
import type { UpkeepAnswer } from './upkeep-worker.ts';

/** A fault is to be found within a minute of the start. */
const FIRST_MS = 10_000;
const CHECK_MS = 45_000;
/** A large database is checked less often: reading takes at most this part of the time. */
const SHARE = 1 / 100;
export const BACKUP_MS = 4 * 3_600_000;
/** A session holds up a backup no longer than this. */
const PATIENCE_MS = 3_600_000;

export interface UpkeepOptions {
  readonly folder: string;
  readonly store: StandingStore;
  readonly log: DeskLog;
  readonly now: () => number;
  readonly inSession: () => boolean;
  /** Called when the level of the disk or the store itself is not what it was. */
  readonly changed: () => void;
  /** When the first check begins, milliseconds after this. */
  readonly firstMs?: number | undefined;
}

export interface Upkeep {
  disk(): DiskLevel;
  /** A backup as soon as may be: what was in the vault must not stay in older ones. */
  backUp(): void;
  stop(): Promise<void>;
}

export function startUpkeep(options: UpkeepOptions): Upkeep {
  const { folder, store, log, now, changed } = options;
  let level = store.room.look();
  if (level !== 'ok') log({ event: 'disk-level', level });
  // Counted, so that one asked for while another is made is not taken for it.
  let [asked, made] = [0, 0];
  // A kill came between the last report that left the vault and the backup without it.
  if (store.counts().vault === 0 && vaultIsBackedUp(folder)) asked += 1;
  let dueSince: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> | null = null;
  let worker: Worker | null = null;
  let stopped = false;

  const watchDisk = () => {
    const before = level;
    level = store.room.look();
    if (level === before) return;
    log({ event: 'disk-level', level });
    changed();
  };

  const isBackupDue = (): boolean => {
    const age = now() - (newestBackup(folder)?.madeAt ?? 0);
    // A clock that was set back makes a backup look as if it were to come.
    const due = asked > made || age >= BACKUP_MS || age < 0;
    dueSince = due ? (dueSince ?? performance.now()) : null;
    if (dueSince === null) return false;
    return asked > made || !options.inSession() || performance.now() - dueSince >= PATIENCE_MS;
  };

  const run = (job: 'check' | 'backup') =>
    new Promise<UpkeepAnswer>((resolve) => {
      worker = new Worker(workerFile(), { workerData: { folder, job } });
      worker.unref();
      worker.once('message', resolve);
      worker.once('error', (error: Error) => resolve({ type: 'failed', code: error.name }));
      worker.once('exit', () => resolve({ type: 'failed', code: 'ended' }));
    });

  const look = async (): Promise<number> => {
    watchDisk();
    const began = performance.now();
    const job = isBackupDue() ? 'backup' : 'check';
    const known = store.recovery()?.times;
    const askedBefore = asked;
    const answer = await run(job);
    const took = performance.now() - began;
    if (stopped) return CHECK_MS;
    if (answer.type === 'backed-up') {
      [made, dueSince] = [askedBefore, null];
      log({ event: 'store-backed-up', ms: Math.round(took) });
    } else if (answer.type === 'failed') {
      log({ event: 'upkeep-failed', job, code: answer.code });
    } else if (answer.type === 'damaged') {
      log({ event: 'store-faults', faults: answer.faults.length });
      // Not again, where a visitor's form met the damage first.
      if (store.recovery()?.times === known) store.recover('pages');
      asked += 1;
      changed();
    }
    return asked > askedBefore ? 0 : Math.max(CHECK_MS, took / SHARE);
  };

  const lookAndPlan = async (): Promise<void> => {
    let next = CHECK_MS;
    try {
      next = await look();
    } catch (error) {
      log({ event: 'upkeep-failed', job: 'check', code: error instanceof Error ? error.name : 'unknown' });
    }
    working = null;
    plan(next);
  };

  const plan = (ms: number): void => {
    if (stopped) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      working = lookAndPlan();
    }, ms);
    timer.unref();
  };
  plan(options.firstMs ?? FIRST_MS);

  return {
    disk: () => level,
    backUp() {
      asked += 1;
      if (working === null) plan(0);
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      // A backup that is cut has a temporary name and harms none.
      await worker?.terminate();
      await working;
    },
  };
}

/** Beside this file in the sources; beside the bundle it is in where the app was built. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './upkeep-worker.ts' : './upkeep-worker.js', import.meta.url);
}
