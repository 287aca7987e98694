/** Text that is content: in the language it is in, and split into sentences where a page needs it. */
import type { ReactNode } from 'react';
import { useSplitText } from '../ui/pager/Pager.tsx';

export interface Spoken {
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
}

/** The attributes of a fragment in another language than its surroundings. */
export function langOf(language: Spoken): { lang: string; dir: 'ltr' | 'rtl' } {
  return { lang: language.tag, dir: language.dir };
}

export function sentencesOf(text: string, tag: string): readonly string[] {
  return [...new Intl.Segmenter(tag, { granularity: 'sentence' }).segment(text)]
    .map((each) => each.segment.trim())
    .filter((sentence) => sentence !== '');
}

/** The beginning of a text, whole words in any script, with an ellipsis where there was more. */
export function excerptOf(text: string, tag: string, most: number): string {
  const whole = text.trim().replace(/\s+/g, ' ');
  if (whole.length <= most) return whole;
  const taken = upTo(whole, most, new Intl.Segmenter(tag, { granularity: 'word' }));
  // A single endless word is cut between letters.
  return `${taken === '' ? upTo(whole, most, new Intl.Segmenter(tag)) : taken}…`;
}

function upTo(text: string, most: number, segmenter: Intl.Segmenter): string {
  let taken = '';
  for (const { segment } of segmenter.segment(text)) {
    if (taken.length + segment.length > most) break;
    taken += segment;
  }
  return taken.trimEnd();
}

/** One paragraph as blocks of a pager. */
export function Paragraph({ text, language, className }: { text: string; language: Spoken; className?: string }) {
  const parts = useSplitText() ? sentencesOf(text, language.tag) : [text];
  return parts.map((part) => (
    <p key={part} className={className} data-block="text" {...langOf(language)}>
      {part}
    </p>
  ));
}

/** A telephone number stays on one line, however narrow the column. */
export function unbroken(text: string): ReactNode {
  return text.split(/(\d+(?:-\d+)+)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <span key={part} className="unbroken">
        {part}
      </span>
    ),
  );
}
