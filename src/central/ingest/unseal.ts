/** Opens what a device sealed: JWE compact, ECDH-ES directly to our X25519 key, A256GCM, and nothing else. */
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { err, ok, type Result } from '../../shared/result.ts';
import type { HeldKeys } from '../keys/keyring.ts';

export type UnsealError = { type: 'unsealable' } | { type: 'unknown-key' };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @returns the JSON value under the seal, still unknown */
export async function unseal(sealing: HeldKeys, data: string): Promise<Result<unknown, UnsealError>> {
  try {
    const header = decodeProtectedHeader(data);
    if (header['zip'] !== undefined || header.crit !== undefined || typeof header.kid !== 'string')
      return err({ type: 'unsealable' });
    const key = sealing.byKid.get(header.kid);
    if (key === undefined) return err({ type: 'unknown-key' });
    const { plaintext } = await compactDecrypt(data, key.privateKey, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    const value: unknown = JSON.parse(utf8.decode(plaintext));
    return ok(value);
  } catch {
    // Whatever it is (no JWE, another algorithm, a forged tag, no JSON): trying again changes nothing.
    return err({ type: 'unsealable' });
  }
}
