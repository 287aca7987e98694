/** When a laptop has lain still or has slept: functions of two clocks. */
import type { Clock } from '../../shared/clock.ts';

/** The page locks first, and says so; this holds where the page does not answer any more. */
export const GRACE_MS = 15_000;
/** An owner may read for long, and nobody should take the laptop out of their hands: half an hour at least. */
export const OWNER_LEAST_MS = 1_800_000;
/** How far the clocks may part before that is a sleep; a clock that is set right by less locks nobody out. */
const PARTED_MS = 60_000;
/** How late a tick may come: a machine that works hard is slow, not asleep. */
const LATE_MS = 90_000;

export interface Moment {
  /** Milliseconds since the epoch. */
  readonly wall: number;
  /** Milliseconds that never go back. */
  readonly monotonic: number;
}

export function momentOf(clock: Clock): Moment {
  return { wall: clock.wall(), monotonic: clock.monotonic() };
}

/** @param activeAt monotonic milliseconds: when somebody last did something */
export function isIdle(given: {
  readonly activeAt: number;
  readonly now: number;
  readonly lockAfterSeconds: number;
  readonly ownersTurn: boolean;
}): boolean {
  const afterMs = given.lockAfterSeconds * 1000;
  const longest = given.ownersTurn ? Math.max(afterMs, OWNER_LEAST_MS) : afterMs;
  return given.now - given.activeAt >= longest + GRACE_MS;
}

/**
 * Whether the machine slept. Where the monotonic clock stops in sleep (Linux), the wall clock runs ahead of
 * it; where it does not (Windows), the tick that comes every `tickMs` comes far too late. A wall clock that
 * was set back says nothing.
 */
export function hasSlept(given: {
  readonly seen: Moment;
  readonly tickedAt: number;
  readonly tickMs: number;
  readonly now: Moment;
}): boolean {
  const { seen, tickedAt, tickMs, now } = given;
  const parted = now.wall - seen.wall - (now.monotonic - seen.monotonic);
  return parted > PARTED_MS || now.monotonic - tickedAt > tickMs + LATE_MS;
}
