/** Text that is content: in the language it is in, and split into sentences where a page needs it. */
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

/** One paragraph as blocks of a pager. */
export function Paragraph({ text, language, className }: { text: string; language: Spoken; className?: string }) {
  const parts = useSplitText() ? sentencesOf(text, language.tag) : [text];
  return parts.map((part) => (
    <p key={part} className={className} data-block="text" {...langOf(language)}>
      {part}
    </p>
  ));
}
