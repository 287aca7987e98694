/** What stands on an "I speak" card: one sentence for the visitor, the same in English for the desk. */
import type { ContentText } from '../../../shared/content/content.ts';
import type { Wider, WiderLanguage } from '../../../shared/content/wider.ts';
import type { Spoken } from '../../i18n/Text.tsx';

export interface CardLine {
  readonly text: string;
  readonly language: Spoken;
}

const ENGLISH: Spoken = { tag: 'en', dir: 'ltr' };

/**
 * @param wanted a tag of the wider list, or null for the language that `own` is
 * @returns the lines from the top, the English last; none where nobody knows the language
 */
export function speakCard(wider: Wider, own: ContentText, wanted: string | null): readonly CardLine[] {
  if (wanted === null) {
    const said = { text: own.help.speak, language: own.language };
    // Who shows it says "Chinese", however it is written.
    const [name = own.language.english] = own.language.english.split(/\s*[,(]/);
    return isEnglish(own) ? [said] : [said, { text: englishCard(wider, name), language: ENGLISH }];
  }
  const language = wider.languages.find(({ tag }) => tag === wanted);
  if (language === undefined) return [];
  return [
    { text: language.speak ?? language.name, language },
    { text: englishCard(wider, language.english), language: ENGLISH },
  ];
}

/** The same for American Sign Language: in the language of the face, and in English. */
export function signCard(own: ContentText, english: ContentText): readonly CardLine[] {
  const said = { text: own.help.sign, language: own.language };
  return isEnglish(own) ? [said] : [said, { text: english.help.sign, language: ENGLISH }];
}

/** The languages of the wider list that the wall does not offer: a pack may bring one that is on it. */
export function beyondWall({ languages }: Wider, wall: readonly { readonly tag: string }[]): readonly WiderLanguage[] {
  return languages.filter(({ tag }) => !wall.some((each) => each.tag === tag));
}

/** @param name of a language, in English */
const englishCard = ({ english }: Wider, name: string) => english.replaceAll('{{language}}', name);

const isEnglish = ({ language }: ContentText) => language.tag === ENGLISH.tag;
