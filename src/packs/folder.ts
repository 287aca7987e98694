/** The content of a `resources` folder, as files by path. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentFiles } from '../shared/content/files.ts';

/** Subfolders that are content; `locales/staff` is the app's own. */
const FOLDERS = ['content', 'content/text', 'locales'];

/** Reads as the disk stands when asked. @throws Error where the folder is not there */
export function contentFolder(resources: string): ContentFiles {
  const found = FOLDERS.flatMap((folder) =>
    readdirSync(join(resources, folder))
      .filter((name) => name.endsWith('.json'))
      .map((name) => `${folder}/${name}`),
  );
  const byPath = new Map(found.map((path) => [path.toLowerCase(), path]));
  return {
    paths: [...byPath.keys()].toSorted(),
    read(path) {
      const name = byPath.get(path);
      try {
        return name === undefined ? null : readFileSync(join(resources, name));
      } catch {
        return null;
      }
    },
  };
}
