/** Which attachments that reports name are not held. The files say it, so it is true whatever became of a disk. */
import { sql } from 'kysely';
import type { DeviceId } from '../../shared/ids.ts';
import type { Database } from '../store/database.ts';
import type { Blobs } from './blobs.ts';

/** As a report names it: a blob of another size is not the one it means. */
export interface NamedBlob {
  readonly sha256: string;
  readonly size: number;
}

/** Files looked for at once. */
const AT_ONCE = 32;

/** @returns each hash once, in the order of `named` */
export async function notHeld(blobs: Blobs, named: readonly NamedBlob[]): Promise<string[]> {
  const distinct = [...new Map(named.map((blob) => [`${blob.sha256} ${blob.size}`, blob])).values()];
  const missing = new Set<string>();
  for (let at = 0; at < distinct.length; at += AT_ONCE) {
    const some = distinct.slice(at, at + AT_ONCE);
    const held = await Promise.all(some.map(({ sha256, size }) => blobs.holds(sha256, size)));
    for (const [place, { sha256 }] of some.entries()) if (held[place] !== true) missing.add(sha256);
  }
  return [...missing];
}

/** What the reports of a device name: of all its reports, or of those with these ids. In order of hash. */
export async function namedBlobs(db: Database, device: DeviceId, ids: readonly string[] | null): Promise<NamedBlob[]> {
  const some = ids === null ? sql`` : sql`AND report_id = ANY(${ids}::uuid[])`;
  const { rows } = await sql<{ sha256: Buffer; size: number }>`
    SELECT DISTINCT sha256, size FROM attachments WHERE device_id = ${device} ${some}
    ORDER BY sha256, size`.execute(db);
  return rows.map(({ sha256, size }) => ({ sha256: sha256.toString('hex'), size }));
}
