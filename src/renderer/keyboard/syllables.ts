/**
 * Syllables become Chinese characters: typed in Pinyin or in Zhuyin, one or several in a row, and
 * picked one after the other. Tones may be typed where a script has signs for them; they bring the
 * characters of that tone to the front and hide none.
 */
import type { Candidate, ComposeKey, Composed, Composer } from './compose.ts';

export interface Reading {
  readonly text: string;
  /** The tones it has in this syllable, as digits; empty where they are not known. */
  readonly tones: string;
}

export interface Syllables {
  /** What each syllable can become, the most used first. */
  readonly table: ReadonlyMap<string, readonly Reading[]>;
  /** What syllables are spelled with. */
  readonly letters: RegExp;
  /** The signs that may follow a syllable, and the tone each stands for. */
  readonly tones: Readonly<Record<string, string>>;
}

/** No word is longer; what is held must not push the candidates off the keyboard. */
const MOST_HELD = 30;
/** For an initial alone: enough to find a common character, few enough to look through. */
const MOST_FOR_INITIAL = 60;

/** A composer for one way of spelling. */
export function syllables({ table, letters, tones }: Syllables): Composer {
  const spelled = [...table.keys()];
  const isTone = (sign: string) => Object.hasOwn(tones, sign);

  /** Where `each`, which stands in `held` at `at`, ends with its tone. */
  const endOf = (held: string, at: number, each: string) => {
    const end = at + each.length;
    return end < held.length && isTone(held.charAt(end)) ? end + 1 : end;
  };

  /** For each place in `held`, whether what follows can still become whole syllables. */
  function parsesFrom(held: string): readonly boolean[] {
    const parses: boolean[] = [];
    for (let at = held.length; at >= 0; at -= 1) {
      const after = held.slice(at);
      parses[at] = spelled.some(
        (each) => each.startsWith(after) || (after.startsWith(each) && parses[endOf(held, at, each)] === true),
      );
    }
    return parses;
  }

  function candidates(held: string): readonly Candidate[] {
    if (held === '') return [];
    const parses = parsesFrom(held);
    const heads = spelled
      .filter((each) => held.startsWith(each))
      .map((each) => ({ each, end: endOf(held, 0, each) }))
      // "fangan" is fang'an, "nanguo" nan'guo: the longest whose rest is still spelled right goes first.
      .toSorted((one, other) => Number(parses[other.end]) - Number(parses[one.end]) || other.end - one.end);
    if (heads.length === 0) return ofInitial(held);
    return heads.flatMap(({ each, end }) => {
      const reading = held.slice(0, end);
      const tone = tones[reading.slice(each.length)];
      return toned(table.get(each) ?? [], tone).map(({ text }) => ({ text, reading }));
    });
  }

  /** The most used characters of each syllable that begins so, in turn. */
  function ofInitial(initial: string): readonly Candidate[] {
    const columns = spelled
      .filter((each) => each.startsWith(initial))
      .map((reading) => (table.get(reading) ?? []).map(({ text }) => ({ text, reading })));
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

  function letter(held: string, what: string): string {
    // A tone belongs to a syllable, and takes the place of the one it has.
    if (isTone(what)) {
      const before = isTone(held.slice(-1)) ? held.slice(0, -1) : held;
      return before === '' ? held : before + what;
    }
    return held.length < MOST_HELD ? held + what : held;
  }

  function compose(held: string, key: ComposeKey): Composed {
    switch (key.type) {
      case 'letter':
        return { held: letter(held, key.letter), written: '' };
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
  return { takes: (what) => letters.test(what) || isTone(what), candidates, compose };
}

/**
 * Those mostly said in this tone first, then those that can be, then the others, each part in its
 * order: where a tone differs from place to place nothing is lost.
 */
function toned(readings: readonly Reading[], tone: string | undefined): readonly Reading[] {
  if (tone === undefined) return readings;
  const rank = ({ tones }: Reading) => (tones.startsWith(tone) ? 0 : tones.includes(tone) ? 1 : 2);
  return readings.toSorted((one, other) => rank(one) - rank(other));
}

/** What is held after a candidate was taken: an initial alone is used up by it. */
function rest(held: string, { reading }: Candidate): string {
  return held.startsWith(reading) ? held.slice(reading.length) : '';
}
