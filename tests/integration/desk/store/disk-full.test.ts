/** A full disk: visitors are told, receipts are kept, nothing is taken for damage, and it passes by itself. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onSmallDisk } from './small-disk.ts';

test('during a save, an acknowledgement, a checkpoint and a start it is called what it is, and loses nothing', () => {
  expect(onSmallDisk(join(import.meta.dirname, 'on-full-disk.ts'))).toMatchObject([
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
