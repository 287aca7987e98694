/** One-time enrollment codes: made for people to type, kept hashed, good for 30 minutes. */
import { createHash } from 'node:crypto';
import { crockford, grouped, readCrockford } from '../../shared/crockford.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DeviceId, CenterId } from '../../shared/ids.ts';
import type { Profile } from '../../shared/wire/exchanges.ts';
import type { Endpoint } from '../endpoint.ts';

/** 60 random bits; the wire contract asks for at least 50. */
const CODE_LENGTH = 12;
const CODE_BYTES = 8;
const CODE_LIFE_MS = 30 * 60_000;

export interface CodeRequest {
  /** May be left out only for a device that is known here. */
  readonly profile?: Profile | undefined;
  readonly centerId?: CenterId | undefined;
  /** An existing, revoked or forgotten device to enroll anew under its id. */
  readonly deviceId?: DeviceId | undefined;
}

/** Makes a code and keeps its hash. @returns the code in groups of four, as people read it */
export async function makeCode(
  { store, clock, random }: Pick<Endpoint, 'store' | 'clock' | 'random'>,
  { profile, centerId, deviceId }: CodeRequest,
): Promise<Result<string, { type: 'profile-missing' }>> {
  const known =
    deviceId === undefined
      ? undefined
      : await store.db
          .selectFrom('devices')
          .select(['profile', 'center_id'])
          .where('id', '=', deviceId)
          .executeTakeFirst();
  const of = profile ?? known?.profile;
  if (of === undefined) return err({ type: 'profile-missing' });
  const code = crockford(random(CODE_BYTES), CODE_LENGTH);
  await store.db
    .insertInto('enrollment_codes')
    .values({
      hash: hashOf(code),
      profile: of,
      center_id: centerId ?? known?.center_id ?? null,
      device_id: deviceId ?? null,
      expires_at: new Date(clock.wall() + CODE_LIFE_MS),
      used_key: null,
      used_device_id: null,
    })
    .execute();
  return ok(grouped(code));
}

/** The hash under which what a person typed would be kept; null where it cannot be a code. */
export function hashOfTyped(typed: string): Buffer | null {
  const code = readCrockford(typed);
  return code === null ? null : hashOf(code);
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
