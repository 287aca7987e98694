/** `retry` and `receipts`: what people do about reports that the network or a refusal holds back. */
import { readFileSync } from 'node:fs';
import { decodeJwt } from 'jose';
import { UsageError } from '../../process/command.ts';
import { startOfHour } from '../../shared/clock.ts';
import { reportIdSchema, type ReportId } from '../../shared/ids.ts';
import { receiptsHeaderSchema, receiptsLineSchema } from '../../shared/wire/export-file.ts';
import { isReceiptFor, trustedKeys } from '../delivery/receipts.ts';
import { openDatabase, type Connection } from '../store/database.ts';
import { readEnrollment } from '../store/device-records.ts';
import { openRecords } from '../store/record-table.ts';
import { keepReceipts, reportAt, retryDead } from '../store/undelivered.ts';
import { correctedNow, print, using } from './folder.ts';

/** @param which the id of a dead letter, or `all` */
export function retry(folder: string, which: string): void {
  const id = which === 'all' ? 'all' : reportIdSchema.safeParse(which.toLowerCase()).data;
  if (id === undefined) throw new UsageError('retry takes the id of a dead letter, or all');
  const retried = using(folder, 'write', (db) => retryDead(db, id));
  if (retried === 0 && id !== 'all') throw new UsageError(`${id} is no dead letter here`);
  print({ retried });
}

/** Receipts settled in one transaction. */
const TOGETHER = 500;

/** Only a receipt that checks ends a report's wait, here as over the network; a refusal in the file changes nothing. */
export async function receipts(folder: string, file: string): Promise<void> {
  const [first, ...lines] = linesOf(file);
  const db = openDatabase(folder, 'write');
  try {
    const records = openRecords(db);
    const enrollment = readEnrollment(records);
    if (enrollment === null) throw new UsageError('this device was never enrolled: no receipt is for it');
    const header = receiptsHeaderSchema.safeParse(parse(first ?? ''));
    if (!header.success) throw new UsageError(`${file} is no receipts file`);
    if (header.data.deviceId !== enrollment.deviceId) {
      throw new UsageError(`${file} is for the device ${header.data.deviceId}, this one is ${enrollment.deviceId}`);
    }
    const trusted = trustedKeys(enrollment.receiptKeys);
    const counts = { delivered: 0, known: 0, refused: 0, rejected: 0 };
    let checked: { sequence: number; id: ReportId; receipt: string }[] = [];
    const keep = () => {
      const delivered = keepReceipts(db, checked, startOfHour(correctedNow(records)));
      counts.delivered += delivered;
      counts.known += checked.length - delivered;
      checked = [];
    };
    for (const line of lines) {
      const result = receiptsLineSchema.safeParse(parse(line)).data;
      const receipt = result?.receipt ?? '';
      const report = reportOf(db, receipt);
      if (result?.status === 'refused') counts.refused += 1;
      else if (
        report !== null &&
        (await isReceiptFor(receipt, { deviceId: enrollment.deviceId, ...report }, trusted))
      ) {
        checked.push({ sequence: report.sequence, id: report.id, receipt });
      } else counts.rejected += 1;
      if (checked.length >= TOGETHER) keep();
    }
    keep();
    print(counts);
    if (counts.rejected > 0) process.exitCode = 1;
  } finally {
    db.close();
  }
}

/** The report a receipt says it is for; nothing of it is believed before it checks. */
function reportOf(db: Connection, receipt: string) {
  try {
    const { seq } = decodeJwt<{ seq: unknown }>(receipt);
    return typeof seq === 'number' && Number.isSafeInteger(seq) ? reportAt(db, seq) : null;
  } catch {
    return null;
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${(error as { code?: string }).code ?? ''})`);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
