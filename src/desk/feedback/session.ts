/** Whether a visitor is at work. Updates, restarts and the numbering of contact requests wait for an idle moment. */
import type { Clock } from '../../shared/clock.ts';

export interface Session {
  set(active: boolean): void;
  active(): boolean;
}

/** A face that vanished in a session never ends it; no visitor stays this long (idle ends a session in minutes). */
const LONGEST_MS = 4 * 3_600_000;

/** @param ended called when a session ends */
export function openSession(clock: Clock, ended: () => void): Session {
  let since: number | null = null;
  return {
    set(active) {
      const was = since !== null;
      since = active ? clock.monotonic() : null;
      if (was && !active) ended();
    },
    active: () => since !== null && clock.monotonic() - since < LONGEST_MS,
  };
}
