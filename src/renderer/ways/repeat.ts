/**
 * Held keys do not repeat by accident: the first repetition comes after two seconds, as does each
 * next one, for every key that moves, chooses, writes or deletes. Hands that shake or let go slowly
 * press once. A key is otherwise never held up.
 */
import { STUCK_MS } from '../ui/press.ts';

/** 508 407.4 and EN 301 549 5.7: two seconds or more before the first repetition, and down to one in two seconds. */
export const REPEAT_MS = 2000;

export interface HeldKey {
  /** Milliseconds of a monotonic clock. */
  readonly since: number;
  /** When it last did something. */
  readonly passed: number;
}

/** Whether a repetition of a held key does something now. One that is stuck does nothing, and is nobody's sign of life. */
export function mayRepeat(held: HeldKey, now: number): boolean {
  return now - held.passed >= REPEAT_MS && now - held.since < STUCK_MS;
}

/** Must be the first listener of the window. @returns a function that takes the rule away again */
export function guardRepeats(target: Window): () => void {
  const held = new Map<string, HeldKey>();
  const name = (event: KeyboardEvent) => event.code || event.key;

  function down(event: KeyboardEvent) {
    const now = event.timeStamp;
    const before = held.get(name(event));
    if (!event.repeat || before === undefined) held.set(name(event), { since: now, passed: now });
    if (!event.repeat) return;
    if (before !== undefined && mayRepeat(before, now)) {
      held.set(name(event), { since: before.since, passed: now });
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  const up = (event: KeyboardEvent) => void held.delete(name(event));
  const forget = () => held.clear();

  target.addEventListener('keydown', down, true);
  target.addEventListener('keyup', up, true);
  target.addEventListener('blur', forget);
  return () => {
    target.removeEventListener('keydown', down, true);
    target.removeEventListener('keyup', up, true);
    target.removeEventListener('blur', forget);
  };
}
