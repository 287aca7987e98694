/** Finds rights by words of what is said of them, in any script. Nothing of what was asked for is kept. */
import MiniSearch from 'minisearch';
import type { ContentText, Rights } from '../../../shared/content/content.ts';

/** Ids of the rights that a question is about, the best first; none where it holds no word. */
export type Find = (question: string) => readonly string[];

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly more: string;
  readonly beside: string;
}

const FIELDS = ['title', 'group', 'more', 'beside'];
/** A letter more or less, or another one, in words that are long enough to be told apart without it. */
const MISTYPED = { from: 5, share: 0.2 };

/** @param beside the text that is shown beside it; its words find as well */
export function openFind(rights: Rights, { rights: said, language }: ContentText, beside?: ContentText): Find {
  const search = new MiniSearch<Entry>({
    fields: FIELDS,
    tokenize: (text) => wordsOf(text, language.tag),
    processTerm: (word) => word,
    searchOptions: {
      // Whoever has only begun a word finds it.
      prefix: true,
      fuzzy: (word) => (word.length >= MISTYPED.from ? MISTYPED.share : false),
      combineWith: 'AND',
      boost: { title: 3 },
    },
  });
  search.addAll(
    rights.groups.flatMap((group) =>
      group.rights.map((id) => {
        const { title = '', means = [], act = [] } = said.rights[id] ?? {};
        const other = beside?.rights.rights[id];
        return {
          id,
          title,
          group: said.groups[group.id] ?? '',
          more: [...means, ...act].join('\n'),
          beside: other === undefined ? '' : [other.title, ...other.means, ...other.act].join('\n'),
        };
      }),
    ),
  );
  return (question) => search.search(question).map(({ id }) => String(id));
}

/** Accents and the vowel marks of Arabic script, which many leave out; never a vowel sign of Bengali, which is a letter. */
const MARKS = /[\u0300-\u036f\u064b-\u065f\u0670]/g;
/** One letter that keyboards of Arabic and of Urdu write by different codes, and a Polish one that no form takes apart. */
const SAME: Readonly<Record<string, string>> = { ك: 'ک', ي: 'ی', ى: 'ی', ه: 'ہ', ة: 'ہ', ۃ: 'ہ', ھ: 'ہ', ł: 'l' };
const SAID_TWICE = new RegExp(`[${Object.keys(SAME).join('')}]`, 'g');
/** "The" and what is written together with it, in letters that are already put into one form. */
const ARTICLE = /^(?:[وفبک]?ال|لل)(?=..)/u;

/**
 * The words of a text in one form each: without case, accents and article. What is written without spaces
 * is taken letter by letter, for a word there begins anywhere.
 */
function wordsOf(text: string, tag: string): string[] {
  // Hangul falls into its letters: a syllable that is half written begins the whole one.
  const plain = text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLocaleLowerCase(tag)
    .replace(SAID_TWICE, (letter) => SAME[letter] ?? letter);
  return [...new Intl.Segmenter(tag, { granularity: 'word' }).segment(plain)].flatMap(({ segment, isWordLike }) => {
    if (isWordLike !== true) return [];
    if (/\p{Script=Han}/u.test(segment)) return segment.match(/./gu) ?? [];
    return [segment.replace(ARTICLE, '')];
  });
}
