/** The content of a `resources` folder, as files by path. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ContentFiles } from '../shared/content/files.ts';

/** The header of the pack that this folder is built into; not of its content. */
export const FOLDER_HEADER = 'content/pack.json';

/** Reads as the disk stands when asked. `locales/staff` is the app's own. @throws Error where the folder is not there */
export function contentFolder(resources: string): ContentFiles {
  const media = join(resources, 'media');
  const json = [
    ...namesBelow(join(resources, 'content')).map((name) => `content/${name}`),
    ...readdirSync(join(resources, 'locales')).map((name) => `locales/${name}`),
  ].filter((path) => path.endsWith('.json') && path !== FOLDER_HEADER);
  return filesAt(resources, [...json, ...(existsSync(media) ? namesBelow(media).map((name) => `media/${name}`) : [])]);
}

/** Recordings and videos of any folder, as files under `media/`. @throws Error where the folder is not there */
export function mediaFolder(folder: string): ContentFiles {
  return filesAt(folder, namesBelow(folder), (name) => `media/${name}`);
}

function filesAt(folder: string, names: readonly string[], pathOf = (name: string) => name): ContentFiles {
  const byPath = new Map(names.map((name) => [pathOf(name).toLowerCase(), name]));
  return {
    paths: [...byPath.keys()].toSorted(),
    read(path) {
      const name = byPath.get(path);
      try {
        return name === undefined ? null : readFileSync(join(folder, name));
      } catch {
        return null;
      }
    },
  };
}

/** Every file below a folder, however deep, by its name from there, `/` between. */
function namesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
