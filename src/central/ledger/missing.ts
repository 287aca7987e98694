/** Which of a device's reports are not held: asked daily, so that what a central endpoint lost comes again. */
import { sql } from 'kysely';
import { reportIdSchema, type DeviceId } from '../../shared/ids.ts';
import { namedBlobs, notHeld } from '../attachments/missing.ts';
import type { Endpoint } from '../endpoint.ts';

/** A report counts as held only under this id with these bytes. Ids that are no report's are missing. */
export async function missingOf(
  { store: { db }, blobs }: Pick<Endpoint, 'store' | 'blobs'>,
  device: DeviceId,
  reports: readonly { id: string; sha256: string }[],
): Promise<{ missing: string[]; missingAttachments: string[] }> {
  const ids = reports.map(({ id }) => id).filter((id) => reportIdSchema.safeParse(id).success);
  const { rows } = await sql<{ report_id: string; sha256: Buffer }>`
    SELECT report_id, sha256 FROM ledger WHERE device_id = ${device} AND report_id = ANY(${ids}::uuid[])`.execute(db);
  const held = new Map(rows.map(({ report_id: id, sha256 }) => [id, sha256.toString('hex')]));
  return {
    missing: [...new Set(reports.filter(({ id, sha256 }) => held.get(id) !== sha256).map(({ id }) => id))],
    missingAttachments: await notHeld(blobs, await namedBlobs(db, device, ids)),
  };
}
