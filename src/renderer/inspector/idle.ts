/**
 * When a laptop locks by itself. Pure: times are milliseconds of a monotonic clock. Any key and any pointer
 * counts; a warning comes first, which any of them takes away.
 */

/** WCAG 2.2 SC 2.2.1: a warning, and at least 20 s to put the end off by one simple action, any number of times. */
export const WARN_MS = 30_000;

export type Idle =
  | { readonly phase: 'active'; readonly warnsInMs: number }
  | { readonly phase: 'warning'; readonly secondsLeft: number; readonly nextInMs: number }
  | { readonly phase: 'over' };

/**
 * @param used when a key or a pointer was last used
 * @param lockAfterMs the setting, at least a minute
 */
export function idleAt(used: number, now: number, lockAfterMs: number): Idle {
  const left = used + lockAfterMs - now;
  if (left <= 0) return { phase: 'over' };
  if (left > WARN_MS) return { phase: 'active', warnsInMs: left - WARN_MS };
  return { phase: 'warning', secondsLeft: Math.ceil(left / 1000), nextInMs: left % 1000 || 1000 };
}

/** The desk counts for itself from what it was told last. */
export const TELL_MS = 30_000;

/**
 * When the desk is to be told that somebody is at work: at once, or when the last telling is old enough.
 *
 * @param told when it was told last, or null
 * @returns milliseconds to wait; the last use before that is never left untold
 */
export function tellIn(told: number | null, now: number): number {
  return told === null ? 0 : Math.max(0, told + TELL_MS - now);
}
