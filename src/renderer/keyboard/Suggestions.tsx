/**
 * What the letters held so far can become: a row of buttons, in pages. One stop of Tab; arrows move
 * within. While nothing is held the row has room for a word on what cannot be written here.
 */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from './compose.ts';
import { Drawing } from './Face.tsx';

export interface SuggestionsProps {
  readonly held: string;
  readonly candidates: readonly Candidate[];
  readonly from: number;
  readonly shown: number;
  readonly lang: string;
  /** Said while nothing is held. */
  readonly note: string | null;
}

/** Keys are found again by `data-suggestion`: a number among the candidates, or where a button leads. */
export function Suggestions({ held, candidates, from, shown, lang, note }: SuggestionsProps) {
  const { t } = useTranslation();
  if (held === '' && note !== null) return <Note note={note} at={from} />;
  const page = candidates.slice(from, from + shown);
  return (
    <div className="key-suggestions" role="group" aria-label={t('keyboard.suggestions')}>
      <span className="key-held" lang={lang}>
        {held}
      </span>
      {page.map(({ text, reading }, at) => (
        <button
          // What stands in a place changes with each letter; the place keeps the focus.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          type="button"
          className="key"
          tabIndex={at === 0 ? 0 : -1}
          data-suggestion={from + at}
          aria-label={`${text} ${reading}`}
          lang={lang}
        >
          {text}
        </button>
      ))}
      {candidates.length > shown ? (
        <>
          <button
            type="button"
            className="key key-earlier"
            tabIndex={-1}
            data-suggestion="earlier"
            disabled={from === 0}
            aria-label={t('keyboard.earlier')}
          >
            <Drawing name="left" />
          </button>
          <button
            type="button"
            className="key"
            tabIndex={-1}
            data-suggestion="later"
            disabled={from + shown >= candidates.length}
            aria-label={t('keyboard.later')}
          >
            <Drawing name="right" />
          </button>
        </>
      ) : null}
    </div>
  );
}

/** One line of it at a time, the next one with each press; heard as a whole. */
function Note({ note, at }: { note: string; at: number }) {
  const button = useRef<HTMLButtonElement>(null);
  const [most, setMost] = useState(SHORTEST);
  useEffect(() => {
    const element = button.current;
    if (element === null) return undefined;
    const sized = new ResizeObserver(() => {
      const em = Number.parseFloat(getComputedStyle(element).fontSize);
      setMost(Math.max(SHORTEST, Math.floor(element.clientWidth / em) - ARROW));
    });
    sized.observe(element);
    return () => sized.disconnect();
  }, []);
  const lines = linesOf(note, most);
  return (
    <div className="key-suggestions">
      <button
        ref={button}
        type="button"
        className="key key-note"
        tabIndex={-1}
        data-suggestion="note"
        aria-label={note}
      >
        <span>{lines[at % lines.length]}</span>
        {lines.length > 1 ? <Drawing name="right" /> : null}
      </button>
    </div>
  );
}

/** Characters of Chinese, each an em: what the narrowest keyboard has room for, and what an arrow and the gaps take. */
const SHORTEST = 10;
const ARROW = 3;

/** The clauses of a note, as many in a line as `most` characters hold. */
export function linesOf(note: string, most: number): readonly string[] {
  const lines = [''];
  for (const clause of note.split(/(?<=[，。])/u)) {
    const last = lines.at(-1) ?? '';
    if (last === '' || last.length + clause.length <= most) lines[lines.length - 1] = last + clause;
    else lines.push(clause);
  }
  return lines;
}
