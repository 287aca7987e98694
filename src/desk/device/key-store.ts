/**
 * The key store where the operating system brings none: secrets lie as they are in the device's own
 * database, which only this user can read. Staff are told (`keysWrappedBy: 'file'`).
 */
import type { KeyStore } from '../desk.ts';

export const fileKeyStore: KeyStore = {
  kind: 'file',
  wrap: (secret) => secret,
  unwrap: (wrapped) => wrapped,
};
