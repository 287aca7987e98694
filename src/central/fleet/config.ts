/**
 * The signed configuration of a device: keys to trust, days to keep, settings. Its version goes up when
 * what it says changes, and is never below the Unix time of that change, so that a central endpoint
 * restored from a backup is not refused as older.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { DeviceId } from '../../shared/ids.ts';
import type { ConfigClaims } from '../../shared/wire/exchanges.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Keyring } from '../keys/keyring.ts';
import { signConfig } from '../keys/signing.ts';

/** Wire contract, "The central endpoint may lose data too": the default. */
const RETENTION_DAYS = 30;

type Content = Pick<ConfigClaims, 'keys' | 'retentionDays' | 'settings'>;

/** Makes a new version where keys or settings differ from those last published. Called at start. */
export async function publishConfiguration({ store, clock, keyring }: Endpoint): Promise<void> {
  const digest = createHash('sha256')
    .update(JSON.stringify(contentOf(keyring)))
    .digest();
  const now = Math.floor(clock.wall() / 1000);
  await sql`
    INSERT INTO configuration (version, issued_at, digest) VALUES (${now}, ${now}, ${digest})
    ON CONFLICT (one) DO UPDATE
      SET version = greatest(configuration.version + 1, excluded.version), issued_at = excluded.issued_at, digest = excluded.digest
      WHERE configuration.digest <> excluded.digest`.execute(store.db);
}

/** The same bytes for the same version: Ed25519 is deterministic. */
export async function configFor(
  { store, keyring }: Endpoint,
  device: DeviceId,
): Promise<{ etag: string; jws: string }> {
  const { version, issued_at: iat } = await store.db
    .selectFrom('configuration')
    .select(['version', 'issued_at'])
    .executeTakeFirstOrThrow();
  const claims: ConfigClaims = { iss: keyring.centralId, aud: device, version, iat, ...contentOf(keyring) };
  return { etag: `"${version}"`, jws: await signConfig(keyring.content.current, claims) };
}

function contentOf({ sealing, receipt, content }: Keyring): Content {
  return {
    keys: {
      sealing: sealing.current.publicJwk,
      receipt: [...receipt.byKid.values()].map((key) => key.publicJwk),
      content: [...content.byKid.values()].map((key) => key.publicJwk),
    },
    retentionDays: RETENTION_DAYS,
    settings: {},
  };
}
