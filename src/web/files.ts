/** The built face's files, listed once at start: only a name that is in the list is ever opened. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Path in an address (no leading slash, `/` between folders) to path on disk. */
export type FaceFiles = ReadonlyMap<string, string>;

export const FACE_PAGE = 'index.html';

/** @returns every file under `folder`; empty where the folder is missing */
export function listFace(folder: string): FaceFiles {
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
