/** A file on a stick: whole, and nothing else's. */
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeWhole } from '../../../../src/desk/delivery/whole-file.ts';
import { temporaryFolder } from '../store/kit.ts';

const put = async (take: (chunk: Buffer) => Promise<void>) => {
  await take(Buffer.from('whole'));
  return 5;
};

test('a link that waits on the stick leads to no file of ours', async () => {
  const folder = temporaryFolder();
  const ours = join(folder, 'desk.db');
  writeFileSync(ours, 'reports');
  for (const name of ['made.export.part', 'made.export']) symlinkSync(ours, join(folder, name));
  expect(await writeWhole(join(folder, 'made.export'), put)).toEqual({ ok: true, value: 5 });
  expect(readFileSync(ours, 'utf8')).toBe('reports');
  expect(readFileSync(join(folder, 'made.export'), 'utf8')).toBe('whole');
  expect(readdirSync(folder).toSorted()).toEqual(['desk.db', 'made.export']);
});

test('what an earlier try left is begun anew', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'made.export.part'), 'longer than what is whole');
  expect(await writeWhole(join(folder, 'made.export'), put)).toEqual({ ok: true, value: 5 });
  expect(readFileSync(join(folder, 'made.export'), 'utf8')).toBe('whole');
});
