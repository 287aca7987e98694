/** A folder that staff can export to beside what is plugged in: a network share, a disk of the center's own. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { freeBytes } from '../store/room.ts';
import type { FindSticks } from './sticks.ts';

/** @returns what `find` finds, behind `folder` as long as that is there */
export function withExportFolder(folder: string, find: FindSticks): FindSticks {
  return () => {
    try {
      if (!statSync(folder).isDirectory()) return find();
      return [{ id: folder, label: basename(folder), freeBytes: freeBytes(folder) }, ...find()];
    } catch {
      // Not there, or a share whose server is away: sticks are found all the same.
      return find();
    }
  };
}
