/** This device at its central endpoint: who it is, whose keys it trusts, how it signs, by which clock. */
import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { readEnrollment, type DeviceRecords, type Enrollment } from '../store/device-records.ts';
import { parseCentral } from './address.ts';
import { signedCalls, type CentralCalls, type Identity } from './calls.ts';
import type { Client } from './client.ts';
import { contentCalls, type ContentCalls } from './content-calls.ts';
import type { DeviceKeys } from './keys.ts';
import { uploadCalls, type UploadCalls } from './upload-calls.ts';

const OFFSET_RECORD = 'clock-offset-ms';

/** Milliseconds to add to the wall clock to read the central endpoint's. */
export function clockOffset(records: DeviceRecords): number {
  return records.read(OFFSET_RECORD, z.number()) ?? 0;
}

export function setClockOffset(records: DeviceRecords, ms: number): void {
  records.write(OFFSET_RECORD, Math.round(ms));
}

export interface Connection extends Omit<Enrollment, 'central'> {
  readonly calls: CentralCalls;
  readonly uploads: UploadCalls;
  readonly content: ContentCalls;
  /** Tells one enrollment from the next: the device's id and its public key. */
  readonly identity: string;
}

export interface ConnectionParts {
  readonly client: Client;
  readonly records: DeviceRecords;
  readonly keys: DeviceKeys;
  readonly clock: Clock;
}

/** @returns null where this device is not enrolled, or its key cannot be opened here */
export function connection({ client, records, keys, clock }: ConnectionParts): Connection | null {
  const enrollment = readEnrollment(records);
  const key = keys.current();
  if (enrollment === null || key === null) return null;
  const central = parseCentral(enrollment.central);
  if (!central.ok) return null;
  const identity: Identity = {
    central: central.value,
    deviceId: enrollment.deviceId,
    key: key.privateKey,
    now: () => clock.wall() + clockOffset(records),
  };
  return {
    ...enrollment,
    calls: signedCalls(client, identity),
    uploads: uploadCalls(client, identity),
    content: contentCalls(client, identity),
    identity: `${enrollment.deviceId} ${key.publicJwk.x}`,
  };
}
