/** Why sending is paused, remembered across a restart; a new enrollment forgets it. */
import { z } from 'zod';
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
