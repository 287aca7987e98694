/** Whether the app starts itself again after a failure: not where something else does, and not for ever. */

const WINDOW_MS = 10 * 60_000;
/** What fails more often than this at the start will fail again. */
const LIMIT = 3;

export interface Failure {
  /** Moments of earlier starts after a failure, milliseconds since the epoch; handed on from start to start. */
  readonly earlier: readonly number[];
  readonly now: number;
  /** A service or a shell starts the app again: two would start it twice. */
  readonly supervised: boolean;
}

/** @returns the moments to hand on, or null: end for good */
export function relaunchAfter({ earlier, now, supervised }: Failure): readonly number[] | null {
  if (supervised) return null;
  // A moment in the future is a clock that was set back; it counts, or a loop would never end.
  const recent = earlier.filter((moment) => now - moment < WINDOW_MS);
  return recent.length >= LIMIT ? null : [...recent, now];
}
