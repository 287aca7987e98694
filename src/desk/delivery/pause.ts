/** Why sending is paused, remembered across a restart; a new enrollment forgets it. */
import { z } from 'zod';
import type { NetworkFault } from '../device/answer.ts';
import type { DeviceRecords } from '../store/device-records.ts';

const RECORD = 'paused-reason';

export function readPause(records: DeviceRecords): string | null {
  return records.read(RECORD, z.string());
}

export function writePause(records: DeviceRecords, reason: string): void {
  records.write(RECORD, reason);
}

export function clearPause(records: DeviceRecords): void {
  records.remove(RECORD);
}

/**
 * A certificate that is not valid by this device's clock: the clock is behind its dates, or ahead of them (or
 * nobody renewed it). Staff set the clock; its validity is never skipped, and what waits is sent after.
 */
export type ClockFault = 'clock-behind' | 'clock-ahead';

export function clockFault(fault: NetworkFault): ClockFault | null {
  if (fault === 'tls-not-yet-valid') return 'clock-behind';
  return fault === 'tls-expired' ? 'clock-ahead' : null;
}
