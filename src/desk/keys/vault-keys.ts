/**
 * The vault key: what is kept readable on this device is encrypted under it. It is made at the first
 * start and wrapped by the machine's key store. One that cannot be opened any more is kept with its
 * number, and a new one is made, so that the device goes on; what lies under the old one waits.
 */
import { z } from 'zod';
import type { KeyStore } from '../desk.ts';
import type { DeviceRecords } from '../store/device-records.ts';
import { decryptUnder, encryptUnder, KEY_BYTES } from './cipher.ts';

export interface VaultKeys {
  /** Numbers of keys that this machine did not open. */
  readonly lost: readonly number[];
  /** AES-256-GCM with a fresh nonce. */
  encrypt(plain: Uint8Array): { keyNumber: number; sealed: Uint8Array };
  /** @returns null where the key is not there or the bytes are not what was encrypted */
  decrypt(keyNumber: number, sealed: Uint8Array): Uint8Array | null;
}

const NEWEST = 'vault-key';
const recordOf = (keyNumber: number) => `vault-key.${keyNumber}`;

export function openVaultKeys(
  records: DeviceRecords,
  keyStore: KeyStore,
  random: (length: number) => Uint8Array,
): VaultKeys {
  const keys = new Map<number, Uint8Array>();
  const lost: number[] = [];
  let newest = records.read(NEWEST, z.number().int()) ?? 0;
  for (let number = 1; number <= newest; number += 1) {
    const wrapped = records.readBytes(recordOf(number));
    const key = wrapped === null ? null : keyStore.unwrap(wrapped);
    if (key?.length === KEY_BYTES) keys.set(number, key);
    else lost.push(number);
  }
  if (!keys.has(newest)) {
    newest += 1;
    const key = random(KEY_BYTES);
    const wrapped = keyStore.wrap(key);
    records.together(() => {
      records.writeBytes(recordOf(newest), wrapped);
      records.write(NEWEST, newest);
    });
    keys.set(newest, key);
  }
  const current = keys.get(newest);
  if (current === undefined) throw new Error('the vault has no key');

  return {
    lost,
    encrypt: (plain) => ({ keyNumber: newest, sealed: encryptUnder(current, plain, random) }),
    decrypt(keyNumber, sealed) {
      const key = keys.get(keyNumber);
      return key === undefined ? null : decryptUnder(key, sealed);
    },
  };
}
