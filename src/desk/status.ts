/** Delivery as it stands, from the store: for the face, for staff, for the terminal. Nothing of a visitor. */
import type { DeliveryStatus } from '../shared/bridge.ts';
import { startOfHour } from '../shared/clock.ts';
import { readEnrollmentProblem } from './device/enrollment-problem.ts';
import { readEnrollment, type DeviceRecords } from './store/device-records.ts';
import type { StoreRecovery } from './store/rebuild.ts';
import type { DiskLevel } from './store/room.ts';
import type { Counts } from './store/tally.ts';

/** Which key store wrapped this folder's keys; kept so that the terminal can tell without opening them. */
export const WRAPPED_BY_RECORD = 'keys-wrapped-by';

export interface StatusParts {
  readonly counts: Counts;
  readonly records: DeviceRecords;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly pausedReason: string | null;
  readonly keysWrappedBy: 'system' | 'file';
  readonly disk: DiskLevel;
  readonly recovery: StoreRecovery | null;
  /** Milliseconds since the epoch, or null. */
  readonly panelStuckAt: number | null;
}

export function deliveryStatus(parts: StatusParts): DeliveryStatus {
  const { counts, records, now, pausedReason, keysWrappedBy, disk, recovery, panelStuckAt } = parts;
  const enrollment = readEnrollment(records);
  return {
    enrolled: enrollment !== null,
    deviceId: enrollment?.deviceId ?? null,
    waiting: counts.queued + counts.vault + counts.unreadable + counts.held,
    // The wall clock may have been set back since.
    oldestWaitingSeconds: counts.oldest === null ? null : Math.max(0, Math.floor((now - counts.oldest) / 1000)),
    delivered: counts.delivered,
    deadLetters: counts.dead,
    pausedReason,
    enrollmentProblem: readEnrollmentProblem(records),
    lastReceiptAt: counts.lastReceiptAt === null ? null : new Date(counts.lastReceiptAt).toISOString(),
    keysWrappedBy,
    disk,
    panelStuckAt: panelStuckAt === null ? null : new Date(startOfHour(panelStuckAt)).toISOString(),
    storeRecovered: recovery === null ? null : { at: recovery.at, damage: recovery.damage, kept: recovery.kept },
  };
}
