/** Timers as they are passed in, so that tests move the clock instead of waiting. */
export interface Timers {
  /** Calls `work` once after `ms`. @returns calls it off */
  after(ms: number, work: () => void): () => void;
}

/** Node's longest timer; whoever waits longer looks again then. */
const LONGEST_MS = 2 ** 31 - 1;

export const realTimers: Timers = {
  after(ms, work) {
    const timer = setTimeout(work, Math.min(Math.max(0, ms), LONGEST_MS));
    return () => clearTimeout(timer);
  },
};
