import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  addDays,
  addMonths,
  due,
  dues,
  FIRST_DAY,
  isBusinessDay,
  LAST_DAY,
  move,
  weekday,
  type BusinessCalendar,
} from '../../../../src/shared/contest/dates.ts';
import type { Deadline } from '../../../../src/shared/content/contest.ts';

const calendar: BusinessCalendar = {
  from: '2026-01-01',
  to: '2027-12-31',
  closed: ['2026-11-26', '2026-12-25', '2027-01-01'],
};

const deadline = (rest: Partial<Deadline>): Deadline => ({
  id: 'one',
  from: 'hearing',
  count: 3,
  unit: 'business-days',
  direction: 'before',
  source: 'https://example.com/',
  verifiedOn: '2026-11-23',
  ...rest,
});

const day = fc
  .date({ min: new Date('2026-02-01T00:00:00Z'), max: new Date('2027-11-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a day of the calendar', () => {
  it('is moved across months, years and the days clocks are changed', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-08', 1)).toBe('2026-03-09');
    expect(addDays('2026-11-01', 1)).toBe('2026-11-02');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(weekday('2026-11-23')).toBe(1);
  });

  it('a month later is the same day, or the last the month has', () => {
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2028-03-31', -1)).toBe('2028-02-29');
    expect(addMonths('2026-01-05', -1)).toBe('2025-12-05');
  });

  it('comes back after as many steps there and back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (from, count) => {
        expect(addDays(addDays(from, count), -count)).toBe(from);
        expect(Math.abs((weekday(addDays(from, count)) - weekday(from) - count) % 7)).toBe(0);
      }),
    );
  });

  it('stays among the days that can be picked', () => {
    expect(move(FIRST_DAY, { by: 'month', count: -1 })).toBe(FIRST_DAY);
    expect(move(LAST_DAY, { by: 'week', count: 1 })).toBe(LAST_DAY);
    expect(move('2026-11-23', { by: 'week', count: 1 })).toBe('2026-11-30');
  });
});

describe('business days', () => {
  it('leave out Saturday, Sunday and holidays, and the day one counts from', () => {
    // Monday; Friday 27, Wednesday 25 and Tuesday 24 are open, Thanksgiving is not.
    expect(addBusinessDays('2026-11-30', -3, calendar)).toBe('2026-11-24');
    expect(addBusinessDays('2026-11-28', -1, calendar)).toBe('2026-11-27');
  });

  it('are counted across the end of the year', () => {
    expect(addBusinessDays('2027-01-04', -5, calendar)).toBe('2026-12-24');
  });

  it('end where the calendar ends', () => {
    expect(isBusinessDay('2028-01-03', calendar)).toBeNull();
    expect(addBusinessDays('2026-01-05', -3, calendar)).toBeNull();
    expect(addBusinessDays('2028-01-10', -3, calendar)).toBeNull();
  });

  it('end on a business day with exactly as many on the way', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 10 }), (from, count) => {
        const end = addBusinessDays(from, -count, calendar) ?? '';
        expect(isBusinessDay(end, calendar)).toBe(true);
        let open = 0;
        for (let at = end; at < from; at = addDays(at, 1)) if (isBusinessDay(at, calendar) === true) open += 1;
        expect(open).toBe(count);
      }),
    );
  });

  it('give an earlier day, never a later one, when one more day is closed', () => {
    fc.assert(
      fc.property(day, day, fc.integer({ min: 1, max: 10 }), (from, extra, count) => {
        const strict = { ...calendar, closed: [...calendar.closed, extra] };
        const [sooner, later] = [addBusinessDays(from, -count, strict), addBusinessDays(from, -count, calendar)];
        expect((sooner ?? '') <= (later ?? '')).toBe(true);
      }),
    );
  });
});

describe('a deadline', () => {
  it('within days counts calendar days, and more of them where the decision was mailed', () => {
    const appeal = deadline({ from: 'decision', count: 30, unit: 'days', direction: 'after', mailed: 35 });
    expect(due(appeal, '2026-12-15', calendar)).toEqual({ type: 'day', day: '2027-01-14', mailed: '2027-01-19' });
  });

  it('in business days says so where the holidays are not known', () => {
    expect(due(deadline({}), '2026-11-30', calendar)).toEqual({ type: 'day', day: '2026-11-24', mailed: null });
    expect(due(deadline({}), '2028-03-01', calendar)).toEqual({ type: 'beyond' });
  });

  it('is listed with what counts from the same day, the earliest first', () => {
    const all = [
      deadline({ id: 'hearing', count: 0, unit: 'days' }),
      deadline({ id: 'phone' }),
      deadline({ id: 'appeal', from: 'decision' }),
      deadline({ id: 'fix', from: null }),
      deadline({ id: 'person', count: 5 }),
    ];
    const listed = (known: string) => dues(all, 'hearing', known, calendar).map((each) => each.deadline.id);
    expect(listed('2026-11-30')).toEqual(['person', 'phone', 'hearing']);
    expect(listed('2028-06-01')).toEqual(['hearing', 'phone', 'person']);
  });
});
