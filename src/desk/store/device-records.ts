/**
 * What a device remembers of itself: its enrollment, wrapped keys, clock offset, counters. Small named
 * records, each JSON or bytes, each parsed when read. A write is on disk when it returns.
 */
import { z } from 'zod';
import { deviceIdSchema } from '../../shared/ids.ts';
import { profileSchema, publicJwkSchema } from '../../shared/wire/exchanges.ts';

export interface DeviceRecords {
  /** @returns null where there is no such record; throws where it does not follow `schema`, which is a bug */
  read<S extends z.ZodType>(name: string, schema: S): z.output<S> | null;
  /** Writes `value` as JSON in a transaction of its own, or in that of `together`. */
  write(name: string, value: unknown): void;
  readBytes(name: string): Uint8Array | null;
  writeBytes(name: string, bytes: Uint8Array): void;
  remove(name: string): void;
  /** All that `work` writes is committed as one, or nothing of it when `work` throws. */
  together<T>(work: () => T): T;
}

const kid = z.string().min(1);

/** A device's place at one central endpoint, as its enrollment answered and its configuration changed it. */
export const enrollmentSchema = z.object({
  /** Base address of the central endpoint, without a path. */
  central: z.string().min(1),
  deviceId: deviceIdSchema,
  profile: profileSchema,
  centerId: z.string().nullable(),
  sealingKey: publicJwkSchema.extend({ crv: z.literal('X25519'), kid }),
  receiptKeys: z.array(publicJwkSchema.extend({ crv: z.literal('Ed25519'), kid })).min(1),
  contentKeys: z.array(publicJwkSchema.extend({ crv: z.literal('Ed25519'), kid })),
});
export type Enrollment = z.infer<typeof enrollmentSchema>;

/** Present once the device is enrolled; written by the device room, before anything is sealed with it. */
export const ENROLLMENT_RECORD = 'enrollment';

export function readEnrollment(records: DeviceRecords): Enrollment | null {
  return records.read(ENROLLMENT_RECORD, enrollmentSchema);
}
