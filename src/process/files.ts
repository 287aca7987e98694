/** Files that must be whole or not there at all, also after power is lost. */
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes `content` to a temporary name, syncs it, renames it to `path`, syncs the folder. 0600 unless told. */
export function writeDurably(path: string, content: string | Uint8Array, mode = 0o600): void {
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', mode);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncPath(dirname(path));
}

/** Waits until a file or, after a rename, a folder is on the disk. */
export function syncPath(path: string): void {
  const windows = process.platform === 'win32';
  // Windows cannot open a folder to sync it; its file system journals the rename.
  if (windows && statSync(path).isDirectory()) return;
  const file = openSync(path, windows ? 'r+' : 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Every file below `folder`, however deep, by its name as an address has it (`/` between folders, none
 * in front). Empty where the folder is missing. Who opens only what is in this list opens nothing else.
 */
export function listFiles(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const walk = (below: string) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) walk(name);
      else if (entry.isFile()) files.set(name, join(folder, name));
    }
  };
  try {
    walk('');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  return files;
}
