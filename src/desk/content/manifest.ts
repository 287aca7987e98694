/**
 * The manifest of packs: checked like a configuration, and the last good one kept. It says which packs
 * there are; past its `exp` nothing more is installed by it, and what is installed stays.
 */
import { z } from 'zod';
import { readConfiguration } from '../configuration/kept.ts';
import { readSigned, type SignedError } from '../configuration/signed.ts';
import { readEnrollment, type DeviceRecords } from '../store/device-records.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { MANIFEST_TYP, manifestClaimsSchema, manifestPackSchema } from '../../shared/wire/exchanges.ts';

const RECORD = 'content-manifest';
const keptSchema = z.object({
  /** Base address it came from; at another one everything begins anew. */
  central: z.string(),
  version: z.number().int(),
  /** Of the answer that brought it; null where it came without. */
  etag: z.string().nullable(),
  /** Seconds since the epoch. */
  exp: z.number().int(),
  packs: z.array(manifestPackSchema),
});
export type KeptManifest = z.infer<typeof keptSchema>;

export interface ManifestError {
  readonly type:
    | SignedError['type']
    | 'claims'
    /** Of another central endpoint than the one whose configuration this device works under. */
    | 'iss'
    | 'expired'
    | 'older'
    /** This device was enrolled otherwise while the answer was under way. */
    | 'other-enrollment';
}

/** The last good manifest of the central endpoint this device is enrolled with, or null. */
export function readManifest(records: DeviceRecords): KeptManifest | null {
  const kept = records.read(RECORD, keptSchema);
  return kept !== null && kept.central === readEnrollment(records)?.central ? kept : null;
}

/** @param now milliseconds since the epoch, by the corrected clock */
export function isExpired({ exp }: Pick<KeptManifest, 'exp'>, now: number): boolean {
  return exp * 1000 <= now;
}

/** Checks a manifest and keeps it. Older means a lower version. */
export async function takeManifest(
  records: DeviceRecords,
  jws: string,
  etag: string | null,
  now: number,
): Promise<Result<KeptManifest, ManifestError>> {
  const enrollment = readEnrollment(records);
  if (enrollment === null) return err({ type: 'other-enrollment' });
  const signed = await readSigned(jws, MANIFEST_TYP, enrollment.contentKeys);
  if (!signed.ok) return signed;
  const parsed = manifestClaimsSchema.safeParse(signed.value);
  if (!parsed.success) return err({ type: 'claims' });
  const { iss, version, exp, packs } = parsed.data;
  return records.together(() => {
    if (readEnrollment(records)?.central !== enrollment.central) return err({ type: 'other-enrollment' });
    if (iss !== readConfiguration(records)?.iss) return err({ type: 'iss' });
    if (isExpired({ exp }, now)) return err({ type: 'expired' });
    const before = readManifest(records);
    if (before !== null && version < before.version) return err({ type: 'older' });
    const kept: KeptManifest = { central: enrollment.central, version, etag, exp, packs };
    records.write(RECORD, kept);
    return ok(kept);
  });
}
