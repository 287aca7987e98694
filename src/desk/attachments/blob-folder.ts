/**
 * Attachments on this device: files of ciphertext under their hash. What is attached is encrypted on its
 * way to the disk with a key of its own, which goes into the report's seal and is kept nowhere else; no
 * byte of it is ever written in the clear. A file is whole and synced before anything names it.
 */
import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Payload } from '../../shared/reports/payloads.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { storeFailure, type StoreError } from '../store/failures.ts';

/** As a payload names it: hash and size of the ciphertext, and the key that opens it. */
export type Attachment = Payload['attachments'][number];
export type Content = Uint8Array | AsyncIterable<Uint8Array>;

export interface BlobFolder {
  /** Encrypts and keeps `content`; on disk when it returns. A report must name it, or it is swept some day. */
  add(content: Content, mediaType: string): Promise<Result<Attachment, StoreError>>;
  /** Bytes, or null where the file is not here. */
  size(sha256: string): Promise<number | null>;
  /** Whether the bytes are still those of the hash. */
  isWhole(sha256: string): Promise<boolean>;
  /** At most `length` bytes from `offset`. @throws where the file is not here any more */
  read(sha256: string, offset: number, length: number): Promise<Uint8Array>;
  drop(sha256: string): Promise<void>;
}

/** Wire contract, "Attachments": 12-byte nonce first, 16-byte tag last. */
const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const SHA256 = /^[0-9a-f]{64}$/;
/**
 * A file that no report names is one whose report was never committed; or the database was put back from
 * a backup, and the central endpoint will ask for the blob of a report that is not in it any more.
 */
export const ORPHAN_MS = 30 * 24 * 3_600_000;

export interface BlobFolderOptions {
  /** The data folder. */
  readonly folder: string;
  /** `length` bytes from a cryptographic source. */
  readonly random: (length: number) => Uint8Array;
  /** Hashes of all blobs that reports name. */
  readonly named: () => ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Opens the folder and sweeps what an earlier process left half written. */
export function openBlobFolder({ folder, random, named, now }: BlobFolderOptions): BlobFolder {
  const root = join(folder, 'attachments');
  if (existsSync(root)) sweep(root, named(), now);
  const path = (sha256: string) => join(root, sha256);

  return {
    async add(content, mediaType) {
      const temporary = join(root, `${Buffer.from(random(16)).toString('hex')}.new`);
      try {
        mkdirSync(root, { recursive: true, mode: 0o700 });
        const key = random(KEY_BYTES);
        const { sha256, size } = await encryptTo(temporary, content, key, random(NONCE_BYTES));
        await rename(temporary, path(sha256));
        await syncFolder(root);
        return ok({ sha256, size, mediaType, key: Buffer.from(key).toString('base64url') });
      } catch (error) {
        await rm(temporary, { force: true });
        const failure = storeFailure(error);
        if (failure !== null) return err(failure);
        const code = codeOf(error);
        if (code === '') throw error;
        return err({ type: 'store-failed', code });
      }
    },
    async size(sha256) {
      try {
        return (await stat(path(sha256))).size;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    async isWhole(sha256) {
      const hash = createHash('sha256');
      try {
        await pipeline(createReadStream(path(sha256)), hash);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return false;
        throw error;
      }
      return hash.digest('hex') === sha256;
    },
    async read(sha256, offset, length) {
      const file = await open(path(sha256), 'r');
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    drop: (sha256) => rm(path(sha256), { force: true }),
  };
}

async function encryptTo(path: string, content: Content, key: Uint8Array, nonce: Uint8Array) {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  const put = async (bytes: Uint8Array) => {
    hash.update(bytes);
    size += bytes.length;
    await writeAll(file, bytes);
  };
  try {
    await put(nonce);
    if (content instanceof Uint8Array) await put(cipher.update(content));
    else for await (const chunk of content) await put(cipher.update(chunk));
    await put(cipher.final());
    await put(cipher.getAuthTag());
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
}

function sweep(root: string, named: ReadonlySet<string>, now: number): void {
  for (const name of readdirSync(root)) {
    const isOrphan = SHA256.test(name) && !named.has(name) && statSync(join(root, name)).mtimeMs < now - ORPHAN_MS;
    if (name.endsWith('.new') || isOrphan) rmSync(join(root, name), { force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder to sync it; its file system journals the rename.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
