/**
 * Which letters a language is written with. A language is an entry in `entries.ts`; its letters come
 * from `simple-keyboard-layouts` where that has them, fetched when a field is first written in. What
 * has no entry is written in Latin letters.
 */
import type { Composer, Joiner } from './compose.ts';
import { entries, LATIN, type Entry } from './entries.ts';
import { alphabetical, cap, inRows, lettersOf, rowsOf, type LayoutSource, type LetterRows } from './letters.ts';
import type { Spoken } from './names.ts';

export { LATIN } from './entries.ts';

export interface Tongue {
  /** BCP 47. */
  readonly tag: string;
  readonly rows: LetterRows;
  /** The same letters by the alphabet, for scripts whose readers often know no keyboard; null where it is not offered. */
  readonly alphabetical: LetterRows | null;
  /** Whether the letters of `alphabetical` stand in an order of their own, which sorting does not find. */
  readonly ordered: boolean;
  /** Whether the first letter of a sentence is a capital. */
  readonly cased: boolean;
  /** Stands on the key for the second layer; null where that is an arrow. */
  readonly shift: string | null;
  /** Punctuation beside the letters, the most needed first. */
  readonly marks: readonly string[];
  /** The page of numbers and signs, after the digits. */
  readonly symbols: readonly string[];
  /** For scripts in which keys are not yet what is written. */
  readonly composer: Composer | null;
  /** For scripts in which a letter changes the one before it. */
  readonly joiner: Joiner | null;
  readonly spoken: Spoken;
  /** Whether it says that Chinese is not taken in other ways here. */
  readonly note: boolean;
}

const list = (signs: string): readonly string[] => signs.split(' ').filter((sign) => sign !== '');

/** Tags that have letters of their own. */
export const layoutTags: readonly string[] = Object.keys(entries);

/**
 * The tag whose letters `tag` is written with: its own, its language's in its script, or Latin.
 * `zh-CN` finds `zh-Hans`, `es-MX` finds `es`.
 */
export function layoutFor(tag: string): string {
  if (Object.hasOwn(entries, tag)) return tag;
  const locale = new Intl.Locale(tag).maximize();
  const found = [`${locale.language}-${locale.script ?? ''}`, locale.language].find((each) =>
    Object.hasOwn(entries, each),
  );
  const fits = found !== undefined && new Intl.Locale(found).maximize().script === locale.script;
  return fits ? found : LATIN;
}

/** All that `tag` can be written with, its own letters first; Latin ones last where those are others. */
export function layoutsFor(tag: string): readonly string[] {
  const own = layoutFor(tag);
  const latin = new Intl.Locale(own).maximize().script === 'Latn' ? [] : [LATIN];
  return [own, ...(entries[own]?.also ?? []), ...latin];
}

/** Fetches the letters `tag` is written with. Rejects only where a file of the app itself cannot be had. */
export async function loadTongue(tag: string): Promise<Tongue> {
  const own = layoutFor(tag);
  const entry = entries[own];
  if (entry === undefined) throw new Error(`no layout for ${own}`);
  const language = entry.tag ?? own;
  const loaded = await entry.load();
  const source: LayoutSource = 'default' in loaded ? loaded.default : { layout: {} };
  const composer = (await entry.composer?.(source)) ?? null;
  const letters = 'default' in loaded ? libraryRows(source, language, entry) : rowsOf(loaded);
  const extras = list(entry.extras ?? '').map((extra) => cap(extra, own));
  return {
    tag: language,
    rows: extras.length > 0 ? [extras, ...letters] : letters,
    alphabetical: alphabetOf(entry, language, letters, extras),
    ordered: typeof entry.byAlphabet === 'object',
    cased: entry.cased,
    shift: entry.shift ?? null,
    marks: list(entry.marks),
    symbols: list(entry.symbols),
    composer,
    joiner: (await entry.joiner?.()) ?? null,
    spoken: (await entry.spoken?.()) ?? {},
    note: entry.note === true,
  };
}

function libraryRows(source: LayoutSource, tag: string, entry: Entry): LetterRows {
  const { cased, signs, amend, above } = entry;
  const [last = [], ...before] = lettersOf(source, { tag, cased, signs, amend, above }).toReversed();
  const more = rowsOf([entry.more ?? '']).flat();
  const all = [...before.toReversed(), [...last, ...more.map((each) => (cased ? cap(each.plain, tag) : each))]];
  const rows = entry.spread === undefined ? all : inRows(all.flat(), entry.spread);
  // What is composed from Latin letters has no second layer.
  return entry.composer === undefined ? rows : rows.map((row) => row.map(({ plain }) => ({ plain, shifted: null })));
}

function alphabetOf(entry: Entry, tag: string, letters: LetterRows, extras: LetterRows[number]): LetterRows | null {
  if (entry.byAlphabet === undefined) return null;
  if (entry.byAlphabet !== true) return rowsOf(entry.byAlphabet);
  return [...(extras.length > 0 ? [extras] : []), ...alphabetical(letters, tag)];
}
