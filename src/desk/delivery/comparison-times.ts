/**
 * When a device compares what it keeps with the central endpoint's ledger: once a day at a time of its
 * own, so that a fleet does not ask at once, and after every enrollment. Pure; all waits are monotonic.
 */
import type { DeviceId } from '../../shared/ids.ts';

/** The longest from one to the next. */
export const COMPARE_EVERY_MS = 24 * 3_600_000;
/** A device that was off at its time, or has never compared, does so within this time of its start. */
const OVERDUE_SPREAD_MS = 15 * 60_000;
const AT_LEAST_MS = 3_600_000;

/** This device's time of day, as a share of the day in [0, 1): the same at every start. */
export function shareOf(deviceId: DeviceId): number {
  return Number.parseInt(deviceId.replaceAll('-', '').slice(-12), 16) / 16 ** 12;
}

/**
 * Milliseconds to the next comparison, from a start of the app or from the end of the last one.
 *
 * @param last when one last ended, milliseconds since the epoch by the corrected clock; null for never
 * @param now by the same clock
 */
export function nextComparisonIn(deviceId: DeviceId, last: number | null, now: number): number {
  const share = shareOf(deviceId);
  // A clock that was set back says nothing of how long ago it was.
  if (last === null || now < last || now - last >= COMPARE_EVERY_MS) return share * OVERDUE_SPREAD_MS;
  const sinceOwnTime = (((now - share * COMPARE_EVERY_MS) % COMPARE_EVERY_MS) + COMPARE_EVERY_MS) % COMPARE_EVERY_MS;
  const untilOwnTime = COMPARE_EVERY_MS - sinceOwnTime;
  // Just compared: not again at once, where a timer was early or the clock was corrected.
  const wait = untilOwnTime < AT_LEAST_MS ? untilOwnTime + COMPARE_EVERY_MS : untilOwnTime;
  return Math.min(wait, last + COMPARE_EVERY_MS - now);
}
