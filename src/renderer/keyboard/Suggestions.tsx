/** What the letters held so far can become: a row of buttons, in pages. One stop of Tab; arrows move within. */
import { useTranslation } from 'react-i18next';
import type { Candidate } from './compose.ts';
import { Drawing } from './Face.tsx';

export interface SuggestionsProps {
  readonly held: string;
  readonly candidates: readonly Candidate[];
  readonly from: number;
  readonly shown: number;
  readonly lang: string;
}

/** Keys are found again by `data-suggestion`: a number among the candidates, or where a button leads. */
export function Suggestions({ held, candidates, from, shown, lang }: SuggestionsProps) {
  const { t } = useTranslation();
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
