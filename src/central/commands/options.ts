/** What the central endpoint's commands share: where the data lies, which database, and a store for one command. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../../process/command.ts';
import type { Clock } from '../../shared/clock.ts';
import { logToStandardError, type CentralEvent, type Log } from '../log.ts';
import { makeDataFolder } from '../store/folder.ts';
import { openStore, type Store } from '../store/open.ts';

export const DEFAULT_FOLDER = join(homedir(), '.fairdesk', 'central');

export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
};

export function systemRandom(length: number): Uint8Array {
  return randomBytes(length);
}

export function dataFolder(option: string | undefined): string {
  if (option === '') throw new UsageError('--data takes a folder');
  return resolve(option ?? DEFAULT_FOLDER);
}

/** Another PostgreSQL than the one in the data folder, where the environment names one. */
export function databaseUrl(): string | undefined {
  const url = process.env['DATABASE_URL'];
  if (url === undefined || url === '') return undefined;
  if (!/^postgres(ql)?:\/\//.test(url)) throw new UsageError('DATABASE_URL must start with postgresql://');
  return url;
}

/** A command's standard error is read by people: only what went wrong. */
export function commandLog(): Log {
  const all = logToStandardError();
  return (event: CentralEvent) => {
    if (event.event.startsWith('database.') && !['database.failing', 'database.not-durable'].includes(event.event))
      return;
    all(event);
  };
}

/**
 * Opens the store for one command, beside a running server or alone, and closes it after.
 *
 * @param create whether a folder that is not there yet is made
 */
export async function withStore<T>(
  folder: string,
  create: boolean,
  work: (store: Store, log: Log) => Promise<T>,
): Promise<T> {
  const url = databaseUrl();
  if (url === undefined) {
    if (!create && !existsSync(folder))
      throw new UsageError(`${folder} does not exist: --data names the folder of a central endpoint`);
    makeDataFolder(folder);
  }
  const log = commandLog();
  const store = await openStore({ folder, databaseUrl: url, log });
  try {
    return await work(store, log);
  } finally {
    await store.close();
  }
}
