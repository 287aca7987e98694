/**
 * Tells a scanner that types (a keyboard wedge) from a person: many characters, faster than any hand,
 * ended by Enter. Pure: time comes in with each key, in milliseconds of a monotonic clock.
 */

/** Fast typists need about 100 ms a key; wedge scanners send one every 1 to 30 ms. */
const LONGEST_GAP_MS = 50;
/** Shorter runs can be a palm on the keyboard. */
const SHORTEST = 6;

export interface Run {
  readonly text: string;
  readonly at: number;
}

export const NOTHING_READ: Run = { text: '', at: Number.NEGATIVE_INFINITY };

/**
 * @param key as `KeyboardEvent.key` names it; Shift, which a scanner holds for capitals, is skipped
 * @returns the run so far, and what was scanned once it has ended
 */
export function readKey(run: Run, key: string, at: number): { readonly run: Run; readonly scanned: string | null } {
  if (key === 'Shift') return { run, scanned: null };
  const goesOn = at - run.at <= LONGEST_GAP_MS;
  if (key === 'Enter') {
    const whole = goesOn && run.text.length >= SHORTEST;
    return { run: NOTHING_READ, scanned: whole ? run.text : null };
  }
  if (key.length !== 1) return { run: NOTHING_READ, scanned: null };
  return { run: { text: goesOn ? run.text + key : key, at }, scanned: null };
}
