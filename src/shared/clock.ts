/** Time as it is passed in. Wall time names moments; only monotonic time decides how long to wait. */
export interface Clock {
  /** Milliseconds since the Unix epoch by the machine's wall clock; may jump in either direction. */
  wall(): number;
  /** Milliseconds since an arbitrary start; never goes back, says nothing across a restart. */
  monotonic(): number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The start of the UTC hour that holds `ms`, in milliseconds since the epoch. */
export function startOfHour(ms: number): number {
  return Math.floor(ms / HOUR_MS) * HOUR_MS;
}

/** The start of the UTC day that holds `ms`, in milliseconds since the epoch. */
export function startOfDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** `2026-11-23T15Z`: the finest time a visitor's report says. */
export function hourName(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 13)}Z`;
}

/** `2026-11-23`: the finest time a contact request says. */
export function dayName(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The day in New York City, wherever the machine thinks it is: `2026-11-23`. */
export function cityDay(ms: number): string {
  return cityDays.format(ms);
}

// Year, month and day in the order of ISO 8601 are how Canadians write them.
const cityDays = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
