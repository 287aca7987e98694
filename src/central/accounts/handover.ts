/**
 * What a laptop says in its heartbeat of drafts that go to another account. The keys to them come sealed
 * to the central endpoint and go out sealed to the account that gets them; in between they are in no
 * table and no log. Only an open order for this very device lets a key through, and only the keys of the
 * account it names: a stolen laptop asks in vain.
 */
import { CompactEncrypt, importJWK } from 'jose';
import { sql } from 'kysely';
import type { DeviceId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import {
  handoverKeySchema,
  HANDOVER_KEYS_MAX,
  type HandoverKey,
  type HandoverOffer,
  type HandoverOrder,
} from '../../shared/wire/handover.ts';
import type { ProblemSlug } from '../../shared/wire/problems.ts';
import type { Endpoint } from '../endpoint.ts';
import { unseal } from '../ingest/unseal.ts';
import type { Agencies } from '../settings/agencies.ts';
import { auditBy } from '../settings/audit.ts';
import { accountIn, inEffectAt } from './reach.ts';

type Parts = Pick<Endpoint, 'store' | 'keyring' | 'clock' | 'log'>;
type SealedKey = HandoverOrder['keys'][number];
type PublicKey = NonNullable<HandoverOffer['publicKey']>;

interface OpenOrder {
  readonly id: string;
  readonly from_account: string;
  readonly to_account: string;
  readonly public_key: string | null;
  readonly keys: readonly SealedKey[];
}

/** Takes a device's offers. One that belongs to no open order of this device is left, and so is a key that is not of its order. */
export async function takeOffers(
  parts: Parts,
  device: DeviceId,
  offers: readonly HandoverOffer[],
  agencies: Agencies,
): Promise<void> {
  for (const offer of offers) {
    const order = await parts.store.db
      .selectFrom('handover_orders')
      .select(['id', 'from_account', 'to_account', 'public_key', 'keys'])
      .where('device_id', '=', device)
      .where('id', '=', offer.id)
      .where('done_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst();
    if (order === undefined) continue;
    if (offer.done) await close(parts, device, order);
    else await answer(parts, device, order, offer, agencies);
  }
}

async function close({ store, clock }: Parts, device: DeviceId, { id }: OpenOrder): Promise<void> {
  await store.db.transaction().execute(async (work) => {
    const { numUpdatedRows } = await work
      .updateTable('handover_orders')
      .set({ done_at: new Date(clock.wall()), keys: '[]' })
      .where('device_id', '=', device)
      .where('id', '=', id)
      .where('done_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await auditBy(`device ${device}`, clock)(work, { action: 'handover-done', subject: `handover ${id}` });
  });
}

async function answer(
  parts: Parts,
  device: DeviceId,
  order: OpenOrder,
  { recovery, publicKey }: HandoverOffer,
  agencies: Agencies,
): Promise<void> {
  const { store, clock } = parts;
  await store.db
    .updateTable('handover_orders')
    .set({ offered_at: new Date(clock.wall()) })
    .where('device_id', '=', device)
    .where('id', '=', order.id)
    .where('offered_at', 'is', null)
    .execute();
  if (publicKey === null) return;
  // What was sealed to this key stays: sealed anew it would be other bytes, and so another configuration.
  const kept = order.public_key === publicKey.x ? order.keys : [];
  const asked = recovery.filter(({ generation }) => !kept.some((each) => each.generation === generation));
  if (asked.length === 0) return;
  const there = await inEffectAt(store.db, device, agencies);
  if (there === null || accountIn(there, order.to_account) === null) return;
  const sealed = await sealAll(parts, device, order, asked, publicKey);
  if (sealed.length === 0) return;
  // The newest: a laptop reads no more, and cannot make this row longer than that.
  await keep(parts, device, order, publicKey, [...kept, ...sealed].slice(-HANDOVER_KEYS_MAX));
}

async function sealAll(
  { keyring, log }: Parts,
  device: DeviceId,
  { from_account: account }: OpenOrder,
  asked: readonly SealedKey[],
  publicKey: PublicKey,
): Promise<SealedKey[]> {
  const sealed = new Map<number, SealedKey>();
  for (const { generation, sealed: jwe } of asked) {
    const unsealed = await unseal(keyring.sealing, jwe);
    const key = unsealed.ok
      ? keyOf(unsealed.value, { device, account, generation })
      : err({ type: unsealed.error.type });
    const again = key.ok ? await sealKey(key.value, publicKey) : key;
    if (again.ok) sealed.set(generation, { generation, sealed: again.value });
    else log({ event: 'handover.ignored', device, slug: again.error.type });
  }
  return [...sealed.values()];
}

type Ignored = { readonly type: Extract<ProblemSlug, 'schema' | 'not-permitted' | 'unsealable' | 'unknown-key'> };

/** The key, where it is of this device, account and generation. */
function keyOf(value: unknown, of: Omit<HandoverKey, 'key'>): Result<HandoverKey, Ignored> {
  const parsed = handoverKeySchema.safeParse(value);
  if (!parsed.success) return err({ type: 'schema' });
  const { device, account, generation } = parsed.data;
  if (device !== of.device || account !== of.account || generation !== of.generation) {
    return err({ type: 'not-permitted' });
  }
  return ok(parsed.data);
}

async function sealKey(key: HandoverKey, { kty, crv, x, kid }: PublicKey): Promise<Result<string, Ignored>> {
  try {
    return ok(
      await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(key)))
        .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: kid ?? x })
        .encrypt(await importJWK({ kty, crv, x }, 'ECDH-ES')),
    );
  } catch {
    // A point that nothing can be agreed with (RFC 7748, 6.1).
    return err({ type: 'schema' });
  }
}

/** Unless the order has changed meanwhile: then the next heartbeat says it all again. */
async function keep(
  { store, clock }: Parts,
  device: DeviceId,
  order: OpenOrder,
  { x }: PublicKey,
  keys: readonly SealedKey[],
): Promise<void> {
  await store.db.transaction().execute(async (work) => {
    const { numUpdatedRows } = await work
      .updateTable('handover_orders')
      .set({ public_key: x, keys: JSON.stringify(keys) })
      .where('device_id', '=', device)
      .where('id', '=', order.id)
      .where('done_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where(sql<boolean>`public_key IS NOT DISTINCT FROM ${order.public_key}`)
      .where(sql<boolean>`keys = ${JSON.stringify(order.keys)}::jsonb`)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await auditBy(`device ${device}`, clock)(work, {
      action: 'handover-keys-sent',
      subject: `handover ${order.id}`,
      value: { from: order.from_account, to: order.to_account },
    });
  });
}
