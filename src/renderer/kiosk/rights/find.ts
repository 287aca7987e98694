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
}

const FIELDS = ['title', 'group', 'more'];
/** A letter more or less, or another one, in words that are long enough to be told apart without it. */
const MISTYPED = { from: 5, share: 0.2 };

export function openFind(rights: Rights, { rights: said, language }: ContentText): Find {
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
        return { id, title, group: said.groups[group.id] ?? '', more: [...means, ...act].join('\n') };
      }),
    ),
  );
  return (question) => search.search(question).map(({ id }) => String(id));
}

/** Accents and the vowel marks of Arabic script, which many leave out; never a vowel sign of Bengali, which is a letter. */
const MARKS = /[\u0300-\u036f\u064b-\u065f\u0670]/g;
/** "The" and what is written together with it. */
const ARTICLE = /^(?:[وفبك]?ال|لل)(?=..)/u;

/**
 * The words of a text in one form each: without case, accents and article. What is written without spaces
 * is taken letter by letter, for a word there begins anywhere.
 */
function wordsOf(text: string, tag: string): string[] {
  // Hangul falls into its letters: a syllable that is half written begins the whole one.
  const plain = text.normalize('NFKD').replace(MARKS, '').toLocaleLowerCase(tag);
  return [...new Intl.Segmenter(tag, { granularity: 'word' }).segment(plain)].flatMap(({ segment, isWordLike }) => {
    if (isWordLike !== true) return [];
    if (/\p{Script=Han}/u.test(segment)) return segment.match(/./gu) ?? [];
    return [segment.replace(ARTICLE, '')];
  });
}
