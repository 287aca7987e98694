/**
 * The signed manifest: the newest version of every pack. Its bytes stay the same while nothing changed, but
 * for a new one each day, so that none is ever near its end; its version is never below the Unix time it
 * was made at, so that a central endpoint restored from a backup is not refused as older.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { DeviceId } from '../../shared/ids.ts';
import { manifestPackSchema, type ManifestClaims } from '../../shared/wire/exchanges.ts';
import type { Endpoint } from '../endpoint.ts';
import { contentKeyFor } from '../fleet/config.ts';
import { signManifest } from '../keys/signing.ts';
import type { Database, Work } from '../store/database.ts';

/**
 * Seconds. Whoever can hold back answers can hold a device to what it had for so long at most; a device whose
 * clock is wrong by weeks still installs.
 */
const GOOD_FOR = 30 * 24 * 3600;
/** Seconds: a device that asks has at least 29 days left to install in. */
const MADE_ANEW_AFTER = 24 * 3600;
/** Which of the database's advisory locks is held while a manifest is made: 'fdmf'. */
const LOCK = 0x66646d66;

type Packs = ManifestClaims['packs'];
type Parts = Pick<Endpoint, 'store' | 'clock' | 'keyring'>;

export interface Manifest {
  readonly etag: string;
  /** The same bytes for the same tag: Ed25519 is deterministic. */
  readonly jws: string;
}

/** The manifest, signed with a key this device is known to trust. */
export async function manifestFor(parts: Parts, device: DeviceId): Promise<Manifest> {
  const { store, keyring } = parts;
  const now = Math.floor(parts.clock.wall() / 1000);
  let standing = await standingIn(store.db);
  if (!isGood(standing, now)) standing = await makeAnew(store.db, now);
  const key = await contentKeyFor(parts, device);
  const { version, issuedAt: iat, packs } = standing;
  const claims: ManifestClaims = { iss: keyring.centralId, version, iat, exp: iat + GOOD_FOR, packs };
  const tag = `${version}.${digestOf(packs).toString('hex').slice(0, 8)}.${key.kid.slice(0, 8)}`;
  return { etag: `"${tag}"`, jws: signManifest(key, claims) };
}

interface Standing {
  readonly version: number;
  readonly issuedAt: number;
  readonly digest: Buffer;
  readonly packs: Packs;
}

function isGood({ issuedAt, digest, packs }: Standing, now: number): boolean {
  // One made under a clock that was ahead is not kept for longer than any other.
  return Math.abs(now - issuedAt) < MADE_ANEW_AFTER && digest.equals(digestOf(packs));
}

/** One at a time: whoever waited finds what the other made. */
function makeAnew(db: Database, now: number): Promise<Standing> {
  return db.transaction().execute(async (work) => {
    await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(work);
    const standing = await standingIn(work);
    if (isGood(standing, now)) return standing;
    const { packs } = standing;
    const digest = digestOf(packs);
    const { version } = await work
      .insertInto('content_manifest')
      .values({ version: now, issued_at: now, digest })
      .onConflict((conflict) =>
        conflict.column('one').doUpdateSet({
          version: sql<number>`greatest(content_manifest.version + 1, excluded.version)`,
          issued_at: now,
          digest,
        }),
      )
      .returning('version')
      .executeTakeFirstOrThrow();
    return { version, issuedAt: now, digest, packs };
  });
}

const packsSchema = z.array(manifestPackSchema);

/** The last manifest beside the packs of now, as one moment saw both. */
async function standingIn(db: Database | Work): Promise<Standing> {
  const { rows } = await sql<{ version: number; issued_at: number; digest: Buffer; packs: unknown }>`
    SELECT coalesce(m.version, 0) AS version, coalesce(m.issued_at, 0) AS issued_at,
      coalesce(m.digest, '') AS digest, coalesce(p.packs, '[]') AS packs
    FROM (SELECT json_agg(json_build_object(
        'id', id, 'version', version, 'sha256', encode(sha256, 'hex'), 'size', size) ORDER BY id COLLATE "C") AS packs
      FROM (SELECT DISTINCT ON (id) id, version, sha256, size FROM content_packs
        WHERE withdrawn_at IS NULL ORDER BY id, version DESC) newest) p
    LEFT JOIN content_manifest m ON true`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate has one row');
  return { version: row.version, issuedAt: row.issued_at, digest: row.digest, packs: packsSchema.parse(row.packs) };
}

function digestOf(packs: Packs): Buffer {
  return createHash('sha256').update(JSON.stringify(packs)).digest();
}
