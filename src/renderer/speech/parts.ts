/**
 * What is spoken, cut into parts: each in one language and short enough to be interrupted, said again
 * and, where a program speaks, sent in one call.
 */

export interface Part {
  readonly text: string;
  /** BCP 47. */
  readonly locale: string;
}

/** Letters. The contract takes 600; a sentence this long is cut between words, so that a part takes no minutes. */
const LONGEST = 240;
const ENDED = /[.!?:;…。！？：；؟।]["'”’»)\]]*$/u;

/** One piece after the other with a pause between: pieces that are no sentences would run together. */
export function joined(pieces: readonly string[], locale: string): string {
  const stop = locale.startsWith('zh') ? '。' : '. ';
  return pieces
    .map((piece) => piece.trim().replace(/\s+/g, ' '))
    .filter((piece) => piece !== '')
    .map((piece, at, all) => (at === all.length - 1 ? piece : ENDED.test(piece) ? `${piece} ` : `${piece}${stop}`))
    .join('');
}

/** Neighbours in one language become one; what nobody can hear is left out. */
export function merged(parts: readonly Part[]): readonly Part[] {
  const runs: { locale: string; pieces: string[] }[] = [];
  for (const { text, locale } of parts) {
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const last = runs.at(-1);
    if (last?.locale === locale) last.pieces.push(text);
    else runs.push({ locale, pieces: [text] });
  }
  return runs.map(({ locale, pieces }) => ({ text: joined(pieces, locale), locale }));
}

/** Sentence by sentence. */
export function sentences(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap(({ text, locale }) =>
    [...new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(text)]
      .flatMap(({ segment }) => shortened(segment, locale))
      .map((piece) => piece.trim())
      .filter((piece) => piece !== '')
      .map((piece) => ({ text: piece, locale })),
  );
}

function shortened(sentence: string, locale: string): readonly string[] {
  if (weight(sentence) <= LONGEST) return [sentence];
  const pieces = [''];
  for (const { segment } of new Intl.Segmenter(locale, { granularity: 'word' }).segment(sentence)) {
    // A single endless word is cut anywhere.
    for (let from = 0; from < segment.length; from += LONGEST / 2) {
      const bit = segment.slice(from, from + LONGEST / 2);
      const last = pieces.at(-1) ?? '';
      if (weight(last + bit) <= LONGEST) pieces[pieces.length - 1] = last + bit;
      else pieces.push(bit);
    }
  }
  return pieces;
}

/** Characters that are a syllable or a word by themselves take as long as two letters or more. */
const weight = (text: string) => text.length + whole(text);
const whole = (text: string) => text.match(/[\p{Script=Han}\p{Script=Hangul}\p{N}]/gu)?.length ?? 0;

/** Milliseconds after which a voice that has not come to its end is stuck. Slow voices need some 120 ms a letter. */
export function longestMs({ text }: Part, rate: number): number {
  return 10_000 + ((text.length + 3 * whole(text)) * 150 * 100) / rate;
}
