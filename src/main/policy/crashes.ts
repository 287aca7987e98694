/** What to do when the face's process is gone: load it again, after three times in a minute show the recovery page, and rest where even that cannot stand. */

const WINDOW_MS = 60_000;
const LIMIT = 3;
/** How long the recovery page stands before it leads back to the face, and how long nothing is tried where it cannot. */
export const RECOVERY_MS = 30_000;

export type AfterCrash = 'reload' | 'recover' | 'rest';

export interface CrashLadder {
  /** Monotonic moments of the crashes that still count, oldest first. */
  readonly recent: readonly number[];
  /** When the recovery page was last shown. */
  readonly recovered: number | null;
}

export const noCrashes: CrashLadder = { recent: [], recovered: null };

/** @param now monotonic milliseconds: a clock set back must not make crashes old or new */
export function afterCrash(
  ladder: CrashLadder,
  now: number,
): { readonly ladder: CrashLadder; readonly action: AfterCrash } {
  // What cannot show a page without a script cannot show anything: trying at once again would only burn.
  if (ladder.recovered !== null && now - ladder.recovered < RECOVERY_MS) {
    return { ladder: noCrashes, action: 'rest' };
  }
  const recent = [...ladder.recent, now].filter((moment) => now - moment < WINDOW_MS);
  // The recovery page leads back to the face, which then has its three tries again.
  if (recent.length >= LIMIT) return { ladder: { recent: [], recovered: now }, action: 'recover' };
  return { ladder: { recent, recovered: null }, action: 'reload' };
}
