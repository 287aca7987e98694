/** What to do when the face's process is gone: load it again, and after three times in a minute show the recovery page. */

const WINDOW_MS = 60_000;
const LIMIT = 3;

export type AfterCrash = 'reload' | 'recover';

export interface CrashLadder {
  /** Monotonic moments of the crashes that still count, oldest first. */
  readonly recent: readonly number[];
}

export const noCrashes: CrashLadder = { recent: [] };

/** @param now monotonic milliseconds: a clock set back must not make crashes old or new */
export function afterCrash(
  ladder: CrashLadder,
  now: number,
): { readonly ladder: CrashLadder; readonly action: AfterCrash } {
  const recent = [...ladder.recent, now].filter((moment) => now - moment < WINDOW_MS);
  // The recovery page leads back to the face, which then has its three tries again.
  if (recent.length >= LIMIT) return { ladder: noCrashes, action: 'recover' };
  return { ladder: { recent }, action: 'reload' };
}
