/**
 * What of all that is published is in effect at a device. Accounts go to inspectors' laptops only: to one
 * of an agency those of that agency, those of none, and those that were published for this very device.
 */
import { accountOfSetting, staffAccountSchema, type StaffAccount } from '../../shared/settings.ts';
import type { Profile } from '../../shared/wire/exchanges.ts';
import type { Agencies } from '../settings/agencies.ts';
import { agencyFor, publishedFor, winnersFor, type PublishedRow } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';

export interface InEffect {
  readonly profile: Profile;
  readonly revoked: boolean;
  /** In order of name, each with where it is set. */
  readonly rows: readonly PublishedRow[];
}

/** @returns null where the device is not known */
export async function inEffectAt(db: Database, deviceId: string, agencies: Agencies): Promise<InEffect | null> {
  const device = await db
    .selectFrom('devices')
    .select(['center_id', 'profile', 'revoked_at'])
    .where('id', '=', deviceId)
    .executeTakeFirst();
  if (device === undefined) return null;
  const { center_id: centerId, profile } = device;
  const standing = { deviceId, centerId };
  const published = await publishedFor(db, standing);
  const agency = agencyFor(published, standing, agencies.ofCenter);
  const won = winnersFor(published, standing, agencies.ofCenter);
  return {
    profile,
    revoked: device.revoked_at !== null,
    rows: won.filter((row) => reaches(row, { profile, agency }, agencies)),
  };
}

/** Whether a setting that counts for a device is told to it. */
export function reaches(
  { name, value, scope }: Pick<PublishedRow, 'name' | 'value' | 'scope'>,
  { profile, agency }: { readonly profile: Profile; readonly agency: string | null },
  { today }: Pick<Agencies, 'today'>,
): boolean {
  if (accountOfSetting(name) === null) return true;
  if (profile !== 'inspector') return false;
  if (scope === 'device' || agency === null) return true;
  const parsed = staffAccountSchema.safeParse(value);
  if (!parsed.success) return false;
  return parsed.data.agency === null || today(parsed.data.agency) === today(agency);
}

/** The account of that name, where it can sign in there. */
export function accountIn({ rows }: InEffect, name: string): StaffAccount | null {
  const row = rows.find((each) => accountOfSetting(each.name) === name);
  const parsed = staffAccountSchema.safeParse(row?.value);
  return parsed.success ? parsed.data : null;
}
