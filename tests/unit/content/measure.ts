/** How long and how hard a text is to read. */
import { syllable } from 'syllable';

/** Words by the language's own rules of where a word ends. */
export function wordsOf(text: string, tag: string): readonly string[] {
  return [...new Intl.Segmenter(tag, { granularity: 'word' }).segment(text)]
    .filter((each) => each.isWordLike === true)
    .map((each) => each.segment);
}

export function sentencesOf(text: string, tag: string): readonly string[] {
  return [...new Intl.Segmenter(tag, { granularity: 'sentence' }).segment(text)]
    .map((each) => each.segment.trim())
    .filter((sentence) => sentence !== '');
}

/** Words as a reader meets them: a telephone number, an address line's number or `15(f)` is one. */
export function spacedWords(text: string): readonly string[] {
  return text.split(/[\s—]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** Han characters, and every run of other letters or digits as one. */
export function hanLength(text: string): number {
  return [...text.matchAll(/\p{Script=Han}|[^\p{Script=Han}\P{L}]+|[\d-]+/gu)].length;
}

/**
 * The US school grade a text asks for.
 * Kincaid et al. 1975: 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
 * Digits are left out: nobody sounds out a telephone number to understand it.
 */
export function fleschKincaidGrade(text: string): number {
  const spoken = text.replaceAll(/[\d(][\d()\w-]*/g, '');
  const words = wordsOf(spoken, 'en');
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  const sentences = sentencesOf(text, 'en').length;
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}
