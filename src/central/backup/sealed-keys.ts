/**
 * The keys of a central endpoint under a passphrase: scrypt makes a key of it, AES-256-GCM seals. What
 * is sealed names the hash of the rest of the backup, so whoever changes a row must know the passphrase.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../../process/files.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SealedKeys } from './format.ts';

/** OWASP, Password Storage Cheat Sheet: scrypt with N = 2^17, r = 8, p = 1. */
const COST = { cost: 2 ** 17, blockSize: 8, parallelization: 1 } as const;
const TAG_BYTES = 16;

const CENTRAL = 'central.json';
const KEYS = 'keys';

/** Contents of `central.json` and of each file in `keys/`, by their names in the data folder. */
const filesSchema = z.record(z.string().regex(/^(central\.json|keys\/[A-Za-z0-9_-]+\.json)$/), z.string());
export type KeyFiles = z.infer<typeof filesSchema>;

export function readKeyFiles(folder: string): KeyFiles {
  const files: KeyFiles = {};
  for (const name of readdirSync(join(folder, KEYS)).sort()) {
    if (name.endsWith('.json')) files[`${KEYS}/${name}`] = readFileSync(join(folder, KEYS, name), 'utf8');
  }
  files[CENTRAL] = readFileSync(join(folder, CENTRAL), 'utf8');
  return files;
}

/** `central.json` last: with it, the keys are whole. */
export function writeKeyFiles(folder: string, files: KeyFiles): void {
  if (!existsSync(join(folder, KEYS))) mkdirSync(join(folder, KEYS), { mode: 0o700 });
  for (const [name, content] of Object.entries(files)) if (name !== CENTRAL) writeDurably(join(folder, name), content);
  writeDurably(join(folder, CENTRAL), files[CENTRAL] ?? '');
}

const keySchema = z.object({ kid: z.string(), purpose: z.string() });

/** `kid` and purpose of every key among the files. */
export function keysIn(files: KeyFiles): { kid: string; purpose: string }[] {
  return Object.entries(files).flatMap(([name, content]) =>
    name === CENTRAL ? [] : [keySchema.parse(JSON.parse(content))],
  );
}

/** @param before SHA-256 of all lines before that of the keys, hex */
export async function sealKeys(files: KeyFiles, passphrase: string, before: string): Promise<SealedKeys> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, COST), nonce);
  cipher.setAAD(Buffer.from(before));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(files)), cipher.final(), cipher.getAuthTag()]);
  return {
    kdf: 'scrypt',
    ...COST,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
  };
}

/** Another passphrase, or a file changed since: they cannot be told apart. */
export async function openKeys(
  keys: SealedKeys,
  passphrase: string,
  before: string,
): Promise<Result<KeyFiles, { type: 'not-opened' }>> {
  const bytes = Buffer.from(keys.sealed, 'base64');
  const key = await derive(passphrase, Buffer.from(keys.salt, 'base64'), keys);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(keys.nonce, 'base64'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(before));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
    return ok(filesSchema.parse(JSON.parse(plain.toString('utf8'))));
  } catch {
    return err({ type: 'not-opened' });
  }
}

function derive(
  passphrase: string,
  salt: Buffer,
  { cost, blockSize, parallelization }: Pick<SealedKeys, 'cost' | 'blockSize' | 'parallelization'>,
): Promise<Buffer> {
  const options = { cost, blockSize, parallelization, maxmem: 160 * cost * blockSize };
  return new Promise((resolve, reject) => {
    // The same words typed on another keyboard are the same passphrase.
    scrypt(passphrase.normalize('NFC'), salt, 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
