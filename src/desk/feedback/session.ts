/** What the face tells of the place before it: whether a visitor is at work, for whom updates and restarts wait, and a stuck panel. */
import type { Clock } from '../../shared/clock.ts';

export interface Session {
  set(active: boolean): void;
  active(): boolean;
  /** Something has pressed the panel for longer than a person would. */
  notePanelStuck(): void;
  /** When that was last so, in milliseconds since the epoch; null where it never was since the start. */
  panelStuckAt(): number | null;
}

/** A face that vanished in a session never ends it; no visitor stays this long (idle ends a session in minutes). */
const LONGEST_MS = 4 * 3_600_000;

/** @param ended called when a session ends */
export function openSession(clock: Clock, ended: () => void): Session {
  let since: number | null = null;
  let panelStuckAt: number | null = null;
  return {
    set(active) {
      const was = since !== null;
      since = active ? clock.monotonic() : null;
      if (was && !active) ended();
    },
    notePanelStuck: () => void (panelStuckAt = clock.wall()),
    panelStuckAt: () => panelStuckAt,
    active: () => since !== null && clock.monotonic() - since < LONGEST_MS,
  };
}
