/**
 * Pinyin: syllables without tones become Chinese characters. The table (404 syllables, the 6,763
 * characters of GB 2312, the most used first) is the library's; syllables may be typed in a row and
 * are picked one after the other.
 */
import type { Candidate, ComposeKey, Composed, Composer } from './compose.ts';
import type { LayoutSource } from './letters.ts';

/** Typed for those in the table, which writes ü as v: the way it is typed on most telephones. */
const ALIASES: Readonly<Record<string, string>> = { lue: 'lve', nue: 'nve' };
/** No word is longer; what is held must not push the candidates off the keyboard. */
const MOST_HELD = 30;
/** For an initial alone: enough to find a common character, few enough to look through. */
const MOST_FOR_INITIAL = 60;

/** @param source a layout that brings a table of syllables; without one nothing has candidates */
export function pinyin(source: LayoutSource): Composer {
  const table = tableOf(source);
  const syllables = [...table.keys()];

  /** For each place in `held`, whether what follows can still become whole syllables. */
  function parsesFrom(held: string): readonly boolean[] {
    const parses: boolean[] = [];
    for (let at = held.length; at >= 0; at -= 1) {
      const after = held.slice(at);
      parses[at] = syllables.some(
        (each) => each.startsWith(after) || (after.startsWith(each) && parses[at + each.length] === true),
      );
    }
    return parses;
  }

  function candidates(held: string): readonly Candidate[] {
    if (held === '') return [];
    const parses = parsesFrom(held);
    const heads = syllables
      .filter((each) => held.startsWith(each))
      // "fangan" is fang'an, "nanguo" nan'guo: the longest whose rest is still Pinyin goes first.
      .toSorted((one, other) => Number(parses[other.length]) - Number(parses[one.length]) || other.length - one.length);
    if (heads.length > 0) {
      return heads.flatMap((reading) => (table.get(reading) ?? []).map((text) => ({ text, reading })));
    }
    return ofInitial(held);
  }

  /** The most used characters of each syllable that begins so, in turn. */
  function ofInitial(initial: string): readonly Candidate[] {
    const columns = syllables
      .filter((each) => each.startsWith(initial))
      .map((reading) => (table.get(reading) ?? []).map((text) => ({ text, reading })));
    const longest = Math.max(0, ...columns.map((column) => column.length));
    const inTurn = Array.from({ length: longest }, (_, at) => columns.flatMap((column) => column.slice(at, at + 1)));
    return inTurn.flat().slice(0, MOST_FOR_INITIAL);
  }

  function first(held: string): string {
    const [best] = candidates(held);
    if (best === undefined) return held;
    const after = rest(held, best);
    return best.text + (after === '' ? '' : first(after));
  }

  function compose(held: string, key: ComposeKey): Composed {
    switch (key.type) {
      case 'letter':
        return { held: held.length < MOST_HELD ? held + key.letter : held, written: '' };
      case 'delete':
        return { held: held.slice(0, -1), written: '' };
      case 'pick':
        return { held: rest(held, key.candidate), written: key.candidate.text };
      case 'first':
        return { held: '', written: first(held) };
      case 'raw':
        return { held: '', written: held };
    }
  }
  return { takes: (letter) => /^[a-z]$/.test(letter), candidates, compose };
}

/** What is held after a candidate was taken: an initial alone is used up by it. */
function rest(held: string, { reading }: Candidate): string {
  return held.startsWith(reading) ? held.slice(reading.length) : '';
}

function tableOf(source: LayoutSource): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, readonly string[]>();
  const given: unknown = 'layoutCandidates' in source ? source.layoutCandidates : null;
  if (typeof given !== 'object' || given === null) return table;
  for (const [syllable, characters] of Object.entries(given)) {
    if (typeof characters === 'string') table.set(syllable, characters.split(' '));
  }
  for (const [alias, syllable] of Object.entries(ALIASES)) {
    const characters = table.get(syllable);
    if (characters !== undefined && !table.has(alias)) table.set(alias, characters);
  }
  return table;
}
