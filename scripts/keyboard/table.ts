/**
 * The table behind the keyboards for traditional Chinese: which characters a syllable can become, the
 * most used first. Nothing in it is ours: which characters there are is Big5's, how each is read is
 * pinyin-pro's, how much each is used is the order of the simplified ones in simple-keyboard-layouts,
 * which simplified one each belongs to is OpenCC's, and which can be drawn is the bundled font's.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Converter } from 'opencc-js';
import { pinyin } from 'pinyin-pro';
import chinese from 'simple-keyboard-layouts/build/layouts/chinese.js';
import { tableOf } from '../../src/renderer/keyboard/pinyin.ts';
import { zhuyinOf } from './zhuyin.ts';

/** Rows of Big5 that hold characters, without the extensions: level 1, often used, and level 2. */
const LEVELS = [
  [0xa440, 0xc67e],
  [0xc940, 0xf9d5],
] as const;

/** The characters of Big5 in its own order: the often used ones, then the others, each by strokes. */
export function big5(level: 1 | 2): readonly string[] {
  const [from, to] = LEVELS[level - 1] ?? LEVELS[0];
  const decoder = new TextDecoder('big5');
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
    .filter(
      (code) => ((code & 0xff) >= 0x40 && (code & 0xff) <= 0x7e) || ((code & 0xff) >= 0xa1 && (code & 0xff) <= 0xfe),
    )
    .map((code) => decoder.decode(Uint8Array.of(code >> 8, code & 0xff)))
    .filter((text) => /^\p{Script=Han}$/u.test(text));
}

/** Everyday forms of Hong Kong that Big5 itself lacks. */
const BESIDE = ['着', '裏', '恒', '粧'];

const FONT = join(import.meta.dirname, '../../node_modules/@fontsource-variable/noto-sans-tc/unicode.json');

/** @returns a test of whether the font has a glyph for a character */
function drawn(): (character: string) => boolean {
  const ranges = [...readFileSync(FONT, 'utf8').matchAll(/U\+([\da-f]+)(?:-([\da-f]+))?/gi)].map(
    ([, from = '', to = from]) => [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const,
  );
  return (character) => {
    const point = character.codePointAt(0) ?? 0;
    return ranges.some(([from, to]) => from <= point && point <= to);
  };
}

/** Syllables without a vowel have no place in Zhuyin: 嗯 is written as it is most often said. */
const SAID_AS: Readonly<Record<string, string>> = { n: 'en', ng: 'en' };

/** So many places a character gives way where it is mostly read otherwise: 南 is "nan", and "na" in one old word only. */
const ASIDE = 8;

/** Tones of each reading of `character`, by syllable: "hao" has 3 and 4. 5 is the light tone. */
function readingsOf(character: string): ReadonlyMap<string, string> {
  const readings = new Map<string, string>();
  for (const each of pinyin(character, { multiple: true, toneType: 'num', type: 'array' })) {
    const [, syllable = '', tone = ''] = /^([a-zü]+)([0-4])$/.exec(each) ?? [];
    const key = (SAID_AS[syllable] ?? syllable).replaceAll('ü', 'v');
    const [known, digit] = [readings.get(key) ?? '', tone === '0' ? '5' : tone];
    if (zhuyinOf(key) !== null && !known.includes(digit)) readings.set(key, known + digit);
  }
  return readings;
}

/**
 * @returns a line for each syllable: Pinyin, Zhuyin, then the characters, each with its tones behind it:
 *   "hao ㄏㄠ 好34號4…"
 */
export function traditionalTable(): readonly string[] {
  const known = [...big5(1), ...big5(2), ...BESIDE].filter(drawn());
  const all = new Set(known);
  const simplify = Converter({ from: 't', to: 'cn' });
  const [plainly, asInTaiwan] = [Converter({ from: 'cn', to: 't' }), Converter({ from: 'cn', to: 'tw' })];

  const traditionals = new Map<string, string[]>();
  for (const character of known) {
    const simple = simplify(character);
    traditionals.set(simple, [...(traditionals.get(simple) ?? []), character]);
  }
  /** "后" is 後 first, then what else is written so, then 后 itself. */
  const writtenAs = (simple: string) => [
    ...new Set([asInTaiwan(simple), plainly(simple), ...(traditionals.get(simple) ?? []), simple]),
  ];

  const readings = new Map(known.map((character) => [character, readingsOf(character)] as const));
  const syllables = new Map<string, string[]>();
  const put = (syllable: string, character: string) => {
    const line = syllables.get(syllable) ?? [];
    if (!line.includes(character)) line.push(character);
    syllables.set(syllable, line);
  };
  for (const [syllable, simples] of tableOf(chinese)) {
    for (const character of simples.flatMap(writtenAs)) {
      if (all.has(character) && readings.get(character)?.has(syllable) === true) put(syllable, character);
    }
  }
  for (const [character, own] of readings) for (const syllable of own.keys()) put(syllable, character);

  return [...syllables]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([syllable, characters]) => {
      const place = (character: string, at: number) =>
        at + (readings.get(character)?.keys().next().value === syllable ? 0 : ASIDE);
      const ordered = characters
        .map((character, at) => ({ character, place: place(character, at) }))
        .toSorted((one, other) => one.place - other.place)
        .map(({ character }) => character);
      const toned = ordered.map((each) => each + (readings.get(each)?.get(syllable) ?? ''));
      return `${syllable} ${zhuyinOf(syllable) ?? ''} ${toned.join('')}`;
    });
}
