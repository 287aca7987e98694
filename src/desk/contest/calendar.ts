/**
 * Which days the helper takes for closed: the holidays that `date-holidays` knows for the State of New
 * York, and how the City's calendar differs from them.
 *
 * Days a City tribunal may well work on, such as Susan B. Anthony Day, Lincoln's Birthday or Christmas Eve,
 * are counted as closed: business days are only counted back from a hearing, so that one closed day too
 * many gives an earlier day, and one too few would make somebody late. The City says otherwise with `removed`.
 */
import type { BusinessCalendar, Day } from '../../shared/contest/dates.ts';
import type { CityCalendar } from '../../shared/content/contest.ts';

/** Days off, days on which banks and offices are closed, days most people take off; festivities are none of these. */
const TYPES = ['public', 'bank', 'optional'] as const;

const yearOf = (day: Day) => Number(day.slice(0, 4));

/** The closed days of the City's calendar. Reads the holidays of the whole world first: some megabytes, when first asked. */
export async function businessCalendar({ from, to, added, removed }: CityCalendar): Promise<BusinessCalendar> {
  const { default: Holidays } = await import('date-holidays');
  const holidays = new Holidays('US', 'NY', { types: [...TYPES], languages: ['en'] });
  const closed = new Set<Day>();
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    // `2026-11-26 00:00:00`, in the holiday's own place: the day is in front, whatever this machine's zone.
    for (const { date } of holidays.getHolidays(year)) closed.add(date.slice(0, 10));
  }
  for (const { day } of added) closed.add(day);
  for (const { day } of removed) closed.delete(day);
  return { from, to, closed: [...closed].filter((day) => day >= from && day <= to).toSorted() };
}
