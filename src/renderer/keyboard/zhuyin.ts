/**
 * Traditional characters, by Zhuyin (Bopomofo) with tones or without, or by Pinyin. The table holds
 * the characters of Big5 that the bundled font draws, and four that Hong Kong writes, 9,635 together;
 * `npm run keyboard-table` says where it comes from and makes it anew.
 */
import type { Composer } from './compose.ts';
import { pinyinOf } from './pinyin.ts';
import { syllables, type Reading } from './syllables.ts';
import lines from './traditional.json';

/** The first tone has no sign: the space bar ends a syllable, as it does on any keyboard for Zhuyin. */
const TONES = { ˊ: '2', ˇ: '3', ˋ: '4', '˙': '5' };

export function zhuyin(): Composer {
  return syllables({ table: table(1), letters: /^[ㄅ-ㄩ]$/, tones: TONES });
}

/** Pinyin for traditional characters. */
export function pinyinTraditional(): Composer {
  return pinyinOf(table(0));
}

/** @param column of the line: 0 Pinyin, 1 Zhuyin */
function table(column: 0 | 1): ReadonlyMap<string, readonly Reading[]> {
  return new Map(
    lines.map((line) => {
      const parts = line.split(' ');
      const readings = [...(parts[2] ?? '').matchAll(/(\D)([1-5]*)/gu)];
      return [parts[column] ?? '', readings.map(([, text = '', tones = '']) => ({ text, tones }))];
    }),
  );
}
