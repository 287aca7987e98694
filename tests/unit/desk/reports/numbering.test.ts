import { describe, expect, test } from 'vitest';
import { isNumberingDue, isQuiet, waitedMs } from '../../../../src/desk/reports/numbering.ts';

const HOUR = 3_600_000;
const WINDOW = { quietFromHour: 2, quietToHour: 5 };
const idle = (localHour: number, hours: number) => ({ inSession: false, localHour, waitedMs: hours * HOUR });

describe('contact requests get their numbers', () => {
  test.each([
    ['in the quiet window', idle(3, 5), true],
    ['at its first hour', idle(2, 5), true],
    ['not at the hour it ends', idle(5, 5), false],
    ['not in the day before a day has passed', idle(14, 23.9), false],
    ['at the first idle moment a day on', idle(14, 24), true],
    ['never while a visitor is at work', { inSession: true, localHour: 3, waitedMs: 48 * HOUR }, false],
    ['not in the quiet window when the oldest is younger than an hour', idle(3, 0.9), false],
  ])('%s', (_, moment, due) => {
    expect(isNumberingDue(moment, WINDOW)).toBe(due);
  });

  test('in a window that passes midnight', () => {
    const night = { quietFromHour: 22, quietToHour: 4 };
    expect([21, 22, 23, 0, 3, 4].map((hour) => isQuiet(hour, night))).toEqual([false, true, true, true, true, false]);
  });

  test('only a day on where from and to are the same hour', () => {
    expect(isQuiet(3, { quietFromHour: 3, quietToHour: 3 })).toBe(false);
  });

  test('a clock that was set back never makes them wait less than the process has seen', () => {
    expect(waitedMs({ monotonicMs: 5 }, { since: 1_000, now: 10 })).toBe(5);
    expect(waitedMs({ monotonicMs: 5 }, { since: 1_000, now: 1_050 })).toBe(50);
  });
});
