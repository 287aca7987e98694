/**
 * Attachments as files: what was verified lies in `blobs/` under its hash, once however many reports name
 * it; what is still being uploaded lies in `uploads/` under the upload's id. A blob is held exactly when
 * its file is there, so nothing has to agree with it: what a disk lost is missing at once.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface Blobs {
  /** Whether the blob is here, whole: it was verified when it came, so its size tells. */
  holds(sha256: string, size: number): Promise<boolean>;
  /**
   * Writes at `offset` and syncs: what is there when this returns survives a loss of power.
   *
   * @returns false where the bytes before `offset` are not here any more
   */
  write(upload: string, offset: number, bytes: Uint8Array): Promise<boolean>;
  /** Makes a whole upload a blob, durably. @returns false where its bytes are not the blob's: they are dropped */
  finish(upload: string, sha256: string, size: number): Promise<boolean>;
  dropUpload(upload: string): Promise<void>;
  dropBlob(sha256: string): Promise<void>;
  /** Names of blobs that came before `before`, milliseconds since the epoch, some at a time. */
  olderThan(before: number): AsyncIterable<readonly string[]>;
  /** Uploads that have a file last written before `before`. */
  uploadsOlderThan(before: number): Promise<readonly string[]>;
}

const SHA256 = /^[0-9a-f]{64}$/;
/** How many names `olderThan` gives at once. */
const SOME = 1_000;

/** Opens the attachments of a data folder; makes their folders where they are missing. */
export async function openBlobs(dataFolder: string): Promise<Blobs> {
  const root = join(dataFolder, 'attachments');
  const blobs = join(root, 'blobs');
  const uploads = join(root, 'uploads');
  for (const folder of [root, blobs, uploads]) await mkdir(folder, { recursive: true, mode: 0o700 });
  const shelf = (sha256: string) => join(blobs, sha256.slice(0, 2));
  const blob = (sha256: string) => join(shelf(sha256), sha256);
  const partial = (upload: string) => join(uploads, upload);

  return {
    async holds(sha256, size) {
      const found = await statOrNull(blob(sha256));
      return found !== null && found.isFile() && found.size === size;
    },
    async write(upload, offset, bytes) {
      const path = partial(upload);
      const before = await statOrNull(path);
      if ((before?.size ?? 0) < offset) return false;
      const file = await open(path, before === null ? 'w' : 'r+', 0o600);
      try {
        for (let at = 0; at < bytes.length;) {
          at += (await file.write(bytes, at, bytes.length - at, offset + at)).bytesWritten;
        }
        await file.sync();
      } finally {
        await file.close();
      }
      if (before === null) await syncFolder(uploads);
      return true;
    },
    async finish(upload, sha256, size) {
      const path = partial(upload);
      if (size === 0) await (await open(path, 'w', 0o600)).close();
      const found = await statOrNull(path);
      if (found?.size !== size || (await hashOf(path)) !== sha256) {
        await unlinkIfThere(path);
        return false;
      }
      const made = await mkdir(shelf(sha256), { recursive: true, mode: 0o700 });
      await rename(path, blob(sha256));
      await syncFolder(shelf(sha256));
      if (made !== undefined) await syncFolder(blobs);
      return true;
    },
    dropUpload: (upload) => unlinkIfThere(partial(upload)),
    dropBlob: (sha256) => unlinkIfThere(blob(sha256)),
    async *olderThan(before) {
      let some: string[] = [];
      for (const name of await readdir(blobs)) {
        for (const sha256 of await readdir(join(blobs, name))) {
          if (!SHA256.test(sha256)) continue;
          const found = await statOrNull(blob(sha256));
          if (found === null || found.mtimeMs >= before) continue;
          some.push(sha256);
          if (some.length < SOME) continue;
          yield some;
          some = [];
        }
      }
      if (some.length > 0) yield some;
    },
    async uploadsOlderThan(before) {
      const old: string[] = [];
      for (const upload of await readdir(uploads)) {
        const found = await statOrNull(partial(upload));
        if (found !== null && found.mtimeMs < before) old.push(upload);
      }
      return old;
    },
  };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function statOrNull(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** After a rename or a new file: its name must survive a loss of power too. */
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
