/** Everything that stands on the keys of a keyboard, and everything that can be written with them. */
import { disassemble } from 'es-hangul';
import chinese from 'simple-keyboard-layouts/build/layouts/chinese.js';
import { boardOf } from '../../../../src/renderer/keyboard/board.ts';
import { layoutsFor, loadTongue, type Tongue } from '../../../../src/renderer/keyboard/layouts.ts';
import { tableOf } from '../../../../src/renderer/keyboard/pinyin.ts';
import lines from '../../../../src/renderer/keyboard/traditional.json';

/** Room for all keys at once, in parts. */
const ROOM = { columns: 10, rows: 100 };

/** What each key writes, in both orders, with Shift and without, letters and signs. */
export function keysOf(tongue: Tongue): readonly string[] {
  const wish = { tongue, kind: 'text', many: true, part: 0, other: true, room: ROOM } as const;
  const cells = (['letters', 'symbols'] as const).flatMap((page) =>
    [true, false].flatMap((byAlphabet) => boardOf({ ...wish, page, byAlphabet }).cells),
  );
  const letters = cells.flatMap(({ key }) => (key.type === 'letter' ? [key.letter] : []));
  return [...new Set(letters.flatMap(({ plain, shifted }) => (shifted === null ? [plain] : [plain, shifted])))];
}

/** Every character that a keyboard of syllables can offer. */
export function charactersOf({ composer }: Tongue): readonly string[] {
  if (composer === null) return [];
  const syllables = [...tableOf(chinese).keys(), ...lines.flatMap((line) => line.split(' ').slice(0, 2))];
  return [...new Set(syllables.flatMap((each) => composer.candidates(each).map(({ text }) => text)))];
}

/** @returns a test of whether a text can be written in `tag`, with what its keyboard offers and all it can switch to */
export async function writableIn(tag: string): Promise<(text: string) => readonly string[]> {
  const tongues = await Promise.all(layoutsFor(tag).map(loadTongue));
  const points = new Set(tongues.flatMap((each) => [...keysOf(each), ...charactersOf(each)].join('').split('')));
  return (text) =>
    [...new Set(disassemble(text.normalize('NFC')))].filter((each) => /[\p{L}\p{M}]/u.test(each) && !points.has(each));
}
