/** Branded identifiers. They are parsed at the edge, once; inside they are trusted. */
import { z } from 'zod';

declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** UUIDv7 (RFC 9562) of one report, minted once on the device. */
export type ReportId = Branded<string, 'ReportId'>;
/** UUID of a device, minted by the central endpoint at enrollment. */
export type DeviceId = Branded<string, 'DeviceId'>;
/** Id of a walk-in center; never changes, also when the center moves or is renamed. */
export type CenterId = Branded<string, 'CenterId'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const reportIdSchema = z
  .string()
  .regex(UUID_V7, 'must be a UUIDv7 in lower case')
  .transform((value) => value as ReportId);

export const deviceIdSchema = z
  .string()
  .regex(UUID, 'must be a UUID in lower case')
  .transform((value) => value as DeviceId);

export const centerIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be 1 to 64 letters, digits, dots, lines')
  .transform((value) => value as CenterId);

/**
 * A UUIDv7 (RFC 9562, 5.7) of the moment `ms`.
 *
 * @param ms milliseconds since the epoch; visitor kinds pass the start of the hour
 * @param random ten fresh random bytes, all of the id but its time
 */
export function uuidV7(ms: number, random: Uint8Array): ReportId {
  if (random.length < 10) throw new Error('uuidV7 needs ten random bytes');
  const bytes = new Uint8Array(16);
  let time = Math.floor(ms);
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  let text = '';
  for (let at = 0; at < 16; at++) {
    if (at === 4 || at === 6 || at === 8 || at === 10) text += '-';
    text += HEX[bytes[at] ?? 0];
  }
  return text as ReportId;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
