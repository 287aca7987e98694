/** When the page is loaded afresh although nothing is wrong: whatever a day of visitors has piled up goes with it. */
import { isQuiet, type QuietWindow } from './updates.ts';

const HOUR_MS = 3_600_000;
/** Once a night, also where the quiet window is long. */
const NIGHTLY_MS = 12 * HOUR_MS;
/** Where the nights are never quiet: at the next pause. */
const AT_MOST_MS = 36 * HOUR_MS;
/** Someone who has just left may come back for a forgotten umbrella; nobody comes at this very second after a minute. */
const REST_MS = 60_000;

export interface RecycleMoment {
  /** Since the page was loaded, monotonic milliseconds. */
  readonly ageMs: number;
  /** Since the last visitor left, monotonic milliseconds; null while one is at work. */
  readonly restMs: number | null;
  /** Of the local day. */
  readonly hour: number;
  readonly quietWindow: QuietWindow;
}

export function mayRecycle({ ageMs, restMs, hour, quietWindow }: RecycleMoment): boolean {
  if (restMs === null || restMs < REST_MS) return false;
  return ageMs >= AT_MOST_MS || (ageMs >= NIGHTLY_MS && isQuiet(hour, quietWindow));
}
