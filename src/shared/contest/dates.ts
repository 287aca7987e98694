/**
 * Days counted from a day: what the date helper says. Pure, on days of the calendar without a time or a
 * zone, so that nothing moves with a clock. In doubt always the earlier day: to be early harms nobody.
 *
 * - Business days: neither Saturday, Sunday nor a closed day. The day one counts from is not counted.
 * - "Within" a number of days: calendar days. A last day on a weekend stays where it is; whether the
 *   next business day would do, the helper does not promise.
 */
import type { Deadline } from '../content/contest.ts';

/** A day of the calendar, ISO 8601: `2026-11-23`. */
export type Day = string;

/** Which days are closed, between two days, both included. */
export interface BusinessCalendar {
  readonly from: Day;
  readonly to: Day;
  /** Holidays, also those on a weekend. */
  readonly closed: readonly Day[];
}

/** The days that can be picked: years of four digits, and far more than a summons is old. */
export const FIRST_DAY: Day = '2000-01-01';
export const LAST_DAY: Day = '2099-12-31';

const DAY_MS = 86_400_000;
const SUNDAY = 0;
const SATURDAY = 6;

/** Midnight in UTC, where every day has 24 hours. */
function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayAt(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10);
}

/** @param count of days; below zero: earlier */
export function addDays(day: Day, count: number): Day {
  return dayAt(utc(day) + count * DAY_MS);
}

/** The same day of another month; its last, where it has no such day. */
export function addMonths(day: Day, count: number): Day {
  const date = new Date(utc(day));
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayAt(Date.UTC(year, month, Math.min(date.getUTCDate(), last)));
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return new Date(utc(day)).getUTCDay();
}

export interface Move {
  readonly by: 'day' | 'week' | 'month';
  readonly count: 1 | -1;
}

/** Where a press leads, within the days that can be picked. ISO days in text order are in time order. */
export function move(day: Day, { by, count }: Move): Day {
  const to = by === 'month' ? addMonths(day, count) : addDays(day, by === 'week' ? 7 * count : count);
  if (to < FIRST_DAY) return FIRST_DAY;
  return to > LAST_DAY ? LAST_DAY : to;
}

/** Null beyond the days that the calendar knows. */
export function isBusinessDay(day: Day, calendar: BusinessCalendar): boolean | null {
  if (day < calendar.from || day > calendar.to) return null;
  const on = weekday(day);
  return on !== SUNDAY && on !== SATURDAY && !calendar.closed.includes(day);
}

/** The `count`th business day from `day`, which itself does not count; null where the calendar ends before. */
export function addBusinessDays(day: Day, count: number, calendar: BusinessCalendar): Day | null {
  let at = day;
  for (let left = Math.abs(count); left > 0;) {
    at = addDays(at, Math.sign(count));
    const open = isBusinessDay(at, calendar);
    if (open === null) return null;
    if (open) left -= 1;
  }
  return at;
}

export type Due =
  | {
      readonly type: 'day';
      /** The last day on which it is in time. */
      readonly day: Day;
      /** The last day where the decision came by mail; null where that makes no difference. */
      readonly mailed: Day | null;
    }
  /** The calendar does not know the holidays around that day. */
  | { readonly type: 'beyond' };

/** The last day to do it, counted from `known`, the day that the deadline counts from. */
export function due(deadline: Deadline, known: Day, calendar: BusinessCalendar): Due {
  const sign = deadline.direction === 'before' ? -1 : 1;
  if (deadline.unit === 'business-days') {
    const day = addBusinessDays(known, sign * deadline.count, calendar);
    return day === null ? { type: 'beyond' } : { type: 'day', day, mailed: null };
  }
  const { mailed } = deadline;
  return {
    type: 'day',
    day: addDays(known, sign * deadline.count),
    mailed: mailed === undefined ? null : addDays(known, sign * mailed),
  };
}

/** What counts from this kind of day, the earliest first; what cannot be told comes last. */
export function dues(
  deadlines: readonly Deadline[],
  from: Deadline['from'],
  known: Day,
  calendar: BusinessCalendar,
): readonly { readonly deadline: Deadline; readonly due: Due }[] {
  const when = (each: Due) => (each.type === 'day' ? each.day : '~');
  return deadlines
    .filter((deadline) => deadline.from === from)
    .map((deadline) => ({ deadline, due: due(deadline, known, calendar) }))
    .toSorted((a, b) => (when(a.due) < when(b.due) ? -1 : Number(when(a.due) > when(b.due))));
}
