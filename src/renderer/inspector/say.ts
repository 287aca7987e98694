/** Moments in words for inspectors, who read English: by this machine's clock and zone. By ECMA-402 (Intl). */

const LOCALE = 'en-US';

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
export function daySaid(iso: string, at: Here = here()): string {
  const date = new Date(iso);
  // What a damaged record holds is shown as it is.
  if (Number.isNaN(date.getTime())) return iso;
  return format(date, { year: 'numeric', month: 'short', day: 'numeric' }, at);
}

function said(iso: string, time: Intl.DateTimeFormatOptions, at: Here): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  if (daySaid(iso, at) === daySaid(at.now.toISOString(), at)) return format(date, time, at);
  const year = { year: 'numeric' } as const;
  const sameYear = format(date, year, at) === format(at.now, year, at);
  return format(date, { ...(sameYear ? {} : year), month: 'short', day: 'numeric', ...time }, at);
}

function format(date: Date, how: Intl.DateTimeFormatOptions, { timeZone }: Here): string {
  // A space that does not break would be a character nobody types or finds (ICU writes one before AM and PM).
  return new Intl.DateTimeFormat(LOCALE, { ...how, timeZone }).format(date).replace(/\u202f/g, ' ');
}
