/** How long to wait after failures: full jitter, so that devices that failed together do not return together. */

/** Wire contract, answers to the whole request: base 5 s, cap 15 min, never giving up. */
export const BACKOFF_BASE_MS = 5_000;
export const BACKOFF_CAP_MS = 15 * 60_000;

/**
 * @param failures how many came before this wait, from 1
 * @param random uniform in [0, 1)
 * @param cap milliseconds, where it is lower than the contract's
 */
export function backoff(failures: number, random: () => number, cap = BACKOFF_CAP_MS): number {
  // 2^8 base is past the cap; a larger power would end as Infinity.
  const most = Math.min(cap, BACKOFF_BASE_MS * 2 ** Math.min(failures - 1, 8));
  return Math.ceil(random() * most);
}

/**
 * The wait before a request is made again. `Retry-After` is honoured whoever sent it, at most 15 min, and
 * takes the place of the backoff but for its first step: a server that always says 1 s is not asked in a rush.
 */
export function retryWait(failures: number, retryAfterMs: number | null, random: () => number, cap?: number): number {
  if (retryAfterMs === null || retryAfterMs === 0) return backoff(failures, random, cap);
  return Math.max(Math.min(retryAfterMs, BACKOFF_CAP_MS), backoff(1, random));
}
