/** Turns a layout of `simple-keyboard-layouts`, which draws a whole desktop keyboard, into rows of letters alone. */

/** What the library's files hold, as far as it is read here. */
export interface LayoutSource {
  readonly layout: Readonly<Record<string, readonly string[]>>;
}

export interface Letter {
  readonly plain: string;
  /** What Shift makes of it; null where it makes nothing else of it. */
  readonly shifted: string | null;
}
export type LetterRows = readonly (readonly Letter[])[];

const LETTER = /^\p{L}/u;
/** Vowel signs and the like. U+0300–036F are accents, which the library means as dead keys: accented letters have keys of their own. */
const SIGN = /^(?![\u0300-\u036F])\p{M}/u;

function isLetter(token: string): boolean {
  return LETTER.test(token) || SIGN.test(token);
}

export interface LetterWish {
  /** BCP 47: decides how capitals are made and how letters are sorted. */
  readonly tag: string;
  /** Whether the script has capitals. */
  readonly cased: boolean;
  /** Signs of the shifted layer that are wanted although they are not letters. */
  readonly signs?: string | undefined;
  /**
   * What the library has wrong or nowhere, as pairs: in the place of ى stands ی. With nothing behind
   * the stroke the key is left out. "ى/ی ۤ/"
   */
  readonly amend?: string | undefined;
  /** What Shift makes of letters, where the library says nothing fit: "ر/ڑ ت/ٹ". */
  readonly above?: string | undefined;
}

/** The library's rows: digits with strays, and three of letters. The fifth is the space bar's. */
const ROWS = 4;

/**
 * The letters of a layout, row by row, as they lie on a desktop keyboard. Strays from the row of
 * digits (ё, ذ) stand at the end of the last row.
 */
export function lettersOf(source: LayoutSource, wish: LetterWish): LetterRows {
  const plain = layer(source, 'default');
  const shifted = layer(source, 'shift');
  const [amended, above] = [pairsOf(wish.amend ?? ''), pairsOf(wish.above ?? '')];
  const rows = plain.map((tokens, row) =>
    tokens.flatMap((each, at): Letter[] => {
      const token = amended.get(each) ?? each;
      if (!isLetter(token)) return [];
      const known = above.get(token);
      return [known === undefined ? letter(token, shifted[row]?.[at] ?? '', wish) : { plain: token, shifted: known }];
    }),
  );
  const [strays = [], ...rest] = rows;
  const last = rest.pop() ?? [];
  return [...rest, [...last, ...strays]].filter((row) => row.length > 0);
}

function pairsOf(pairs: string): ReadonlyMap<string, string> {
  return new Map(keysOf(pairs).map(([plain = '', other = '']) => [plain, other]));
}

function keysOf(row: string): readonly (readonly string[])[] {
  return row
    .split(' ')
    .filter((key) => key !== '')
    .map((key) => key.normalize('NFC').split('/'));
}

/** Rows as they are written down: keys with a space between, what Shift makes of one behind a stroke. "ক/খ গ/ঘ ঙ" */
export function rowsOf(rows: readonly string[]): LetterRows {
  return rows.map((row) => keysOf(row).map(([plain = '', shifted]) => ({ plain, shifted: shifted ?? null })));
}

/** The same letters in so many rows of nearly one length. */
export function inRows(letters: readonly Letter[], rows: number): LetterRows {
  const length = Math.ceil(letters.length / rows);
  return Array.from({ length: rows }, (_, row) => letters.slice(row * length, (row + 1) * length));
}

function layer(source: LayoutSource, name: string): readonly (readonly string[])[] {
  return (source.layout[name] ?? []).slice(0, ROWS).map((row) =>
    row
      .split(/\s+/)
      .filter((token) => token !== '')
      // As the web expects it (W3C Character Model).
      .map((token) => token.normalize('NFC')),
  );
}

function letter(token: string, above: string, { tag, cased, signs = '' }: LetterWish): Letter {
  if (cased) return cap(token, tag);
  const wanted = isLetter(above) && (LETTER.test(above) || signs.includes(above)) && above !== token;
  return { plain: token, shifted: wanted ? above : null };
}

/** A letter with its capital, where it has one. */
export function cap(token: string, tag: string): Letter {
  const capital = token.toLocaleUpperCase(tag);
  return { plain: token, shifted: capital === token ? null : capital };
}

/** The same letters in the order of the alphabet, in rows of the same lengths. */
export function alphabetical(rows: LetterRows, tag: string): LetterRows {
  const order = new Intl.Collator(tag);
  const sorted = rows.flat().toSorted((one, other) => order.compare(one.plain, other.plain));
  let from = 0;
  return rows.map((row) => sorted.slice(from, (from += row.length)));
}
