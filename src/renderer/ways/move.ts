/**
 * Five keys and two switches: what a key means, and where it leads. Pure. Every stop of what is
 * shown can be reached with one key alone: behind the last comes the first again.
 */
import type { Keypad } from '../../shared/staff.ts';

export type WayKey = keyof Keypad;
export type Deed = 'back' | 'forward' | 'choose';

const KEYS: readonly WayKey[] = ['up', 'down', 'left', 'right', 'select', 'switchMove', 'switchSelect'];

/** Which of the five keys or two switches sends `key` (as `KeyboardEvent.key` names it); null: none. */
export function wayKeyOf(keypad: Keypad, key: string): WayKey | null {
  return KEYS.find((each) => keypad[each] === key) ?? null;
}

export function isOfFive(key: WayKey): boolean {
  return key !== 'switchMove' && key !== 'switchSelect';
}

/** @param rtl whether the words of the screen run from right to left: left leads on, then */
export function deedOf(key: WayKey, rtl: boolean): Deed {
  switch (key) {
    case 'up':
      return 'back';
    case 'down':
    case 'switchMove':
      return 'forward';
    case 'left':
      return rtl ? 'forward' : 'back';
    case 'right':
      return rtl ? 'back' : 'forward';
    case 'select':
    case 'switchSelect':
      return 'choose';
  }
}

/**
 * The stop a key leads to.
 *
 * @param stops in reading order
 * @param current where the focus is; null or not among the stops: before the first
 * @returns `current` where the key does not move; null where there is no stop at all
 */
export function step<Stop>(stops: readonly Stop[], current: Stop | null, key: WayKey, rtl: boolean): Stop | null {
  const deed = deedOf(key, rtl);
  const at = current === null ? -1 : stops.indexOf(current);
  if (deed === 'choose') return current;
  if (deed === 'forward') return stops[(at + 1) % stops.length] ?? null;
  return stops.at(at < 0 ? -1 : at - 1) ?? null;
}

/** A field with a caret in it. */
export interface Caret {
  readonly lines: 'one' | 'many';
  /** Both null where the field does not tell. */
  readonly start: number | null;
  readonly end: number | null;
  readonly length: number;
}

/**
 * Whether an arrow key stays with the caret of a field: as long as that can still go there. Up and
 * down mean nothing in a single line.
 */
export function staysInField(caret: Caret, key: WayKey, rtl: boolean): boolean {
  if (!isOfFive(key) || key === 'select') return false;
  if (caret.lines === 'one' && (key === 'up' || key === 'down')) return false;
  const { start, end } = caret;
  if (start === null || end === null) return true;
  if (start !== end) return true;
  return deedOf(key, rtl) === 'forward' ? end < caret.length : start > 0;
}
