/** What keys of an on-screen pad do to what is typed. Pure. */
import { CROCKFORD } from '../../shared/crockford.ts';

export const DELETE = 'delete';

export interface PadRule {
  /** Every character the pad has. */
  readonly characters: string;
  readonly most: number;
}

export const PIN_RULE: PadRule = { characters: '0123456789', most: 12 };
/** NIST SP 800-63B 5.1.1.1: at least 6 digits. */
export const PIN_LEAST = 6;
export const HEIGHT_RULE: PadRule = { characters: '0123456789.', most: 6 };

/** @param key a character, or `DELETE` for the last one typed; anything else changes nothing */
export function type(held: string, key: string, rule: PadRule): string {
  if (key === DELETE) return held.slice(0, -1);
  if (key.length !== 1 || held.length >= rule.most) return held;
  const character = rule.characters.includes(key) ? key : key.toUpperCase();
  if (!rule.characters.includes(character)) return held;
  return character === '.' && (held === '' || held.includes('.')) ? held : held + character;
}

/** Characters and `DELETE`, as they stand; an empty one leaves its place free. */
export type PadRows = readonly (readonly string[])[];

const NUMBERS: PadRows = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
];
export const PIN_ROWS: PadRows = [...NUMBERS, [DELETE, '0', '']];
export const HEIGHT_ROWS: PadRows = [...NUMBERS, [DELETE, '0', '.']];
export const CODE_ROWS: PadRows = [...rowsOf(CROCKFORD, 8), [DELETE]];

/** `characters` in rows of `columns`. */
export function rowsOf(characters: string, columns: number): PadRows {
  return Array.from({ length: Math.ceil(characters.length / columns) }, (_, row) =>
    characters.slice(row * columns, (row + 1) * columns).split(''),
  );
}

/** Whole seconds until the door takes a PIN again. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}
