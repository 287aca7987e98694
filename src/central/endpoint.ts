/** What every part of the central endpoint works with: passed in, never reached for. */
import type { Clock } from '../shared/clock.ts';
import type { Blobs } from './attachments/blobs.ts';
import type { Keyring } from './keys/keyring.ts';
import type { Gate } from './load/gate.ts';
import type { Rates } from './load/rates.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Store } from './store/open.ts';

export interface Endpoint {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** `length` bytes from a cryptographic source. */
  readonly random: (length: number) => Uint8Array;
  readonly log: Log;
  /** A fresh UUID (version 4). */
  mintId(): string;
  /** Told after a request stored what visitors sent: their lot may be full. */
  readonly visitorsArrived: () => void;
  readonly gate: Gate;
  readonly rates: Rates;
  readonly metrics: Metrics;
}

/** A random UUID (RFC 9562, version 4) from 16 random bytes. */
export function uuidV4(random: Uint8Array): string {
  const bytes = Uint8Array.from(random);
  if (bytes.length !== 16) throw new Error('a UUID is 16 bytes');
  bytes[6] = 0x40 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
