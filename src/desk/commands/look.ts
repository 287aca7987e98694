/** `status` and `check`: both only read. */
import { dirname } from 'node:path';
import { z } from 'zod';
import { problemSlug } from '../../shared/wire/problems.ts';
import { readPause } from '../delivery/pause.ts';
import { deliveryStatus, WRAPPED_BY_RECORD } from '../status.ts';
import { backups, faultsOf } from '../store/backups.ts';
import { openDatabase, pragmaFaults, type Connection } from '../store/database.ts';
import { readEnrollment } from '../store/device-records.ts';
import { attempt } from '../store/failures.ts';
import { schemaVersion } from '../store/migrations.ts';
import { openRecords } from '../store/record-table.ts';
import { damagedFiles, readRecovery } from '../store/rebuild.ts';
import { diskLevel, freeBytes } from '../store/room.ts';
import { openTally } from '../store/tally.ts';
import { deadLetters } from '../store/undelivered.ts';
import { codeOf, print, using } from './folder.ts';

/** More are counted, not listed. */
const LISTED = 1_000;

export function status(folder: string): void {
  print(using(folder, 'read', statusOf));
}

export function check(folder: string): void {
  const read = attempt(() => {
    const db = openDatabase(folder, 'read');
    try {
      return checkOf(db);
    } finally {
      db.close();
    }
  });
  const found = read.ok ? read.value : { ok: false, integrity: [codeOf(read.error)], pragmas: [], schemaVersion: null };
  print(found);
  if (!found.ok) process.exitCode = 1;
}

function statusOf(db: Connection): object {
  const records = openRecords(db);
  const counts = openTally(db).counts();
  const enrollment = readEnrollment(records);
  return {
    ...deliveryStatus({
      counts,
      records,
      now: Date.now(),
      pausedReason: readPause(records),
      keysWrappedBy: records.read(WRAPPED_BY_RECORD, z.enum(['system', 'file'])) ?? 'file',
      disk: diskLevel(freeBytes(dirname(db.name))),
      recovery: readRecovery(db),
      panelStuckAt: null,
    }),
    profile: enrollment?.profile ?? null,
    central: enrollment?.central ?? null,
    // A receipt is kept in the transaction that counts its report as delivered.
    receipts: counts.delivered,
    beforeEnrollment: counts.vault + counts.unreadable,
    withoutNumber: counts.held,
    dead: deadLetters(db, LISTED).map(({ id, sequence, problem }) => ({
      id,
      sequence,
      reason: problem === null ? null : (problemSlug(problem.type) ?? problem.type),
      detail: problem?.detail ?? problem?.title ?? null,
    })),
  };
}

function checkOf(db: Connection) {
  const integrity = faultsOf(db);
  const pragmas = pragmaFaults(db);
  const folder = dirname(db.name);
  return {
    ok: integrity.length + pragmas.length === 0,
    integrity,
    pragmas,
    schemaVersion: schemaVersion(db),
    /** When each was made, the newest first. */
    backups: backups(folder).map(({ madeAt }) => new Date(madeAt).toISOString()),
    /** Databases that were found damaged and replaced, as they were found. */
    damagedFiles: damagedFiles(folder),
  };
}
