/** What the date helper asks of the desk: what day it is, and which days are closed. */
import { cityDay, type Clock } from '../../shared/clock.ts';
import type { BusinessCalendar } from '../../shared/contest/dates.ts';
import type { CityCalendar } from '../../shared/content/contest.ts';
import type { Handlers } from '../feedback/handlers.ts';
import { businessCalendar } from './calendar.ts';

export interface ContestParts {
  readonly clock: Pick<Clock, 'wall'>;
  /** Of the content as it stands. */
  readonly calendar: () => CityCalendar;
}

export function contestHandlers({ clock, calendar }: ContestParts): Pick<Handlers, 'contest.calendar'> {
  let held: { readonly of: CityCalendar; readonly days: Promise<BusinessCalendar> } | null = null;
  return {
    async 'contest.calendar'() {
      const now = calendar();
      if (held?.of !== now) held = { of: now, days: businessCalendar(now) };
      return { today: cityDay(clock.wall()), ...(await held.days) };
    },
  };
}
