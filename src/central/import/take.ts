/**
 * Takes a device's export file exactly as `POST /v1/reports` takes a batch: the same checks, the same
 * unique key, the same receipts. The file is read to its end and judged before anything is stored.
 */
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { dirname } from 'node:path';
import { compactVerify, importJWK } from 'jose';
import { syncPath } from '../../process/files.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { BATCH_MAX_BYTES, type ReportResult } from '../../shared/wire/envelope.ts';
import { EXPORT_TYP, EXPORT_VERSION, type ReceiptsHeader } from '../../shared/wire/export-file.ts';
import { problem } from '../../shared/wire/problems.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Sender } from '../http/authenticate.ts';
import { readBatch } from '../ingest/batch.ts';
import { takeReports } from '../ingest/take.ts';
import { readExport, vouchesFor, type ExportFault, type ExportFile } from './read.ts';

export interface Imported {
  readonly device: string;
  /** Whether the device vouched for the file. */
  readonly signed: boolean;
  readonly events: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly refused: number;
  /** Lines that are no event, as where a file was cut off. */
  readonly unreadable: number;
  readonly receipts: string;
}

export type ImportFault =
  | ExportFault
  | { readonly type: 'unknown-device'; readonly device: string }
  | { readonly type: 'revoked'; readonly device: string }
  /** A signature that is not this device's, or over other bytes: somebody changed the file. */
  | { readonly type: 'altered'; readonly device: string }
  /** No signature: cut off, or written where the device key could not be opened. A person may confirm it. */
  | { readonly type: 'unsigned'; readonly device: string; readonly events: number; readonly count: number };

export interface ImportOptions {
  readonly file: string;
  /** Where the receipts go. */
  readonly receipts: string;
  /** A person has confirmed that the file is what that device wrote. */
  readonly unsignedOk: boolean;
}

/** The server refuses more in one request; a transaction of this size is what it is built for. */
const EVENTS_TOGETHER = 100;

export async function importFile(
  endpoint: Endpoint,
  { file, receipts, unsignedOk }: ImportOptions,
): Promise<Result<Imported, ImportFault>> {
  const read = await readExport(file);
  if (!read.ok) return read;
  const sender = await senderOf(endpoint, read.value);
  if (!sender.ok) return sender;
  const { signed } = sender.value;
  const { header, events, unreadable } = read.value;
  if (!signed && !unsignedOk) {
    return err({ type: 'unsigned', device: header.deviceId, events, count: header.count });
  }

  const counts = { accepted: 0, duplicate: 0, refused: 0 };
  const results = await openResults(endpoint, header.deviceId, receipts);
  const put = async (batch: readonly unknown[]) => {
    for (const result of await take(endpoint, sender.value.sender, batch)) {
      counts[result.status] += 1;
      await results.write(result);
    }
  };
  let batch: unknown[] = [];
  let bytes = 0;
  const again = await readExport(file, async (event, length) => {
    if (batch.length >= EVENTS_TOGETHER || (batch.length > 0 && bytes + length > BATCH_MAX_BYTES)) {
      await put(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += length;
  });
  if (batch.length > 0) await put(batch);
  await results.end();
  // What was taken is taken, with its receipts; a file that grew meanwhile can be imported again.
  if (again.ok && again.value.sha256 !== read.value.sha256) return err({ type: 'altered', device: header.deviceId });
  return ok({ device: header.deviceId, signed, events, ...counts, unreadable, receipts });
}

async function senderOf(
  { store }: Endpoint,
  file: ExportFile,
): Promise<Result<{ sender: Sender; signed: boolean }, ImportFault>> {
  const { deviceId } = file.header;
  const device = await store.db
    .selectFrom('devices')
    .select(['profile', 'public_key', 'revoked_at'])
    .where('id', '=', deviceId)
    .executeTakeFirst();
  if (device === undefined) return err({ type: 'unknown-device', device: deviceId });
  if (device.revoked_at !== null) return err({ type: 'revoked', device: deviceId });
  const sender: Sender = { id: deviceId, profile: device.profile };
  if (file.jws === null) return ok({ sender, signed: false });
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: device.public_key.toString('base64url') }, 'EdDSA');
  try {
    const { payload, protectedHeader } = await compactVerify(file.jws, key, { algorithms: ['EdDSA'] });
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    if (protectedHeader.typ === EXPORT_TYP && vouchesFor(claims, file)) return ok({ sender, signed: true });
  } catch {
    // Whatever jose or the parser objects to: it does not vouch for this file.
  }
  return err({ type: 'altered', device: deviceId });
}

/** A batch that cannot be answered event by event is taken event by event: one never holds another. */
async function take(endpoint: Endpoint, sender: Sender, events: readonly unknown[]): Promise<ReportResult[]> {
  const read = readBatch([...events]);
  if (read.ok) return takeReports(endpoint, sender, read.value);
  if (events.length > 1) {
    const results: ReportResult[] = [];
    for (const event of events) results.push(...(await take(endpoint, sender, [event])));
    return results;
  }
  return [{ id: '', status: 'refused', problem: problem('schema', read.error.detail) }];
}

/** The results as they come, each on the disk before the file has its name. */
async function openResults({ clock }: Endpoint, deviceId: ReceiptsHeader['deviceId'], file: string) {
  const part = `${file}.part`;
  const stream = createWriteStream(part, { mode: 0o600, flush: true });
  await once(stream, 'open');
  // Told to whoever writes or ends it next; without a listener it would end the process.
  stream.on('error', () => {});
  const say = async (line: object) => {
    if (stream.errored !== null) throw stream.errored;
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
  };
  const header: ReceiptsHeader = {
    'fairdesk-receipts': EXPORT_VERSION,
    deviceId,
    createdAt: new Date(clock.wall()).toISOString(),
  };
  await say(header);
  return {
    write: (result: ReportResult) => say(result),
    async end() {
      stream.end();
      await finished(stream);
      await rename(part, file);
      syncPath(dirname(file));
    },
  };
}
