/** Opens what a device sealed: JWE compact, ECDH-ES directly to our X25519 key, A256GCM, and nothing else. */
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { err, ok, type Result } from '../../shared/result.ts';
import type { HeldKeys } from '../keys/keyring.ts';
import { openPlainSeal, readPlainSeal } from './plain-seal.ts';

export type UnsealError = { type: 'unsealable' } | { type: 'unknown-key' };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @returns the JSON value under the seal, still unknown */
export async function unseal(sealing: HeldKeys, data: string): Promise<Result<unknown, UnsealError>> {
  try {
    const plain = readPlainSeal(data);
    const header = plain ?? decodeProtectedHeader(data);
    const { kid } = header;
    if ('zip' in header || 'crit' in header || typeof kid !== 'string') return err({ type: 'unsealable' });
    const key = sealing.byKid.get(kid);
    if (key === undefined) return err({ type: 'unknown-key' });
    const opened = plain === null ? await openAnySeal(data, key.privateKey) : openPlainSeal(plain, key.keyObject);
    const value: unknown = JSON.parse(utf8.decode(opened));
    return ok(value);
  } catch {
    // Whatever it is (no JWE, another algorithm, a forged tag, no JSON): trying again changes nothing.
    return err({ type: 'unsealable' });
  }
}

/** Whatever else is a seal by the contract, such as one that names its parties. */
async function openAnySeal(data: string, key: Parameters<typeof compactDecrypt>[1]): Promise<Uint8Array> {
  const { plaintext } = await compactDecrypt(data, key, {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return plaintext;
}
