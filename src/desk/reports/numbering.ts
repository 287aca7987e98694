/**
 * When contact requests get their id, sequence and time. A number given at the moment of writing
 * would lead back to the answers written just before it, so they wait until many could be meant.
 */

const HOUR_MS = 3_600_000;
/** At the latest at the first idle moment this long after the oldest was written (wire contract, "Visitor kinds"). */
const LONGEST_MS = 24 * HOUR_MS;
/** One that was written less than this ago stays, or a quiet window would number it beside its answers. */
export const YOUNGEST_MS = HOUR_MS;

export interface NumberingMoment {
  /** Whether a visitor is at work. */
  readonly inSession: boolean;
  /** Hour of the day at the kiosk, 0 to 23. */
  readonly localHour: number;
  /** How long the oldest has waited. */
  readonly waitedMs: number;
}

export interface QuietWindow {
  readonly quietFromHour: number;
  readonly quietToHour: number;
}

/** Whether the contact requests that have waited at least `YOUNGEST_MS` get their numbers now. */
export function isNumberingDue(at: NumberingMoment, window: QuietWindow): boolean {
  if (at.inSession || at.waitedMs < YOUNGEST_MS) return false;
  return at.waitedMs >= LONGEST_MS || isQuiet(at.localHour, window);
}

/** Whether `hour` lies in the window, which may pass midnight; from = to is no window. */
export function isQuiet(hour: number, { quietFromHour: from, quietToHour: to }: QuietWindow): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/**
 * How long the oldest has waited: by the monotonic clock since this process knows of it, and by the
 * wall clock since it was written where that says more and is no jump backwards.
 */
export function waitedMs(known: { monotonicMs: number }, written: { since: number; now: number }): number {
  return Math.max(known.monotonicMs, written.now - written.since, 0);
}
