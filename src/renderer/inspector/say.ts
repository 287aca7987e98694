/** Moments in words for inspectors: what is of today is said by its time alone. By this machine's clock and zone. */
import { DAY_FORM, moment } from '../staff/say.ts';

export interface Here {
  readonly now: Date;
  readonly timeZone?: string;
}

const here = (): Here => ({ now: new Date() });

/** A moment that is known to the minute: "10:42 AM" today, else "Nov 22, 10:42 AM", with the year where it is another. */
export function timeSaid(iso: string, at: Here = here()): string {
  return said(iso, { hour: 'numeric', minute: '2-digit' }, at);
}

/** A moment that is known to the hour: "9 AM". */
export function hourSaid(iso: string, at: Here = here()): string {
  return said(iso, { hour: 'numeric' }, at);
}

/** A day: "Nov 22, 2026". */
export function daySaid(iso: string, { timeZone }: Here = here()): string {
  return moment(iso, { ...DAY_FORM, timeZone });
}

function said(iso: string, time: Intl.DateTimeFormatOptions, at: Here): string {
  const { timeZone } = at;
  const now = at.now.toISOString();
  if (daySaid(iso, at) === daySaid(now, at)) return moment(iso, { ...time, timeZone });
  const year = { year: 'numeric', timeZone } as const;
  const isThisYear = moment(iso, year) === moment(now, year);
  return moment(iso, { ...DAY_FORM, year: isThisYear ? undefined : 'numeric', ...time, timeZone });
}
