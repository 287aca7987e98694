/**
 * Uploads under way. How far one has come stands in the database and moves only after the bytes are
 * synced, under the row's lock: whatever dies in between, the device goes on at an offset whose bytes are
 * here. An upload belongs to the device that made it; to any other it does not exist.
 */
import { sql } from 'kysely';
import type { DeviceId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Endpoint } from '../endpoint.ts';
import { errorCode, type Work } from '../store/database.ts';

/** Wire contract, "Attachments": all unfinished uploads of one device together; so also the largest blob. */
export const UNFINISHED_MAX_BYTES = 1024 ** 3;
/** An upload is a row; more at once than any device has use for are refused for now. */
const UNFINISHED_MAX = 1_000;
/** An upload that nobody went on with for this long is dropped. */
export const UPLOAD_LIFE_MS = 7 * 24 * 3_600_000;

/** `lock_not_available`: another request holds the row. */
const LOCKED = '55P03';

export interface Upload {
  readonly size: number;
  /** Bytes that are here and synced; all of them only once they were verified. */
  readonly received: number;
}

type NotFound = { readonly type: 'not-found' };
type Locked = { readonly type: 'locked' };
export type CreateError =
  | { readonly type: 'too-large' }
  | { readonly type: 'too-many' }
  /** No bytes at all, and a hash that is not theirs. */
  | { readonly type: 'mismatch' };
export type WriteError =
  | NotFound
  | Locked
  | { readonly type: 'other-offset' }
  | { readonly type: 'overrun' }
  /** All bytes are here and their hash is not the one that was promised: they are dropped. */
  | { readonly type: 'mismatch' };

interface Row extends Upload {
  readonly sha256: string;
}

/** @returns the upload's id */
export async function createUpload(
  { store, blobs, clock, mintId }: Endpoint,
  device: DeviceId,
  { sha256, size }: { sha256: string; size: number },
): Promise<Result<string, CreateError>> {
  const now = clock.wall();
  const id = mintId();
  const dropped: string[] = [];
  const created = await store.db.transaction().execute(async (work): Promise<Result<string, CreateError>> => {
    // Two creations of one device at the same moment would each see room for itself.
    await sql`SELECT FROM devices WHERE id = ${device} FOR NO KEY UPDATE`.execute(work);
    const fits = async () => {
      const { count, bytes } = await unfinished(work, device, now);
      if (bytes + size > UNFINISHED_MAX_BYTES) return 'too-large' as const;
      return count < UNFINISHED_MAX ? ('fits' as const) : ('too-many' as const);
    };
    let room = await fits();
    if (room !== 'fits') {
      // Answers that were lost leave uploads behind that nobody knows: of one blob, the newest counts.
      const { rows } = await sql<{ id: string }>`
        DELETE FROM uploads WHERE device_id = ${device} AND sha256 = ${Buffer.from(sha256, 'hex')} AND received < size
        RETURNING id`.execute(work);
      dropped.push(...rows.map((row) => row.id));
      room = await fits();
    }
    if (room !== 'fits') return err({ type: room });
    if (size === 0 && !(await blobs.finish(id, sha256, 0))) return err({ type: 'mismatch' });
    await work
      .insertInto('uploads')
      .values({
        device_id: device,
        id,
        sha256: Buffer.from(sha256, 'hex'),
        size,
        received: 0,
        touched_at: new Date(now),
      })
      .execute();
    return ok(id);
  });
  for (const each of dropped) await blobs.dropUpload(each);
  return created;
}

export async function findUpload(
  { store, clock }: Endpoint,
  device: DeviceId,
  id: string,
): Promise<Result<Upload, NotFound>> {
  const row = await store.db
    .selectFrom('uploads')
    .select(['size', 'received'])
    .where('device_id', '=', device)
    .where('id', '=', id)
    .where('touched_at', '>', new Date(clock.wall() - UPLOAD_LIFE_MS))
    .executeTakeFirst();
  return row === undefined ? err({ type: 'not-found' }) : ok(row);
}

/** Takes the bytes at `offset`; with the last one the hash is checked. @returns the new offset */
export async function writeUpload(
  { store, blobs, clock }: Endpoint,
  device: DeviceId,
  id: string,
  offset: number,
  bytes: Uint8Array,
): Promise<Result<number, WriteError>> {
  const now = clock.wall();
  return locking(() =>
    store.db.transaction().execute(async (work): Promise<Result<number, WriteError>> => {
      const upload = await lock(work, device, id, now);
      if (upload === null) return err({ type: 'not-found' });
      const { size, sha256, received } = upload;
      if (received !== offset) return err({ type: 'other-offset' });
      const end = offset + bytes.length;
      if (end > size) return err({ type: 'overrun' });
      if (bytes.length > 0 && !(await blobs.write(id, offset, bytes))) {
        // Either all of it became a blob and the process died before it could say so, or the file is lost.
        if (await blobs.holds(sha256, size)) {
          await move(work, device, id, size, now);
          return err({ type: 'other-offset' });
        }
        await drop(work, device, id);
        return err({ type: 'not-found' });
      }
      if (bytes.length > 0 && end === size && !(await blobs.finish(id, sha256, size))) {
        await drop(work, device, id);
        return err({ type: 'mismatch' });
      }
      await move(work, device, id, end, now);
      return ok(end);
    }),
  );
}

/** Ends an upload. A blob that it became stays: reports may name it. */
export async function terminateUpload(
  { store, blobs, clock }: Endpoint,
  device: DeviceId,
  id: string,
): Promise<Result<null, NotFound | Locked>> {
  const ended = await locking(() =>
    store.db.transaction().execute(async (work): Promise<Result<null, NotFound | Locked>> => {
      if ((await lock(work, device, id, clock.wall())) === null) return err({ type: 'not-found' });
      await drop(work, device, id);
      return ok(null);
    }),
  );
  if (ended.ok) await blobs.dropUpload(id);
  return ended;
}

async function unfinished(work: Work, device: DeviceId, now: number): Promise<{ count: number; bytes: number }> {
  const { rows } = await sql<{ count: number; bytes: string }>`
    SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes FROM uploads
    WHERE device_id = ${device} AND received < size AND touched_at > ${new Date(now - UPLOAD_LIFE_MS)}`.execute(work);
  return { count: rows[0]?.count ?? 0, bytes: Number(rows[0]?.bytes ?? 0) };
}

/** Waits for nobody: two requests for one upload at once are a mistake, or one of them is lost. */
async function lock(work: Work, device: DeviceId, id: string, now: number): Promise<Row | null> {
  const { rows } = await sql<{ size: number; received: number; sha256: Buffer }>`
    SELECT size, received, sha256 FROM uploads
    WHERE device_id = ${device} AND id = ${id} AND touched_at > ${new Date(now - UPLOAD_LIFE_MS)}
    FOR UPDATE NOWAIT`.execute(work);
  const row = rows[0];
  return row === undefined ? null : { ...row, sha256: row.sha256.toString('hex') };
}

async function move(work: Work, device: DeviceId, id: string, received: number, now: number): Promise<void> {
  await work
    .updateTable('uploads')
    .set({ received, touched_at: new Date(now) })
    .where('device_id', '=', device)
    .where('id', '=', id)
    .execute();
}

async function drop(work: Work, device: DeviceId, id: string): Promise<void> {
  await work.deleteFrom('uploads').where('device_id', '=', device).where('id', '=', id).execute();
}

async function locking<T, E extends { type: string }>(
  work: () => Promise<Result<T, E>>,
): Promise<Result<T, E | Locked>> {
  try {
    return await work();
  } catch (error) {
    if (errorCode(error) === LOCKED) return err({ type: 'locked' });
    throw error;
  }
}
