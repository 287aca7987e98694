/** Ids, envelopes and references of reports. */
import { hash } from 'node:crypto';
import { uuidV7, type DeviceId, type ReportId } from '../../shared/ids.ts';
import { referenceOf } from '../../shared/reports/reference.ts';
import { sourceOf } from '../../shared/wire/envelope.ts';
import type { SealedReport } from '../store/report-table.ts';

const ID_RANDOM_BYTES = 10;

/** How many ids' worth of random bytes are fetched at once: each fetch costs as much as the id. */
const POOL_IDS = 64;

/** Random bytes for ids, fetched in large pieces, each byte given out once. */
export function idRandom(random: (length: number) => Uint8Array): (length: number) => Uint8Array {
  let pool = new Uint8Array(0);
  let used = 0;
  return (length) => {
    if (used + length > pool.length) {
      pool = Uint8Array.from(random(Math.max(length, POOL_IDS * ID_RANDOM_BYTES)));
      used = 0;
    }
    used += length;
    return pool.subarray(used - length, used);
  };
}

/** @param moment as coarse as the report's type asks; all of the id but this is random */
export function mintId(moment: number, random: (length: number) => Uint8Array): ReportId {
  return uuidV7(moment, random(ID_RANDOM_BYTES));
}

export function sealedReport(
  id: ReportId,
  deviceId: DeviceId,
  type: string,
  moment: number,
  data: string,
): SealedReport {
  return {
    id,
    source: sourceOf(deviceId),
    type,
    time: new Date(moment).toISOString(),
    data,
    sha256: hash('sha256', data, 'buffer'),
  };
}

export function referenceOfId(id: ReportId): string {
  return referenceOf(hash('sha256', id, 'buffer'));
}
