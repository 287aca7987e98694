/** A code and a key become a device, or the same device again. One transaction; a wrong try changes nothing. */
import { deviceIdSchema, type DeviceId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { EnrollmentRequest, Profile } from '../../shared/wire/exchanges.ts';
import type { Endpoint } from '../endpoint.ts';
import { errorCode, type Work } from '../store/database.ts';
import { hashOfTyped } from './codes.ts';

export interface Enrolled {
  readonly deviceId: DeviceId;
  readonly profile: Profile;
  readonly centerId: string | null;
}

export type EnrollRefusal =
  /** Unknown, expired, or used with another key: not told apart. */
  | { readonly type: 'refused' }
  /** The key enrolled under another code; the code stays unused. */
  | { readonly type: 'key-known' };

const UNIQUE_VIOLATION = '23505';

export async function enroll(endpoint: Endpoint, asked: EnrollmentRequest): Promise<Result<Enrolled, EnrollRefusal>> {
  const hash = hashOfTyped(asked.code);
  if (hash === null) return err({ type: 'refused' });
  const key = Buffer.from(asked.publicKey.x, 'base64url');
  let outcome: Result<Enrolled & { again: boolean }, EnrollRefusal>;
  try {
    outcome = await endpoint.store.db.transaction().execute((work) => redeem(work, endpoint, asked, hash, key));
  } catch (error) {
    // The unique key of all keys that ever enrolled decides; the transaction took the code back.
    if (errorCode(error) !== UNIQUE_VIOLATION) throw error;
    return err({ type: 'key-known' });
  }
  if (!outcome.ok) return outcome;
  const { again, ...enrolled } = outcome.value;
  if (!again) endpoint.log({ event: 'device.enrolled', device: enrolled.deviceId, profile: enrolled.profile });
  return ok(enrolled);
}

async function redeem(
  work: Work,
  { clock }: Endpoint,
  asked: EnrollmentRequest,
  hash: Buffer,
  key: Buffer,
): Promise<Result<Enrolled & { again: boolean }, EnrollRefusal>> {
  const code = await work
    .selectFrom('enrollment_codes')
    .selectAll()
    .where('hash', '=', hash)
    .forUpdate()
    .executeTakeFirst();
  if (code === undefined) return err({ type: 'refused' });
  const { profile, center_id: centerId } = code;
  if (code.used_key !== null) {
    // The answer was lost on its way: the same one again, without time limit.
    if (!code.used_key.equals(key) || code.used_device_id === null) return err({ type: 'refused' });
    return ok({ deviceId: deviceIdSchema.parse(code.used_device_id), profile, centerId, again: true });
  }
  const now = new Date(clock.wall());
  if (code.expires_at <= now) return err({ type: 'refused' });

  const row = {
    profile,
    center_id: centerId,
    name: asked.name,
    app_version: asked.appVersion,
    public_key: key,
    enrolled_at: now,
    revoked_at: null,
    clone_suspected_at: null,
  };
  const { id } = await work
    .insertInto('devices')
    .values(code.device_id === null ? row : { ...row, id: code.device_id })
    // Enrolled anew: the old key stops here; ledger and sequence are untouched.
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow();
  await work.insertInto('device_keys').values({ public_key: key, device_id: id, enrolled_at: now }).execute();
  await work
    .updateTable('enrollment_codes')
    .set({ used_key: key, used_device_id: id })
    .where('hash', '=', hash)
    .execute();
  return ok({ deviceId: deviceIdSchema.parse(id), profile, centerId, again: false });
}
