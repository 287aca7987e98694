/**
 * The device's signing keys, one fresh Ed25519 pair for each enrollment code. A pair is on disk, wrapped
 * by the key store, before its code is sent: whatever dies on the way, the same code asks again with the
 * same key.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { enrollmentRequestSchema, type EnrollmentRequest } from '../../shared/wire/exchanges.ts';
import type { KeyStore } from '../desk.ts';
import type { DeviceRecords } from '../store/device-records.ts';

export interface DeviceKey {
  readonly privateKey: KeyObject;
  readonly publicJwk: EnrollmentRequest['publicKey'];
}

export interface DeviceKeys {
  /** The pair made for `code`, which `readCrockford` has read; made and on disk when this returns. */
  forCode(code: string): DeviceKey;
  /** Another pair for `code`, in the place of the one it had. */
  renew(code: string): DeviceKey;
  /** The pair of this code signs from now on; all others are deleted, for what is not kept cannot be stolen. */
  use(code: string): void;
  /** The pair that signs, or null where there is none or this machine or user cannot open it. */
  current(): DeviceKey | null;
  /** Whether the pair that signs was made for `code`. */
  isCurrent(code: string): boolean;
}

const RECORD = 'device-keys';
const schema = z.object({
  /** Name of the pair that signs; null before the first enrollment. */
  current: z.string().nullable(),
  /** By name, which is a hash of the code; wrapped PKCS #8, base64. */
  pairs: z.record(z.string(), z.base64()),
});
type Kept = z.infer<typeof schema>;

export function openDeviceKeys(records: DeviceRecords, keyStore: KeyStore): DeviceKeys {
  const kept = (): Kept => records.read(RECORD, schema) ?? { current: null, pairs: {} };

  function unwrap({ pairs }: Kept, name: string): DeviceKey | null {
    const wrapped = pairs[name];
    const secret = wrapped === undefined ? null : keyStore.unwrap(Buffer.from(wrapped, 'base64'));
    return secret === null ? null : deviceKey(secret);
  }

  function mint(code: string): DeviceKey {
    const { privateKey } = generateKeyPairSync('ed25519');
    const secret = privateKey.export({ format: 'der', type: 'pkcs8' });
    const { current, pairs } = kept();
    const wrapped = Buffer.from(keyStore.wrap(secret)).toString('base64');
    records.write(RECORD, { current, pairs: { ...pairs, [nameOf(code)]: wrapped } } satisfies Kept);
    return deviceKey(secret);
  }

  return {
    forCode: (code) => unwrap(kept(), nameOf(code)) ?? mint(code),
    renew: mint,
    use(code) {
      const name = nameOf(code);
      const wrapped = kept().pairs[name];
      if (wrapped === undefined) throw new Error('there is no pair for this code');
      records.write(RECORD, { current: name, pairs: { [name]: wrapped } } satisfies Kept);
    },
    current() {
      const all = kept();
      return all.current === null ? null : unwrap(all, all.current);
    },
    isCurrent: (code) => kept().current === nameOf(code),
  };
}

function nameOf(code: string): string {
  return createHash('sha256').update(`fairdesk enrollment ${code}`).digest('hex').slice(0, 32);
}

function deviceKey(pkcs8: Uint8Array): DeviceKey {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { privateKey, publicJwk: enrollmentRequestSchema.shape.publicKey.parse({ kty, crv, x }) };
}
