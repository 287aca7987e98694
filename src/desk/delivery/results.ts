/** Reads the results of a batch, one verdict a report. An answer that does not fit the batch is no answer at all. */
import type { DeviceId, ReportId } from '../../shared/ids.ts';
import type { ReportResult } from '../../shared/wire/envelope.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import type { ClaimedReport } from './outbox.ts';
import { isReceiptFor, type TrustedKeys } from './receipts.ts';

export type Verdict =
  | {
      readonly kind: 'delivered';
      readonly id: ReportId;
      readonly receipt: string;
      readonly missingAttachments?: readonly string[];
    }
  | { readonly kind: 'refused'; readonly id: ReportId; readonly problem: Problem }
  /** Said to be stored, without a receipt that proves it; or refused without a reason. */
  | { readonly kind: 'unproven'; readonly id: ReportId };

/** @returns null where the results are not one for each report of the batch, in its order */
export async function readResults(
  batch: readonly ClaimedReport[],
  results: readonly ReportResult[],
  deviceId: DeviceId,
  trusted: TrustedKeys,
): Promise<readonly Verdict[] | null> {
  if (results.length !== batch.length) return null;
  const verdicts: Promise<Verdict>[] = [];
  for (const [at, report] of batch.entries()) {
    const result = results[at];
    if (result === undefined || result.id !== report.id) return null;
    // Signatures are checked beside this thread, so all at once.
    verdicts.push(verdictOn(report, result, deviceId, trusted));
  }
  return Promise.all(verdicts);
}

async function verdictOn(
  { id, sha256 }: ClaimedReport,
  result: ReportResult,
  deviceId: DeviceId,
  trusted: TrustedKeys,
): Promise<Verdict> {
  if (result.status === 'refused') {
    return result.problem === undefined ? { kind: 'unproven', id } : { kind: 'refused', id, problem: result.problem };
  }
  const { receipt, missingAttachments = [] } = result;
  if (receipt === undefined || !(await isReceiptFor(receipt, { deviceId, id, sha256 }, trusted))) {
    return { kind: 'unproven', id };
  }
  return { kind: 'delivered', id, receipt, ...(missingAttachments.length > 0 ? { missingAttachments } : {}) };
}
