/** A device's ledger in runs of sequences: what was accepted, what was refused and not accepted since. */
import { sql } from 'kysely';
import type { DeviceId } from '../../shared/ids.ts';
import type { LedgerAnswer } from '../../shared/wire/exchanges.ts';
import { namedBlobs, notHeld } from '../attachments/missing.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Database } from '../store/database.ts';

export async function rangesOf(
  { store: { db }, blobs }: Pick<Endpoint, 'store' | 'blobs'>,
  device: DeviceId,
): Promise<LedgerAnswer> {
  const accepted = sql<{ sequence: number }>`SELECT DISTINCT sequence FROM ledger WHERE device_id = ${device}`;
  const refused = sql<{ sequence: number }>`
    SELECT sequence FROM refusals r WHERE device_id = ${device}
      AND NOT EXISTS (SELECT FROM ledger l WHERE l.device_id = r.device_id AND l.sequence = r.sequence)`;
  return {
    ranges: await runs(db, accepted),
    refused: await runs(db, refused),
    missingAttachments: await notHeld(blobs, await namedBlobs(db, device, null)),
  };
}

/** Sequences without a gap between them have the same distance to their place in the order. */
async function runs(db: Database, sequences: ReturnType<typeof sql>): Promise<[number, number][]> {
  const { rows } = await sql<{ first: number; last: number }>`
    SELECT min(sequence) AS first, max(sequence) AS last
    FROM (SELECT sequence, sequence - row_number() OVER (ORDER BY sequence) AS run FROM (${sequences}) s) n
    GROUP BY run ORDER BY first`.execute(db);
  return rows.map(({ first, last }) => [first, last]);
}
