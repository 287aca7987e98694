/** What the face tells of the place before it: whether a visitor is at work, for whom updates and restarts wait, and a stuck panel. */
import type { Clock } from '../../shared/clock.ts';

export interface Session {
  set(active: boolean): void;
  active(): boolean;
  /** Something has pressed the panel for longer than a person would. @returns whether that is news: not said in the last minute */
  notePanelStuck(): boolean;
  /** When that was last so, in milliseconds since the epoch; null where it never was since the start. */
  panelStuckAt(): number | null;
}

/** A face that vanished in a session never ends it; no visitor stays this long (idle ends a session in minutes). */
const LONGEST_MS = 4 * 3_600_000;
/** A contact is stuck after a minute: a page that says so more often would only fill the log. */
const STUCK_AGAIN_MS = 60_000;

/** @param ended called when a session ends */
export function openSession(clock: Clock, ended: () => void): Session {
  let since: number | null = null;
  let panelStuckAt: number | null = null;
  let saidAt = Number.NEGATIVE_INFINITY;
  return {
    set(active) {
      const was = since !== null;
      since = active ? clock.monotonic() : null;
      if (was && !active) ended();
    },
    notePanelStuck() {
      const now = clock.monotonic();
      if (now - saidAt < STUCK_AGAIN_MS) return false;
      saidAt = now;
      panelStuckAt = clock.wall();
      return true;
    },
    panelStuckAt: () => panelStuckAt,
    active: () => since !== null && clock.monotonic() - since < LONGEST_MS,
  };
}
