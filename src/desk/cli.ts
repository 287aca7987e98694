/** `npm run desk`: a device's queue from a terminal, also while the app is running or closed. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseCommand, runCommand, UsageError } from '../process/command.ts';
import { readPause } from './delivery/pause.ts';
import { deliveryStatus, WRAPPED_BY_RECORD } from './status.ts';
import { databasePath, openDatabase, pragmaFaults, type Connection } from './store/database.ts';
import { readEnrollment } from './store/device-records.ts';
import { attempt, type StoreError } from './store/failures.ts';
import { schemaVersion } from './store/migrations.ts';
import { openRecords } from './store/record-table.ts';
import { openTally } from './store/tally.ts';

const USAGE = `
npm run desk -- status --data DIR
npm run desk -- check --data DIR

  status      what waits, what was received, as one JSON object
  check       reads the whole database and its settings; ends with 1 if something is wrong

  --data DIR  the device's data folder

Both only read, and work beside the running app.
`;

const commands: Readonly<Record<string, (folder: string) => void>> = {
  status(folder) {
    const read = attempt(() => reading(folder, statusOf));
    if (!read.ok) throw new UsageError(`the database cannot be read (${codeOf(read.error)}): see 'check'`);
    print(read.value);
  },
  check(folder) {
    const read = attempt(() => reading(folder, checkOf));
    const found = read.ok
      ? read.value
      : { ok: false, integrity: [codeOf(read.error)], pragmas: [], schemaVersion: null };
    print(found);
    if (!found.ok) process.exitCode = 1;
  },
};

await runCommand('npm run desk --', async () => {
  const { values, positionals } = parseCommand(process.argv.slice(2), USAGE, { data: { type: 'string' } }, 1);
  const [name = ''] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(name === '' ? 'status or check?' : `there is no command '${name}'`);
  if (values.data === undefined || values.data === '') throw new UsageError('--data DIR is needed');
  const folder = resolve(values.data);
  if (!existsSync(databasePath(folder))) throw new UsageError(`${folder} holds no device's database`);
  command(folder);
});

function reading<T>(folder: string, look: (db: Connection) => T): T {
  const db = openDatabase(folder, 'read');
  try {
    return look(db);
  } finally {
    db.close();
  }
}

function codeOf(error: StoreError): string {
  return error.type === 'disk-full' ? 'SQLITE_FULL' : error.code;
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function statusOf(db: Connection): object {
  const records = openRecords(db);
  const counts = openTally(db).counts();
  const enrollment = readEnrollment(records);
  return {
    ...deliveryStatus({
      counts,
      enrollment,
      now: Date.now(),
      pausedReason: readPause(records),
      keysWrappedBy: records.read(WRAPPED_BY_RECORD, z.enum(['system', 'file'])) ?? 'file',
    }),
    profile: enrollment?.profile ?? null,
    central: enrollment?.central ?? null,
    // A receipt is kept in the transaction that counts its report as delivered.
    receipts: counts.delivered,
    beforeEnrollment: counts.vault + counts.unreadable,
    withoutNumber: counts.held,
  };
}

function checkOf(db: Connection): { ok: boolean; integrity: string[]; pragmas: string[]; schemaVersion: number } {
  const integrity = (db.pragma('integrity_check') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok');
  const pragmas = pragmaFaults(db);
  return { ok: integrity.length + pragmas.length === 0, integrity, pragmas, schemaVersion: schemaVersion(db) };
}
