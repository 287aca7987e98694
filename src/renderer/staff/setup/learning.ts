/** Learns the five keys and two switches, one after the other, each once. Pure. */
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Keypad } from '../../../shared/staff.ts';

export type KeyName = keyof Keypad;

export const KEYS: readonly KeyName[] = ['up', 'down', 'left', 'right', 'select', 'switchMove', 'switchSelect'];

export type Learned = Readonly<Partial<Record<KeyName, string>>>;

/** Tab leads out of learning, and a key that is only held while others are pressed cannot be one of the five. */
const NEVER = new Set(['Tab', 'Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'Fn', 'CapsLock', 'Dead', 'Unidentified']);

export function isLearnable(key: string): boolean {
  return !NEVER.has(key) && key.length <= 32;
}

export type LearnProblem = { readonly type: 'twice'; readonly as: KeyName };

export function learn(learned: Learned, name: KeyName, key: string): Result<Learned, LearnProblem> {
  const as = KEYS.find((each) => each !== name && learned[each] === key);
  return as === undefined ? ok({ ...learned, [name]: key }) : err({ type: 'twice', as });
}

/** All seven: those that were not pressed stay as they were, unless their key has just been given away. */
export function keypadOf(learned: Learned, before: Keypad): Result<Keypad, LearnProblem> {
  const keypad = { ...before, ...learned };
  for (const name of KEYS) {
    const as = KEYS.find((each) => each !== name && keypad[each] === keypad[name]);
    if (as !== undefined) return err({ type: 'twice', as: learned[name] === undefined ? as : name });
  }
  return ok(keypad);
}

/** How a key is named to a person. */
export function keyLabel(key: string): string {
  return key === ' ' ? 'Space' : key;
}
