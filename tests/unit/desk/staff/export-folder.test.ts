/** The folder to export to beside sticks. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withExportFolder } from '../../../../src/desk/staff/export-folder.ts';
import { temporaryFolder } from '../store/kit.ts';

const stick = { id: '/media/stick', label: 'stick', freeBytes: 1 };

test('is offered before what is plugged in, as long as it is there', async () => {
  const folder = temporaryFolder();
  expect((await withExportFolder(folder, () => Promise.resolve([stick]))()).map(({ id }) => id)).toEqual([
    folder,
    stick.id,
  ]);
  expect(await withExportFolder(join(folder, 'gone'), () => Promise.resolve([stick]))()).toEqual([stick]);
});

test('keeps nobody from a stick where the system cannot even look', async () => {
  const loop = join(temporaryFolder(), 'loop');
  symlinkSync(loop, loop);
  expect(await withExportFolder(loop, () => Promise.resolve([stick]))()).toEqual([stick]);
});
