/** How fast and how loud, in steps. */

/** Percent of the usual speed. 508 402.2 and EN 301 549 5.1.3: 50 to 200 % in six steps or more. */
export const RATES = [50, 65, 80, 100, 125, 150, 175, 200] as const;

/** Percent of full volume. 508 402.3 and EN 301 549 5.1.3: ten steps or more. */
export const VOLUMES = [5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100] as const;

/** The next level above (`1`) or below (`-1`); `now` itself at either end. */
export function stepped(levels: readonly number[], now: number, by: 1 | -1): number {
  const next = by > 0 ? levels.find((level) => level > now) : levels.findLast((level) => level < now);
  return next ?? now;
}
