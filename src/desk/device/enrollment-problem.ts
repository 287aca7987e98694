/** Why the last enrollment failed, remembered across a restart until one succeeds; never holds a code. */
import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import type { EnrollError } from '../desk.ts';
import type { DeviceRecords } from '../store/device-records.ts';

const RECORD = 'enrollment-problem';
/** A central endpoint may say much; staff read a line. */
const DETAIL_MAX = 200;
/** What `readCrockford` reads as these. */
const LOOKALIKES: Readonly<Record<string, string>> = { '0': '[0O]', '1': '[1IL]' };

const schema = z.object({
  type: z.enum(['refused', 'other-device', 'unreachable', 'bad-address']),
  detail: z.string(),
  /** ISO 8601: since when enrolling fails like this. */
  since: z.string(),
});

export type EnrollmentProblem = Pick<z.infer<typeof schema>, 'type' | 'detail'>;

export function readEnrollmentProblem(records: DeviceRecords): EnrollmentProblem | null {
  const kept = records.read(RECORD, schema);
  return kept === null ? null : { type: kept.type, detail: kept.detail };
}

/** @param code as `readCrockford` read it, or null where it was none */
export function keepEnrollmentProblem(
  records: DeviceRecords,
  clock: Clock,
  error: EnrollError,
  code: string | null,
): void {
  const { type } = error;
  const detail = withoutCode(error.detail, code).slice(0, DETAIL_MAX);
  const before = readEnrollmentProblem(records);
  // Whoever does not answer is asked every half minute: the same again is no news for the disk.
  if (before?.type === type && before.detail === detail) return;
  const since = new Date(clock.wall()).toISOString();
  records.write(RECORD, { type, detail, since } satisfies z.infer<typeof schema>);
}

export function clearEnrollmentProblem(records: DeviceRecords): void {
  if (readEnrollmentProblem(records) !== null) records.remove(RECORD);
}

/** A refusal is in words that are not ours: they may repeat the code, however it was typed. */
function withoutCode(detail: string, code: string | null): string {
  if (code === null) return detail;
  const typed = Array.from(code, (character) => LOOKALIKES[character] ?? character).join('[\\s-]*');
  return detail.replace(new RegExp(typed, 'gi'), '…');
}
