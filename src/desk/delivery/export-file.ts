/**
 * Everything undelivered as an export file: sealed as it is, signed with the device key. What reads it
 * takes it exactly as if it had come over the network.
 */
import { createHash, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import type { DeviceId } from '../../shared/ids.ts';
import { EXPORT_TYP, EXPORT_VERSION, type ExportClaims, type ExportHeader } from '../../shared/wire/export-file.ts';
import type { Undelivered } from '../store/undelivered.ts';

export interface ExportParts {
  readonly deviceId: DeviceId;
  /** Null where this process cannot open it: the file has no signature then, and a person must confirm it. */
  readonly key: KeyObject | null;
  readonly undelivered: Pick<Undelivered, 'count' | 'events'>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Resolves when the bytes are taken. */
  readonly put: (bytes: Buffer) => Promise<void>;
}

const CHUNK_BYTES = 256 * 1024;

/** @returns how many bytes were put */
export async function writeExport({ deviceId, key, undelivered, now, put }: ExportParts): Promise<number> {
  const hash = createHash('sha256');
  let bytes = 0;
  let lines: string[] = [];
  let length = 0;
  const flush = async () => {
    const chunk = Buffer.from(lines.join(''));
    hash.update(chunk);
    bytes += chunk.length;
    lines = [];
    length = 0;
    await put(chunk);
  };
  const say = async (line: string) => {
    lines.push(line, '\n');
    length += line.length;
    if (length >= CHUNK_BYTES) await flush();
  };

  const header: ExportHeader = {
    'fairdesk-export': EXPORT_VERSION,
    deviceId,
    count: undelivered.count,
    createdAt: new Date(now).toISOString(),
  };
  await say(JSON.stringify(header));
  for (const event of undelivered.events) await say(event);
  await flush();
  if (key === null) return bytes;
  const claims: ExportClaims = { ...header, sha256: hash.digest('hex') };
  const jws = await new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'EdDSA', kid: deviceId, typ: EXPORT_TYP })
    .sign(key);
  const last = Buffer.from(`${jws}\n`);
  await put(last);
  return bytes + last.length;
}
