/**
 * The key store of a machine that has none: a key in a file only this user can read, in the data
 * folder. It keeps secrets from whoever gets the database alone, not from whoever gets the folder;
 * the status says so (`keysWrappedBy: "file"`).
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../../process/files.ts';
import type { KeyStore } from '../desk.ts';
import { decryptUnder, encryptUnder, KEY_BYTES } from './cipher.ts';

const FILE = 'machine.key';

/**
 * Reads the key of `folder`, or makes it when there is none. A file that is no key (a disk's doing) is kept
 * under another name: the app opens, and what was wrapped is told as unreadable.
 */
export function fileKeyStore(folder: string): KeyStore {
  const key = readKey(folder);
  return {
    kind: 'file',
    wrap: (secret) => encryptUnder(key, secret, randomBytes),
    // Another key wrapped it, or it was changed: both mean that this machine cannot open it.
    unwrap: (wrapped) => decryptUnder(key, wrapped),
  };
}

function readKey(folder: string): Buffer {
  const path = join(folder, FILE);
  try {
    const key = readFileSync(path);
    if (key.length === KEY_BYTES) return key;
    renameSync(path, `${path}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = randomBytes(KEY_BYTES);
  writeDurably(path, key, 0o600);
  return key;
}
