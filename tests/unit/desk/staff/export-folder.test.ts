/** The folder to export to beside sticks. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withExportFolder } from '../../../../src/desk/staff/export-folder.ts';
import { temporaryFolder } from '../store/kit.ts';

const stick = { id: '/media/stick', label: 'stick', freeBytes: 1 };

test('is offered before what is plugged in, as long as it is there', () => {
  const folder = temporaryFolder();
  expect(withExportFolder(folder, () => [stick])().map(({ id }) => id)).toEqual([folder, stick.id]);
  expect(withExportFolder(join(folder, 'gone'), () => [stick])()).toEqual([stick]);
});

test('keeps nobody from a stick where the system cannot even look', () => {
  const loop = join(temporaryFolder(), 'loop');
  symlinkSync(loop, loop);
  expect(withExportFolder(loop, () => [stick])()).toEqual([stick]);
});
