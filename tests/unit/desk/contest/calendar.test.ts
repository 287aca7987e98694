import { describe, expect, it } from 'vitest';
import { businessCalendar } from '../../../../src/desk/contest/calendar.ts';
import { contestHandlers } from '../../../../src/desk/contest/handlers.ts';
import { isBusinessDay } from '../../../../src/shared/contest/dates.ts';

const city = { from: '2026-01-01', to: '2027-12-31', added: [], removed: [] };
const named = (day: string) => ({ day, name: 'A day', source: 'https://example.com/' });

describe('the calendar of business days', () => {
  it('closes the public holidays of New York, and the weekday they are moved to', async () => {
    const { closed } = await businessCalendar(city);
    expect(closed).toEqual(expect.arrayContaining(['2026-11-26', '2026-12-25', '2027-06-18', '2026-07-03']));
    expect(closed).not.toContain('2026-11-23');
  });

  it('closes what may be open, and stays open on what is only a festivity', async () => {
    const calendar = await businessCalendar(city);
    // Lincoln's Birthday and Christmas Eve, and Saint Patrick's Day.
    const open = ['2026-02-12', '2026-12-24', '2026-03-17'].map((day) => isBusinessDay(day, calendar));
    expect(open).toEqual([false, false, true]);
  });

  it('does as the City says where it says otherwise', async () => {
    const edited = { ...city, added: [named('2026-11-27')], removed: [named('2026-02-12')] };
    const { closed } = await businessCalendar(edited);
    expect(closed).toContain('2026-11-27');
    expect(closed).not.toContain('2026-02-12');
  });

  it('knows the days between its first and its last, and no others', async () => {
    const { from, to, closed } = await businessCalendar({ ...city, from: '2026-07-01', to: '2026-12-24' });
    expect([from, to]).toEqual(['2026-07-01', '2026-12-24']);
    expect([closed[0], closed.at(-1)]).toEqual(['2026-07-03', '2026-12-24']);
  });

  it('is answered with the day it is in New York, and follows the content when that changes', async () => {
    let now = city;
    // Past midnight in UTC and not in New York.
    const answer = contestHandlers({ clock: { wall: () => Date.parse('2026-11-24T04:59:00Z') }, calendar: () => now })[
      'contest.calendar'
    ];
    expect(await answer({})).toMatchObject({ today: '2026-11-23', to: '2027-12-31' });
    now = { ...city, to: '2026-12-31' };
    expect(await answer({})).toMatchObject({ today: '2026-11-23', to: '2026-12-31' });
  });
});
