/** A page of the owner's turn, and what several of them have: the choice of a language, the thanks at the end. */
import { useEffect, useRef, type ReactNode } from 'react';
import { langOf } from '../../i18n/Text.tsx';
import type { Tongue } from '../../i18n/tongue.ts';
import { useLaptop } from '../laptop.tsx';

/** Its title takes the focus when it opens: give each page a key of its own. */
export function OwnerPage({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main className="page">
      <div className="page-body">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
    </main>
  );
}

/** Every language by its own name, as on the kiosk's wall. */
export function LanguageRow(props: { tongue: Tongue; choose: (tag: string) => void }) {
  const { face } = useLaptop();
  const { say, text } = props.tongue;
  return (
    <div className="owner-languages" role="group" aria-label={say('owner.language')}>
      {face.languages.map((language) => (
        <button
          key={language.tag}
          type="button"
          className={language.tag === text.language.tag ? 'button main' : 'button'}
          aria-pressed={language.tag === text.language.tag}
          onClick={() => props.choose(language.tag)}
          {...langOf(language)}
        >
          {language.name}
        </button>
      ))}
    </div>
  );
}

/** The owner is done. */
export function Thanks({ tongue: { say }, children }: { tongue: Tongue; children?: ReactNode }) {
  return (
    <OwnerPage title={say('sent.title')}>
      <p className="lead">{say('owner.give')}</p>
      {children}
    </OwnerPage>
  );
}
