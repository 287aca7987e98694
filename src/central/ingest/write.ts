/**
 * A batch enters the database: one transaction a request, reports and receipts together. The ledger's
 * unique keys decide what is new; nothing is looked up before it is inserted. An event that the database
 * rejects is taken out alone.
 */
import { sql } from 'kysely';
import type { DeviceId, ReportId } from '../../shared/ids.ts';
import { isCollision, isRejectedRow, type Database, type Work } from '../store/database.ts';
import { keyOf, type Named } from './judge.ts';
import type { Stored } from './rows.ts';

/** A report that may be stored, with the receipt that goes in with it. */
export interface Candidate {
  readonly named: Named;
  readonly row: Stored;
  readonly sealed: string;
  readonly receipt: string;
  readonly receiptKid: string;
}

/** What the ledger holds under an id. */
export interface Held {
  readonly sha256: string;
  readonly receipt: string;
  readonly receiptKid: string;
}

/** What became of a batch, for `settle` to decide each event by. */
export interface Written {
  /** Stored by this request, by `keyOf`. */
  readonly accepted: ReadonlySet<string>;
  /** The database does not take them as they are; by `keyOf`. */
  readonly rejected: ReadonlySet<string>;
  /** All that the ledger holds under the ids that were asked for. */
  readonly held: ReadonlyMap<ReportId, Held>;
  /** Whether a sequence now stands under two ids. */
  readonly cloneSuspected: boolean;
}

export interface BatchWork {
  readonly device: DeviceId;
  /** Moment of arrival, and its hour. */
  readonly now: Date;
  readonly hour: Date;
  /** In order of id, each id with the same bytes once. */
  readonly candidates: readonly Candidate[];
  /** Everything named in the batch. */
  readonly named: readonly Named[];
  /** Sequences whose reports end refused, given what was written. */
  readonly refused: (written: Written) => number[];
}

const COLLISION_TRIES = 5;

export async function writeBatch(db: Database, batch: BatchWork): Promise<Written> {
  let insert: Insert = insertTogether;
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute((work) => write(work, batch, insert));
    } catch (error) {
      if (isRejectedRow(error) && insert !== insertOneByOne) insert = insertOneByOne;
      else if (!isCollision(error) || tries >= COLLISION_TRIES) throw error;
    }
  }
}

type Insert = (work: Work, batch: BatchWork) => Promise<{ accepted: Set<string>; rejected: Set<string> }>;

async function write(work: Work, batch: BatchWork, insert: Insert): Promise<Written> {
  const { accepted, rejected } = await insert(work, batch);
  const held = await lookUp(work, batch, accepted);
  const cloneSuspected = await flagClone(work, batch, accepted);
  const written: Written = { accepted, rejected, held, cloneSuspected };
  await rememberRefusals(work, batch, written);
  return written;
}

async function insertTogether(work: Work, batch: BatchWork) {
  return { accepted: await insertReports(work, batch, batch.candidates), rejected: new Set<string>() };
}

async function insertOneByOne(work: Work, batch: BatchWork) {
  const accepted = new Set<string>();
  const rejected = new Set<string>();
  for (const candidate of batch.candidates) {
    await sql`SAVEPOINT one`.execute(work);
    try {
      for (const key of await insertReports(work, batch, [candidate])) accepted.add(key);
      await sql`RELEASE SAVEPOINT one`.execute(work);
    } catch (error) {
      if (!isRejectedRow(error)) throw error;
      await sql`ROLLBACK TO SAVEPOINT one`.execute(work);
      rejected.add(keyOf(candidate.named));
    }
  }
  return { accepted, rejected };
}

async function insertReports(
  work: Work,
  { device, now, hour }: BatchWork,
  candidates: readonly Candidate[],
): Promise<Set<string>> {
  if (candidates.length === 0) return new Set();
  const { rows } = await sql<{ report_id: ReportId; sha256: Buffer }>`
    INSERT INTO ledger (device_id, report_id, sequence, sha256, receipt, receipt_kid, arrived_hour)
    SELECT ${device}::uuid, c.*, ${hour}::timestamptz FROM unnest(
      ${candidates.map(({ named }) => named.id)}::uuid[],
      ${candidates.map(({ named }) => named.sequence)}::bigint[],
      ${candidates.map(({ named }) => Buffer.from(named.sha256, 'hex'))}::bytea[],
      ${candidates.map(({ receipt }) => receipt)}::text[],
      ${candidates.map(({ receiptKid }) => receiptKid)}::text[]) c
    ON CONFLICT DO NOTHING RETURNING report_id, sha256`.execute(work);
  const accepted = new Set(rows.map((row) => keyOf({ id: row.report_id, sha256: row.sha256.toString('hex') })));
  const fresh = candidates.filter(({ named }) => accepted.has(keyOf(named)));
  await insertVisitors(work, hour, fresh);
  await insertInspectors(work, device, now, fresh);
  await insertAttachments(work, device, fresh);
  return accepted;
}

async function insertVisitors(work: Work, hour: Date, candidates: readonly Candidate[]): Promise<void> {
  const rows = candidates.map(({ row }) => row).filter((row) => row.kind === 'visitor');
  if (rows.length === 0) return;
  await sql`
    INSERT INTO intake (center_id, kind, practice, recorded, said, arrived_hour)
    SELECT c.*, ${hour}::timestamptz FROM unnest(
      ${rows.map(({ centerId }) => centerId)}::text[],
      ${rows.map(({ visitorKind }) => visitorKind)}::text[],
      ${rows.map(({ practice }) => practice)}::boolean[],
      ${rows.map(({ recorded }) => recorded)}::text[],
      ${rows.map(({ said }) => said)}::jsonb[]) c`.execute(work);
}

async function insertInspectors(
  work: Work,
  device: DeviceId,
  now: Date,
  candidates: readonly Candidate[],
): Promise<void> {
  for (const { named, row, sealed } of candidates) {
    if (row.kind !== 'inspector') continue;
    await work
      .insertInto('inspector_reports')
      .values({
        device_id: device,
        report_id: named.id,
        type: row.type,
        center_id: row.centerId,
        practice: row.practice,
        received_at: now,
        payload: row.payload,
        sealed,
      })
      .execute();
    if (row.review === null) continue;
    await work
      .insertInto('review_log')
      .values({
        device_id: device,
        report_id: named.id,
        sequence: named.sequence,
        received_at: now,
        inspector: row.review.inspector,
        supersedes: row.review.supersedes,
        practice: row.practice,
      })
      .execute();
  }
}

async function insertAttachments(work: Work, device: DeviceId, candidates: readonly Candidate[]): Promise<void> {
  const rows = candidates.flatMap(({ named, row }) =>
    row.attachments.map(({ sha256, size, mediaType }) => ({
      device_id: device,
      report_id: named.id,
      sha256: Buffer.from(sha256, 'hex'),
      size,
      media_type: mediaType,
    })),
  );
  if (rows.length === 0) return;
  await work
    .insertInto('attachments')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What was stored just now is known; only what was there before is asked for. */
async function lookUp(
  work: Work,
  { device, named, candidates }: BatchWork,
  accepted: ReadonlySet<string>,
): Promise<Map<ReportId, Held>> {
  const held = new Map<ReportId, Held>();
  for (const { named: stored, receipt, receiptKid } of candidates) {
    if (accepted.has(keyOf(stored))) held.set(stored.id, { sha256: stored.sha256, receipt, receiptKid });
  }
  const others = named.map(({ id }) => id).filter((id) => !held.has(id));
  if (others.length === 0) return held;
  const { rows } = await sql<{ report_id: ReportId; sha256: Buffer; receipt: string; receipt_kid: string }>`
    SELECT report_id, sha256, receipt, receipt_kid FROM ledger
    WHERE device_id = ${device} AND report_id = ANY(${others}::uuid[])`.execute(work);
  for (const row of rows) {
    held.set(row.report_id, {
      sha256: row.sha256.toString('hex'),
      receipt: row.receipt,
      receiptKid: row.receipt_kid,
    });
  }
  return held;
}

/** A sequence under two ids is accepted: the device was restored from an image, its reports are real. */
async function flagClone(work: Work, { device, now, candidates }: BatchWork, accepted: Set<string>): Promise<boolean> {
  const sequences = candidates.filter(({ named }) => accepted.has(keyOf(named))).map(({ named }) => named.sequence);
  if (sequences.length === 0) return false;
  const { rows } = await sql`
    SELECT FROM ledger WHERE device_id = ${device} AND sequence = ANY(${sequences}::bigint[])
    GROUP BY sequence HAVING count(*) > 1 LIMIT 1`.execute(work);
  if (rows.length === 0) return false;
  const { numUpdatedRows } = await work
    .updateTable('devices')
    .set({ clone_suspected_at: now })
    .where('id', '=', device)
    .where('clone_suspected_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function rememberRefusals(work: Work, batch: BatchWork, written: Written): Promise<void> {
  const { device } = batch;
  const accepted = batch.candidates
    .filter(({ named }) => written.accepted.has(keyOf(named)))
    .map(({ named }) => named.sequence);
  const refused = batch.refused(written);
  if (refused.length > 0) {
    await sql`
      INSERT INTO refusals (device_id, sequence)
      SELECT ${device}::uuid, s FROM unnest(${refused}::bigint[]) s ORDER BY s ON CONFLICT DO NOTHING`.execute(work);
  }
  if (accepted.length > 0) {
    await sql`DELETE FROM refusals WHERE device_id = ${device} AND sequence = ANY(${accepted}::bigint[])`.execute(work);
  }
}
