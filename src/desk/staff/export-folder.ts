/** A folder that staff can export to beside what is plugged in: a network share, a disk of the center's own. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { freeOn, onceEach, type FindSticks } from './sticks.ts';

/** @returns what `find` finds, behind `folder` as long as that is there */
export function withExportFolder(folder: string, find: FindSticks): FindSticks {
  const look = onceEach(async (path) =>
    (await stat(path)).isDirectory() ? { id: path, label: basename(path), freeBytes: await freeOn(path) } : null,
  );
  return async () => {
    const [share, sticks] = await Promise.all([look(folder), find()]);
    return share === null ? sticks : [share, ...sticks];
  };
}
