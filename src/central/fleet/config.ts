/**
 * The signed configuration of a device: keys to trust, days to keep, settings. Its version goes up when
 * what it says to this device changes, and is never below the Unix time of that change, so that a central
 * endpoint restored from a backup is not refused as older. It is signed with a key this device has shown
 * that it trusts: one that was switched off while keys changed can still be told of the new ones.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { DeviceId } from '../../shared/ids.ts';
import { schemaOf, settingsSchema } from '../../shared/settings.ts';
import type { ConfigClaims } from '../../shared/wire/exchanges.ts';
import { HANDOVERS } from '../../shared/wire/handover.ts';
import { ordersFor } from '../accounts/orders.ts';
import { accountIn, inEffectAt } from '../accounts/reach.ts';
import type { Endpoint } from '../endpoint.ts';
import type { HeldKey, HeldKeys, Keyring } from '../keys/keyring.ts';
import { signConfig } from '../keys/signing.ts';
import type { Agencies } from '../settings/agencies.ts';

type Content = Pick<ConfigClaims, 'keys' | 'retentionDays' | 'settings' | 'deviceSettings'>;
type Parts = Pick<Endpoint, 'store' | 'clock' | 'keyring'>;

export interface Configuration {
  readonly etag: string;
  /** The same bytes for the same tag: Ed25519 is deterministic. */
  readonly jws: string;
}

/** Whether a tag is among those a device sent (RFC 9110, 13.1.2: compared weakly). */
export type Holds = (matches: (etag: string) => boolean) => boolean;

export async function configFor(
  parts: Parts,
  device: DeviceId,
  holds: Holds,
  agencies: Agencies,
): Promise<Configuration> {
  const { keyring } = parts;
  const content = await contentFor(parts, device, agencies);
  const row = await versionOf(parts, device, content);
  const base = `${row.version}.${row.digest.toString('hex').slice(0, 8)}`;
  if (holds((etag) => etag.startsWith(`"${base}.`)) && row.trusted_kids.join() !== row.content_kids.join()) {
    await trusts(parts, device, row.content_kids, row.version);
    row.trusted_kids = row.content_kids;
  }
  const key = keyFor(keyring.content, row.trusted_kids);
  const { version, issued_at: iat } = row;
  const claims: ConfigClaims = { iss: keyring.centralId, aud: device, version, iat, ...content };
  return { etag: `"${base}.${key.kid.slice(0, 8)}"`, jws: signConfig(key, claims) };
}

/** Remembers that the device was told of the content key in use: its enrollment is answered with it. */
export async function toldAtEnrollment({ store, keyring }: Parts, device: DeviceId): Promise<void> {
  const kids = [keyring.content.current.kid];
  await store.db
    .insertInto('device_configuration')
    .values({
      device_id: device,
      version: 0,
      issued_at: 0,
      digest: Buffer.alloc(0),
      content_kids: kids,
      trusted_kids: kids,
    })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet({ trusted_kids: kids }))
    .execute();
}

async function contentFor({ store, keyring }: Parts, device: DeviceId, agencies: Agencies): Promise<Content> {
  const there = await inEffectAt(store.db, device, agencies);
  if (there === null) throw new Error('a device that sent a request is not there');
  const { retentionDays, ...settings } = Object.fromEntries(there.rows.map(({ name, value }) => [name, value]));
  const own = there.rows.filter(({ scope, name }) => scope === 'device' && name !== 'retentionDays');
  const handovers =
    there.profile === 'inspector' ? await ordersFor(store.db, device, (to) => accountIn(there, to) !== null) : [];
  return {
    keys: keysOf(keyring),
    retentionDays: settingsSchema.shape.retentionDays
      .catch(settingsSchema.parse({}).retentionDays)
      .parse(retentionDays),
    settings: {
      // What an older version published and this one no longer knows or takes is not sent.
      ...Object.fromEntries(
        Object.entries(settings).filter(([name, value]) => schemaOf(name)?.safeParse(value).success),
      ),
      ...(handovers.length === 0 ? {} : { [HANDOVERS]: handovers }),
    },
    // Left out where there are none: a device is told nothing new then.
    ...(own.length === 0 ? {} : { deviceSettings: own.map(({ name }) => name).toSorted() }),
  };
}

function keysOf({ sealing, receipt, content }: Keyring): Content['keys'] {
  return {
    sealing: sealing.current.publicJwk,
    receipt: [...receipt.byKid.values()].map((key) => key.publicJwk),
    content: [...content.byKid.values()].map((key) => key.publicJwk),
  };
}

interface Version {
  version: number;
  issued_at: number;
  digest: Buffer;
  content_kids: string[];
  trusted_kids: string[];
}

/** The device's row for this content, with a new version where it says something else than the last one. */
async function versionOf({ store, clock }: Parts, device: DeviceId, content: Content): Promise<Version> {
  const digest = createHash('sha256').update(JSON.stringify(content)).digest();
  const last = await rowOf(store, device);
  if (last?.digest.equals(digest) === true) return last;
  const now = Math.floor(clock.wall() / 1000);
  const kids = content.keys.content.flatMap(({ kid }) => (kid === undefined ? [] : [kid]));
  await sql`
    INSERT INTO device_configuration AS held (device_id, version, issued_at, digest, content_kids, trusted_kids)
    VALUES (${device}, ${now}, ${now}, ${digest}, ${kids}, '{}')
    ON CONFLICT (device_id) DO UPDATE
      SET version = greatest(held.version + 1, excluded.version), issued_at = excluded.issued_at,
        digest = excluded.digest, content_kids = excluded.content_kids
      WHERE held.digest <> excluded.digest`.execute(store.db);
  const row = await rowOf(store, device);
  if (row === undefined) throw new Error('a configuration that was just written is not there');
  return row;
}

function rowOf(store: Parts['store'], device: DeviceId): Promise<Version | undefined> {
  return store.db
    .selectFrom('device_configuration')
    .select(['version', 'issued_at', 'digest', 'content_kids', 'trusted_kids'])
    .where('device_id', '=', device)
    .executeTakeFirst();
}

async function trusts({ store }: Parts, device: DeviceId, kids: string[], version: number): Promise<void> {
  await store.db
    .updateTable('device_configuration')
    .set({ trusted_kids: kids })
    .where('device_id', '=', device)
    .where('version', '=', version)
    .execute();
}

/** The key that what is said to this device of content is signed with. */
export async function contentKeyFor({ store, keyring }: Parts, device: DeviceId): Promise<HeldKey> {
  return keyFor(keyring.content, (await rowOf(store, device))?.trusted_kids ?? []);
}

/** The key in use, unless this device is known to trust only older ones: then the newest of those. */
function keyFor(content: HeldKeys, trusted: readonly string[]): HeldKey {
  if (trusted.length === 0 || trusted.includes(content.current.kid)) return content.current;
  return [...content.byKid.values()].findLast(({ kid }) => trusted.includes(kid)) ?? content.current;
}
