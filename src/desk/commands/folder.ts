/** What the terminal's commands share: the device's database, opened beside the running app or without it. */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../process/command.ts';
import type { Clock } from '../../shared/clock.ts';
import { clockOffset } from '../device/connection.ts';
import { openDeviceKeys, type DeviceKey } from '../device/keys.ts';
import { fileKeyStore } from '../keys/file-key-store.ts';
import { WRAPPED_BY_RECORD } from '../status.ts';
import { databasePath, openDatabase, type Connection } from '../store/database.ts';
import type { DeviceRecords } from '../store/device-records.ts';
import { attempt, type StoreError } from '../store/failures.ts';

export const systemClock: Clock = { wall: () => Date.now(), monotonic: () => performance.now() };

/** @throws UsageError where the folder is no device's */
export function deviceFolder(option: string | undefined): string {
  if (option === undefined || option === '') throw new UsageError('--data DIR is needed');
  const folder = resolve(option);
  if (!existsSync(databasePath(folder))) throw new UsageError(`${folder} holds no device's database`);
  // SQLite would delete the log beside a file without a byte; the app, when it starts, makes use of it.
  if (statSync(databasePath(folder)).size === 0) {
    throw new UsageError(`the database in ${folder} is empty: start the app, which restores what it can`);
  }
  return folder;
}

/** Does `work` on a connection of its own. @throws UsageError where the database cannot be used */
export function using<T>(folder: string, use: 'read' | 'write', work: (db: Connection) => T): T {
  const done = attempt(() => {
    const db = openDatabase(folder, use);
    try {
      return work(db);
    } finally {
      db.close();
    }
  });
  if (done.ok) return done.value;
  throw new UsageError(
    `the database cannot be ${use === 'read' ? 'read' : 'written'} (${codeOf(done.error)}): see 'check'`,
  );
}

export function codeOf(error: StoreError): string {
  return error.type === 'disk-full' ? 'SQLITE_FULL' : error.code;
}

/** The device's key, where its folder alone opens it; null where the machine's key store holds it for the app. */
export function deviceKeyOf(folder: string, records: DeviceRecords): DeviceKey | null {
  if ((records.read(WRAPPED_BY_RECORD, z.enum(['system', 'file'])) ?? 'file') !== 'file') return null;
  if (!existsSync(join(folder, 'machine.key'))) return null;
  return openDeviceKeys(records, fileKeyStore(folder)).current();
}

/** Milliseconds since the epoch by the central endpoint's clock, as far as this device knows it. */
export function correctedNow(records: DeviceRecords): number {
  return systemClock.wall() + clockOffset(records);
}

export function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
