/**
 * Pinyin without tones, for simplified characters. The table (404 syllables, the 6,763 characters of
 * GB 2312, the most used first) is the library's.
 */
import type { Composer } from './compose.ts';
import type { LayoutSource } from './letters.ts';
import { syllables, type Reading } from './syllables.ts';

/** Typed for those in the table, which writes ü as v: the way it is typed on most telephones. */
const ALIASES: Readonly<Record<string, string>> = { lue: 'lve', nue: 'nve' };

/** Characters of the table that the bundled font does not draw: nobody could tell what they pick. */
const UNDRAWN = '蓰筢蹯艴瘭耠劐轷塥齄骣犋耥铴膪赇镩憝阢戤胲牿脶蟓蒈弪桊耢毪坶稆猸鲰';

/** @param source a layout that brings a table of syllables; without one nothing has candidates */
export function pinyin(source: LayoutSource): Composer {
  const table = [...tableOf(source)].map(
    ([syllable, characters]) =>
      [
        syllable,
        characters.filter((each) => !UNDRAWN.includes(each)).map((text): Reading => ({ text, tones: '' })),
      ] as const,
  );
  return pinyinOf(new Map(table));
}

/** Pinyin with a table of any characters. */
export function pinyinOf(table: ReadonlyMap<string, readonly Reading[]>): Composer {
  const aliased = new Map(table);
  for (const [alias, syllable] of Object.entries(ALIASES)) {
    const characters = table.get(syllable);
    if (characters !== undefined && !table.has(alias)) aliased.set(alias, characters);
  }
  return syllables({ table: aliased, letters: /^[a-z]$/, tones: {} });
}

/** The characters of each syllable, as the library's layout lists them. */
export function tableOf(source: object): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, readonly string[]>();
  const given: unknown = 'layoutCandidates' in source ? source.layoutCandidates : null;
  if (typeof given !== 'object' || given === null) return table;
  for (const [syllable, characters] of Object.entries(given)) {
    if (typeof characters === 'string') table.set(syllable, characters.split(' '));
  }
  return table;
}
