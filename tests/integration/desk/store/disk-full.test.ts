/** A full disk: visitors are told, receipts are kept, nothing is taken for damage, and it passes by itself. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../unit/desk/store/kit.ts';

/** A disk of its own, which is gone with the process, whatever becomes of it; a user that is not root has one too. */
function onSmallDisk(script: string): unknown[] {
  const disk = temporaryFolder();
  const mine = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const inside = `mount -t tmpfs -o size=24m none "$0" && exec "$1" "$2" "$0"`;
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    [...mine, '--mount', 'sh', '-c', inside, disk, process.execPath, join(import.meta.dirname, script)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the small disk needs Linux with 'unshare' and tmpfs: ${stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

test('during a save, an acknowledgement, a checkpoint and a start it is called what it is, and loses nothing', () => {
  expect(onSmallDisk('on-full-disk.ts')).toMatchObject([
    { step: 'start', reserve: 8 * 1024 * 1024 },
    { step: 'save', answer: { type: 'disk-full' }, counts: true, reserve: true },
    { step: 'acknowledgement', ok: true, delivered: 100, reserve: false, admits: false, logged: ['reserve-released'] },
    { step: 'checkpoint', answer: expect.stringMatching(/^(done|disk-full)$/) as string },
    {
      step: 'start when full',
      claimed: true,
      answer: { ok: true, value: { ok: false, error: { type: 'disk-full' } } },
      waiting: true,
      disk: 'critical',
    },
    { step: 'room again', answer: { ok: true, value: { ok: true } }, waiting: true, reserve: true },
    { step: 'end', integrity: 'ok', damaged: [] },
  ]);
});
