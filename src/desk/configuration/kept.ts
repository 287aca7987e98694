/**
 * The last good configuration, on disk with the keys it brought in one transaction. What is altered, for
 * another device, of another central endpoint or older is refused, and the last good one stays.
 */
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { ENROLLMENT_RECORD, readEnrollment, type DeviceRecords, type Enrollment } from '../store/device-records.ts';
import { checkConfiguration, type CheckError, type Claims } from './check.ts';

const RECORD = 'configuration';
const keptSchema = z.object({
  /** Base address it came from; at another one everything begins anew. */
  central: z.string(),
  iss: z.string(),
  version: z.number().int(),
  /** Of the answer that brought it; null where it came without. */
  etag: z.string().nullable(),
  retentionDays: z.number(),
  /** Names and values as published; each is parsed where it is used. */
  settings: z.record(z.string(), z.unknown()),
  /** Names of those published for this very device. */
  deviceSettings: z.array(z.string()).default([]),
});
export type KeptConfiguration = z.infer<typeof keptSchema>;

export interface TakeError {
  readonly type:
    | CheckError['type']
    /** Another central endpoint than the one whose configuration was first taken. */
    | 'iss'
    | 'older'
    /** This device was enrolled otherwise while the answer was under way. */
    | 'other-enrollment';
}

/** The configuration of the central endpoint this device is enrolled with, or null. */
export function readConfiguration(records: DeviceRecords): KeptConfiguration | null {
  const kept = records.read(RECORD, keptSchema);
  return kept !== null && kept.central === readEnrollment(records)?.central ? kept : null;
}

/**
 * Checks a configuration and keeps it. Older means a lower version; the same one again is no news.
 *
 * @returns whether it is another one than that kept before
 */
export async function takeConfiguration(
  records: DeviceRecords,
  jws: string,
  etag: string | null,
): Promise<Result<{ version: number; news: boolean }, TakeError>> {
  const enrollment = readEnrollment(records);
  if (enrollment === null) return err({ type: 'other-enrollment' });
  const checked = await checkConfiguration(jws, enrollment.deviceId, enrollment.contentKeys);
  if (!checked.ok) return checked;
  const claims = checked.value;
  return records.together(() => {
    const now = readEnrollment(records);
    if (now === null || now.deviceId !== enrollment.deviceId || now.central !== enrollment.central) {
      return err({ type: 'other-enrollment' });
    }
    const before = readConfiguration(records);
    if (before !== null && before.iss !== claims.iss) return err({ type: 'iss' });
    if (before !== null && claims.version < before.version) return err({ type: 'older' });
    keep(records, now, claims, etag);
    return ok({ version: claims.version, news: before === null || claims.version > before.version });
  });
}

function keep(records: DeviceRecords, enrollment: Enrollment, claims: Claims, etag: string | null): void {
  const { iss, version, retentionDays, settings, deviceSettings = [], keys } = claims;
  const { central } = enrollment;
  const kept: KeptConfiguration = { central, iss, version, etag, retentionDays, settings, deviceSettings };
  records.write(RECORD, kept);
  records.write(ENROLLMENT_RECORD, {
    ...enrollment,
    sealingKey: keys.sealing,
    receiptKeys: keys.receipt,
    contentKeys: keys.content,
  } satisfies Enrollment);
}
