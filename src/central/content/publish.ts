/**
 * Packs that are published: whole or not at all, and a version is one pack for ever. What was published is
 * listed to devices at once by every process that shares the database; a withdrawn one is not, its bytes
 * are gone, and its version stays taken.
 */
import { createHash } from 'node:crypto';
import { digestOf } from '../../packs/build.ts';
import type { Pack, PackHeader } from '../../packs/pack.ts';
import type { Clock } from '../../shared/clock.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { MANIFEST_PACKS_MAX } from '../../shared/wire/exchanges.ts';
import type { Audit } from '../settings/audit.ts';
import type { Database, Work } from '../store/database.ts';

/**
 * Small, for a part is what is held of a pack for each device that fetches it: 64 at once, two parts each
 * (one read, one on its way), are 32 MiB.
 */
export const PART_BYTES = 256 * 1024;

export interface Publisher {
  readonly db: Database;
  readonly audit: Audit;
  readonly clock: Pick<Clock, 'wall'>;
}

export type PublishFault =
  /** Another pack has this id and version, or had it before it was withdrawn. */
  { readonly type: 'taken' } | { readonly type: 'older'; readonly newest: number } | { readonly type: 'too-many' };

/**
 * Stores a pack that was read and judged.
 *
 * @returns false where these bytes are published already
 */
export async function publishPack(
  { db, audit, clock }: Publisher,
  { header, files }: Pack,
  bytes: Uint8Array,
): Promise<Result<boolean, PublishFault>> {
  const { id, version, kind } = header;
  const sha256 = createHash('sha256').update(bytes).digest();
  return db.transaction().execute(async (work) => {
    const before = await newestOf(work, id);
    if (before === null && (await countIds(work)) >= MANIFEST_PACKS_MAX) return err({ type: 'too-many' });
    const held = await packOf(work, id, version);
    if (held === undefined) {
      if (before !== null && before >= version) return err({ type: 'older', newest: before });
      const { numInsertedOrUpdatedRows: made } = await work
        .insertInto('content_packs')
        .values({
          id,
          version,
          kind,
          media_type: bytes[0] === 0x7b ? 'application/json' : 'application/zip',
          size: bytes.length,
          sha256,
          files_sha256: digestOf(files),
          published_at: new Date(clock.wall()),
          withdrawn_at: null,
        })
        .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
        .executeTakeFirstOrThrow();
      if (made === 0n) {
        // Another process was first: the key decided.
        const first = await packOf(work, id, version);
        return first?.sha256.equals(sha256) === true ? ok(false) : err({ type: 'taken' });
      }
    } else {
      if (!held.sha256.equals(sha256)) return err({ type: 'taken' });
      const { numUpdatedRows: back } = await work
        .updateTable('content_packs')
        .set({ withdrawn_at: null, published_at: new Date(clock.wall()) })
        .where('id', '=', id)
        .where('version', '=', version)
        .where('withdrawn_at', 'is not', null)
        .executeTakeFirstOrThrow();
      if (back === 0n) return ok(false);
    }
    for (let part = 0, at = 0; at < bytes.length; part++, at += PART_BYTES) {
      const piece = Buffer.from(bytes.subarray(at, at + PART_BYTES));
      await work.insertInto('content_parts').values({ id, version, part, bytes: piece }).execute();
    }
    await audit(work, { action: 'content-published', subject: `${id} ${version}`, value: sha256.toString('hex') });
    return ok(true);
  });
}

/**
 * Takes a version back, or all of a pack.
 *
 * @returns the versions that were withdrawn now
 */
export async function withdrawPack(
  { db, audit, clock }: Publisher,
  id: string,
  version: number | null,
): Promise<Result<number[], { type: 'unknown' }>> {
  return db.transaction().execute(async (work) => {
    const rows = await work.selectFrom('content_packs').select('version').where('id', '=', id).execute();
    if (!rows.some((row) => version === null || row.version === version)) return err({ type: 'unknown' });
    const withdrawn = await work
      .updateTable('content_packs')
      .set({ withdrawn_at: new Date(clock.wall()) })
      .where('id', '=', id)
      .where('withdrawn_at', 'is', null)
      .$if(version !== null, (query) => query.where('version', '=', version ?? 0))
      .returning('version')
      .execute();
    const versions = withdrawn.map((row) => row.version).toSorted((a, b) => a - b);
    for (const each of versions) {
      await work.deleteFrom('content_parts').where('id', '=', id).where('version', '=', each).execute();
      await audit(work, { action: 'content-withdrawn', subject: `${id} ${each}` });
    }
    return ok(versions);
  });
}

export interface PublishedPack {
  readonly id: string;
  readonly version: number;
  readonly kind: PackHeader['kind'];
  readonly sha256: string;
  readonly size: number;
  readonly publishedAt: string;
  readonly withdrawnAt: string | null;
  /** Whether the manifest lists it: the newest of its id that was not withdrawn. */
  readonly listed: boolean;
}

/** Every pack that was ever published, by id, the newest first. */
export async function listPacks(db: Database): Promise<PublishedPack[]> {
  const rows = await db.selectFrom('content_packs').selectAll().orderBy('id').orderBy('version', 'desc').execute();
  const seen = new Set<string>();
  return rows.map((row) => {
    const listed = row.withdrawn_at === null && !seen.has(row.id);
    if (listed) seen.add(row.id);
    const { id, version, kind, size } = row;
    return {
      id,
      version,
      kind,
      sha256: row.sha256.toString('hex'),
      size,
      publishedAt: row.published_at.toISOString(),
      withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
      listed,
    };
  });
}

/** The highest version an id ever had, or null. */
export async function newestOf(work: Database | Work, id: string): Promise<number | null> {
  const row = await work
    .selectFrom('content_packs')
    .select('version')
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? null;
}

export function packOf(work: Database | Work, id: string, version: number) {
  return work
    .selectFrom('content_packs')
    .select(['sha256', 'files_sha256', 'size', 'media_type', 'withdrawn_at'])
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
}

async function countIds(work: Work): Promise<number> {
  const { count } = await work
    .selectFrom('content_packs')
    .select((each) => each.fn.count<number>('id').distinct().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
