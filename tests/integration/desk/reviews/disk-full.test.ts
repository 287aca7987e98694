/** A full disk: an inspector is told, the draft stays as it was saved last, and all goes on when there is room. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onSmallDisk } from '../store/small-disk.ts';

test('while a draft is saved, begun and sent it is called what it is, loses nothing, and takes nothing from receipts', () => {
  const full = { ok: false, error: { type: 'disk-full' } };
  expect(onSmallDisk(join(import.meta.dirname, 'on-full-disk.ts'))).toMatchObject([
    { step: 'save', answer: full, kept: true, reserve: true },
    { step: 'begin', answer: full },
    { step: 'submit', answer: full, kept: true, reports: 0, reserve: true },
    { step: 'a record takes the reserve', reserve: false, admits: false },
    { step: 'save without the reserve', answer: full, kept: true },
    { step: 'room again', ok: true, kept: true, reserve: true },
    { step: 'sent', ok: true, reports: 1 },
    { step: 'end', integrity: 'ok', damaged: [] },
  ]);
});
