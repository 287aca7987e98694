/**
 * How long the door stays shut after wrong PINs. Only time that passes while the app runs counts, by the
 * monotonic clock: a wall clock set forward opens nothing early, one set back locks nobody out for years.
 */

/** Wrong tries in a row that cost nothing but the try. */
const FREE_TRIES = 2;
const FIRST_WAIT_MS = 30_000;
/** So that whoever plays with the keys locks staff out for an hour at most. */
export const LONGEST_WAIT_MS = 3_600_000;

/**
 * The wait behind the last of `wrong` tries in a row, in milliseconds: none, none, then 30 s and twice as
 * long each time, an hour at most. NIST SP 800-63B 5.2.2: at most 100 tries in a row; at this pace the
 * hundredth comes after four days, and a PIN of six digits lasts a hundred years.
 */
export function waitAfter(wrong: number): number {
  if (wrong <= FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(30, wrong - FREE_TRIES - 1));
}

/** What is left of a wait that ends at the monotonic moment `until`, in whole seconds, rounded up. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}
