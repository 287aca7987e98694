/** Ids, envelopes and references of reports. */
import { hash } from 'node:crypto';
import { uuidV7, type DeviceId, type ReportId } from '../../shared/ids.ts';
import { referenceOf } from '../../shared/reports/reference.ts';
import { sourceOf } from '../../shared/wire/envelope.ts';
import type { SealedReport } from '../store/report-table.ts';

const ID_RANDOM_BYTES = 10;

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
