/**
 * Which letters a language is written with. A language is an entry here; its letters come from
 * `simple-keyboard-layouts`, fetched when a field is first written in. What has no entry is written
 * in Latin letters.
 */
import type { Composer } from './compose.ts';
import { alphabetical, cap, lettersOf, type LayoutSource, type LetterRows } from './letters.ts';

export interface Tongue {
  readonly tag: string;
  readonly rows: LetterRows;
  /** The same letters by the alphabet, for scripts whose readers often know no keyboard; null where it is not offered. */
  readonly alphabetical: LetterRows | null;
  /** Whether the first letter of a sentence is a capital. */
  readonly cased: boolean;
  /** Punctuation beside the letters, the most needed first. */
  readonly marks: readonly string[];
  /** The page of numbers and signs, after the digits. */
  readonly symbols: readonly string[];
  /** For scripts in which keys are not yet what is written. */
  readonly composer: Composer | null;
}

interface Entry {
  readonly load: () => Promise<{ readonly default: LayoutSource }>;
  readonly cased: boolean;
  /** Letters that the library has only as dead keys, or signs that deserve a row of their own. */
  readonly extras?: string;
  readonly signs?: string;
  readonly byAlphabet?: boolean;
  readonly marks: string;
  readonly symbols: string;
  readonly composer?: (source: LayoutSource) => Promise<Composer>;
}

const list = (signs: string): readonly string[] => signs.split(' ').filter((sign) => sign !== '');

/** The tag of the layout that every visitor can switch to. */
export const LATIN = 'en';

const entries: Readonly<Record<string, Entry>> = {
  [LATIN]: {
    load: () => import('simple-keyboard-layouts/build/layouts/english.js'),
    cased: true,
    byAlphabet: true,
    marks: ", . ' ? - !",
    symbols: '! ? " \' ( ) : ; - / @ # $ % & * + = _ …',
  },
  es: {
    load: () => import('simple-keyboard-layouts/build/layouts/spanish.js'),
    cased: true,
    extras: 'á é í ó ú ü ¿ ¡',
    byAlphabet: true,
    marks: ', . ? ! -',
    symbols: '¿ ? ¡ ! « » " \' ( ) : ; - / @ # $ % & * +',
  },
  ru: {
    load: () => import('simple-keyboard-layouts/build/layouts/russian.js'),
    cased: true,
    marks: '. , ? !',
    symbols: '! ? « » " ( ) : ; - — / @ № $ % & * + = _ …',
  },
  ar: {
    load: () => import('simple-keyboard-layouts/build/layouts/arabic.js'),
    cased: false,
    // The two signs that are written in everyday words such as شكرًا.
    signs: '\u064B\u0651',
    marks: '. ، ؟',
    symbols: '، ؛ ؟ ! « » " ( ) : - / @ # $ % & * + = _ …',
  },
  'zh-Hans': {
    load: () => import('simple-keyboard-layouts/build/layouts/chinese.js'),
    cased: false,
    marks: '， 。 ？ ！ 、',
    symbols: '， 。 ？ ！ 、 ： ； “ ” （ ） 《 》 …… — / @ # $ % &',
    composer: async (source) => (await import('./pinyin.ts')).pinyin(source),
  },
};

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

/** Whether letters other than Latin ones are what `tag` is written with. */
export function isOtherThanLatin(tag: string): boolean {
  return new Intl.Locale(tag).maximize().script !== 'Latn';
}

/** Fetches the letters `tag` is written with. Rejects only where a file of the app itself cannot be had. */
export async function loadTongue(tag: string): Promise<Tongue> {
  const own = layoutFor(tag);
  const entry = entries[own];
  if (entry === undefined) throw new Error(`no layout for ${own}`);
  const source = (await entry.load()).default;
  const wish = { tag: own, cased: entry.cased, signs: entry.signs };
  const rows = lettersOf(source, wish);
  const composer = entry.composer === undefined ? null : await entry.composer(source);
  // What is composed from Latin letters has no second layer.
  const letters = composer === null ? rows : rows.map((row) => row.map(({ plain }) => ({ plain, shifted: null })));
  const extras = list(entry.extras ?? '').map((extra) => cap(extra, own));
  const all = extras.length > 0 ? [extras, ...letters] : letters;
  return {
    tag: own,
    rows: all,
    alphabetical:
      entry.byAlphabet === true ? [...all.slice(0, all.length - letters.length), ...alphabetical(letters, own)] : null,
    cased: entry.cased,
    marks: list(entry.marks),
    symbols: list(entry.symbols),
    composer,
  };
}
