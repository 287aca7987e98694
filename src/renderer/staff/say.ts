/** Numbers in words for staff, who read English: how long, how much, when. By ECMA-402 (Intl). */

const LOCALE = 'en-US';
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const unit = (value: number, of: string) =>
  new Intl.NumberFormat(LOCALE, { style: 'unit', unit: of, unitDisplay: 'long', maximumFractionDigits: 0 }).format(
    Math.floor(value),
  );

/** The largest whole unit: "3 days", "5 minutes", "40 seconds". */
export function lengthOfTime(seconds: number): string {
  const whole = Math.max(0, seconds);
  if (whole >= 2 * DAY) return unit(whole / DAY, 'day');
  if (whole >= 2 * HOUR) return unit(whole / HOUR, 'hour');
  if (whole >= 2 * MINUTE) return unit(whole / MINUTE, 'minute');
  return unit(whole, 'second');
}

/** Decimal, as sticks are sold: "14.2 GB", "820 MB". */
export function amountOf(bytes: number): string {
  const giga = bytes / 1e9;
  const [value, of] = giga >= 1 ? [giga, 'gigabyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(LOCALE, {
    style: 'unit',
    unit: of,
    maximumFractionDigits: of === 'gigabyte' ? 1 : 0,
  }).format(value);
}

/** "Nov 23, 2026". */
export const DAY_FORM = { year: 'numeric', month: 'short', day: 'numeric' } as const;

/** A moment that is known to the hour: "Nov 23, 2026, 3 PM", by this machine's clock and zone. */
export function hourOf(iso: string, timeZone?: string): string {
  return moment(iso, { ...DAY_FORM, hour: 'numeric', timeZone });
}

/** A moment that is known to the minute: "Nov 23, 2026, 3:07 PM". */
export function minuteOf(iso: string, timeZone?: string): string {
  return moment(iso, { ...DAY_FORM, hour: 'numeric', minute: '2-digit', timeZone });
}

/** A moment in the form that is asked for. What a damaged record holds is shown as it is. */
export function moment(iso: string, how: Intl.DateTimeFormatOptions): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  // A space that does not break would be a character nobody types or finds (ICU writes one before AM and PM).
  return new Intl.DateTimeFormat(LOCALE, how).format(date).replace(/\u202f/g, ' ');
}
