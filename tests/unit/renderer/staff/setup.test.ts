import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CARD_HEIGHT_MM,
  CARD_WIDTH_MM,
  firstMarks,
  isMeasuredFor,
  moveMark,
  outlineHeight,
  pxPerMmOf,
} from '../../../../src/renderer/staff/setup/card.ts';
import { keyLabel, keypadOf, isLearnable, learn } from '../../../../src/renderer/staff/setup/learning.ts';
import { firstOpen, moved, placeOf, stepAfter } from '../../../../src/renderer/staff/setup/order.ts';
import { amountOf, hourOf, lengthOfTime, minuteOf } from '../../../../src/renderer/staff/say.ts';
import { settingsSchema } from '../../../../src/shared/settings.ts';
import { SETUP_STEPS, panelSchema, type SetupView } from '../../../../src/shared/staff.ts';

describe('a bank card on the glass', () => {
  test('gives the pixels of a millimetre', () => {
    expect(pxPerMmOf({ left: 100, right: 100 + CARD_WIDTH_MM * 4.03 })).toEqual({ ok: true, value: 4.03 });
  });

  test('has an outline of its own proportions, so that its other edge shows whether the marks are right', () => {
    expect(outlineHeight({ left: 0, right: CARD_WIDTH_MM * 10 })).toBe(Math.round(CARD_HEIGHT_MM * 10));
  });

  test('no row of moves ever leaves the strip, crosses the marks or gives what the desk would refuse', () => {
    const move = fc.tuple(fc.constantFrom('left' as const, 'right' as const), fc.integer({ min: -4000, max: 4000 }));
    fc.assert(
      fc.property(fc.integer({ min: 90, max: 1700 }), fc.array(move, { maxLength: 40 }), (strip, moves) => {
        let marks = firstMarks(strip, 4.03);
        for (const [mark, px] of moves) marks = moveMark(marks, mark, px, strip);
        expect(marks.left).toBeGreaterThanOrEqual(0);
        expect(marks.right).toBeLessThanOrEqual(strip);
        const measured = pxPerMmOf(marks);
        expect(measured.ok).toBe(true);
        if (measured.ok) expect(panelSchema.shape.pxPerMm.safeParse(measured.value).success).toBe(true);
      }),
    );
  });

  test('tells what no panel has', () => {
    expect(pxPerMmOf({ left: 0, right: 20 })).toEqual({ ok: false, error: { type: 'too-small' } });
    expect(pxPerMmOf({ left: 0, right: 1800 })).toEqual({ ok: false, error: { type: 'too-large' } });
  });

  test('has to be held there again after the resolution, the scale or the orientation changed', () => {
    const measured = { width: 1080, height: 1920, scale: 1 };
    expect(isMeasuredFor(measured, { ...measured })).toBe(true);
    expect(isMeasuredFor(measured, { ...measured, scale: 1.25 })).toBe(false);
    expect(isMeasuredFor(measured, { width: 1920, height: 1080, scale: 1 })).toBe(false);
  });
});

describe('the five keys and two switches', () => {
  const before = settingsSchema.parse({}).keypad;

  test('are each a key of its own', () => {
    const first = learn({}, 'up', 'ArrowUp');
    expect(first).toEqual({ ok: true, value: { up: 'ArrowUp' } });
    expect(learn({ up: 'ArrowUp' }, 'down', 'ArrowUp')).toEqual({ ok: false, error: { type: 'twice', as: 'up' } });
  });

  test('can be pressed again for the same name', () => {
    expect(learn({ up: 'ArrowUp' }, 'up', 'w')).toEqual({ ok: true, value: { up: 'w' } });
  });

  test('that were not pressed stay as they were, unless another took their key', () => {
    expect(keypadOf({ up: 'w' }, before)).toEqual({ ok: true, value: { ...before, up: 'w' } });
    expect(keypadOf({ up: 'ArrowDown' }, before)).toEqual({ ok: false, error: { type: 'twice', as: 'up' } });
  });

  test('are never the key that leads out of learning, nor one that is only held', () => {
    expect(['Tab', 'Shift', 'Dead'].filter(isLearnable)).toEqual([]);
    expect(['a', ' ', 'Enter', 'F13', 'ArrowUp'].filter((key) => !isLearnable(key))).toEqual([]);
  });

  test('are named so that a space can be read', () => {
    expect(keyLabel(' ')).toBe('Space');
  });
});

describe('the order of setting up', () => {
  const steps = (states: Partial<Record<(typeof SETUP_STEPS)[number], 'done' | 'skipped'>>): SetupView['steps'] =>
    SETUP_STEPS.map((step) => ({ step, state: states[step] ?? 'open' }));

  test('goes on where it was left', () => {
    expect(firstOpen(steps({}))).toBe('enrollment');
    expect(firstOpen(steps({ enrollment: 'skipped', panel: 'done' }))).toBe('sound');
  });

  test('comes back to what was passed over, and ends when nothing is open', () => {
    expect(stepAfter(steps({ sound: 'done' }), 'sound')).toBe('keys');
    expect(stepAfter(steps({ pin: 'done', sound: 'done' }), 'pin')).toBe('enrollment');
    const all = Object.fromEntries(SETUP_STEPS.map((step) => [step, 'done' as const]));
    expect(stepAfter(steps(all), 'pin')).toBeNull();
  });

  test('says which step this is', () => {
    expect(placeOf(steps({}), 'panel')).toEqual({ number: 2, total: SETUP_STEPS.length });
  });

  test('moves a language by one place, and not beyond the ends', () => {
    expect(moved(['en', 'es', 'ar'], 'ar', -1)).toEqual(['en', 'ar', 'es']);
    expect(moved(['en', 'es'], 'en', -1)).toEqual(['en', 'es']);
    expect(moved(['en', 'es'], 'es', 1)).toEqual(['en', 'es']);
  });
});

describe('numbers in words', () => {
  test('time is told in its largest whole unit', () => {
    expect([40, 119, 300, 7200, 200_000].map(lengthOfTime)).toEqual([
      '40 seconds',
      '119 seconds',
      '5 minutes',
      '2 hours',
      '2 days',
    ]);
  });

  test('room is told as on the packaging', () => {
    expect([820_000_000, 14_200_000_000].map(amountOf)).toEqual(['820 MB', '14.2 GB']);
  });

  test('moments are told by the hour or the minute, and what is no moment as it is', () => {
    expect(hourOf('2026-11-23T15:07:00Z', 'America/New_York')).toMatch(/^Nov 23, 2026, 10\sAM$/);
    expect(minuteOf('2026-11-23T15:07:00Z', 'America/New_York')).toMatch(/^Nov 23, 2026, 10:07\sAM$/);
    expect(hourOf('never')).toBe('never');
  });
});
