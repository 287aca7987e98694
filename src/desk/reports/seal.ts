/** Seals payloads to the central endpoint's key as the wire contract says, and nothing else. */
import { CompactEncrypt, importJWK } from 'jose';
import type { Enrollment } from '../store/device-records.ts';

type SealingKey = Enrollment['sealingKey'];
/** @returns the payload as JWE compact */
export type Seal = (payload: object) => Promise<string>;

const utf8 = new TextEncoder();

/** Imports `key` once; the key of `kid` is named in every seal. */
export function sealTo(key: SealingKey): Seal {
  const imported = importJWK({ kty: key.kty, crv: key.crv, x: key.x }, 'ECDH-ES');
  // A key that cannot be imported shows at the first seal, not as a rejection nobody waits for.
  imported.catch(() => undefined);
  return async (payload) =>
    new CompactEncrypt(utf8.encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid })
      .encrypt(await imported);
}
