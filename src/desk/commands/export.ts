/** `export`: everything undelivered to a file or standard output, also while the app runs. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { UsageError } from '../../process/command.ts';
import { writeExport } from '../delivery/export-file.ts';
import { writeWhole } from '../delivery/whole-file.ts';
import { contactNumbering } from '../reports/contacts.ts';
import { openDatabase } from '../store/database.ts';
import { readEnrollment, type Enrollment } from '../store/device-records.ts';
import { attempt } from '../store/failures.ts';
import { openStore } from '../store/store.ts';
import { openRecords } from '../store/record-table.ts';
import { undelivered } from '../store/undelivered.ts';
import { codeOf, correctedNow, deviceKeyOf, print, systemClock, using } from './folder.ts';

/** @param file where it goes; `-` is standard output, and what is said of it then goes to standard error */
export async function exportUndelivered(folder: string, file: string): Promise<void> {
  const enrollment = using(folder, 'read', (db) => readEnrollment(openRecords(db)));
  if (enrollment === null) {
    throw new UsageError(
      'this device was never enrolled: its reports have no number and no seal yet, and cannot leave it',
    );
  }
  const left = numberContacts(folder, enrollment);
  const db = openDatabase(folder, 'read');
  const records = openRecords(db);
  const key = deviceKeyOf(folder, records);
  const { deviceId } = enrollment;
  const all = undelivered(db);
  try {
    const put = (bytes: (chunk: Buffer) => Promise<void>) =>
      writeExport({ deviceId, key: key?.privateKey ?? null, undelivered: all, now: correctedNow(records), put: bytes });
    // Whoever reads it has gone: nothing was delivered, nothing is lost.
    if (file === '-') process.stdout.once('error', () => process.exit(1));
    const bytes = file === '-' ? await put(toStandardOutput) : await toFile(resolve(file), put);
    const said = { export: file, deviceId, count: all.count, deadLetters: all.dead, signed: key !== null, bytes, left };
    if (file === '-') process.stderr.write(`${JSON.stringify(said)}\n`);
    else print(said);
    if (key === null) {
      process.stderr.write(
        'the device key is in the key store of this machine: the file is not signed, import it with --unsigned-ok\n',
      );
    }
  } finally {
    all.end();
    db.close();
  }
}

/**
 * Contact requests get their numbers before an export (wire contract, "Visitor kinds"): in a transaction
 * each, beside whatever the app writes.
 *
 * @returns what stays behind: requests that could not be numbered, reports the app has not sealed yet
 */
function numberContacts(folder: string, { deviceId }: Enrollment): { held: number; unsealed: number } {
  const opened = attempt(() => openStore({ folder, clock: systemClock, random: (length) => randomBytes(length) }));
  if (!opened.ok) throw new UsageError(`the database cannot be written (${codeOf(opened.error)}): see 'check'`);
  const store = opened.value;
  try {
    const numbering = contactNumbering({
      store,
      clock: systemClock,
      random: (length) => randomBytes(length),
      log: () => undefined,
      quietWindow: { quietFromHour: 0, quietToHour: 0 },
      inSession: () => false,
      changed: () => undefined,
    });
    const numbered = numbering.numberAll(deviceId);
    if (!numbered.ok) process.stderr.write(`contact requests stay without a number (${codeOf(numbered.error)})\n`);
    const { held, vault, unreadable } = store.counts();
    return { held, unsealed: vault + unreadable };
  } finally {
    store.close();
  }
}

async function toFile(
  file: string,
  put: (bytes: (chunk: Buffer) => Promise<void>) => Promise<number>,
): Promise<number> {
  const written = await writeWhole(file, put);
  if (written.ok) return written.value;
  const { code, part } = written.error;
  throw new UsageError(`${file} cannot be written (${code}); what was written is in ${part}, begin again`);
}

async function toStandardOutput(chunk: Buffer): Promise<void> {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}
