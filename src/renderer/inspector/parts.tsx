/** What the screens of the laptop are made of. */
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icons.tsx';

export interface PageProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
  /** Where something of the screen takes the focus by itself. */
  readonly focusElsewhere?: boolean;
}

/** A screen: its title is the page's, takes the focus when the screen opens, and names the place. */
export function Page({ title, children, aside, focusElsewhere }: PageProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t('inspector.page', { title });
  }, [t, title]);
  const focus = useRef(focusElsewhere !== true);
  useEffect(() => {
    window.scrollTo(0, 0);
    if (focus.current) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main className="page" data-aside={aside === undefined ? undefined : true}>
      <div className="page-body">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
      {aside === undefined ? null : <aside className="page-aside">{aside}</aside>}
    </main>
  );
}

/** What went wrong, said at once. */
export function Trouble({ children }: { children: ReactNode }) {
  return (
    <p className="error" role="alert">
      <Icon name="notice" />
      <span>{children}</span>
    </p>
  );
}

/** Something to know that stops nobody. */
export function Note({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className="notice">
      {title === undefined ? null : <strong>{title}</strong>}
      <p>{children}</p>
    </div>
  );
}

/** A group of lines under a heading of its own. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="page-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Things of one kind, one below the other. */
export function Lines({ children }: { children: ReactNode }) {
  return <ul className="laptop-lines">{children}</ul>;
}

export interface LineProps {
  readonly title: string;
  readonly more: readonly string[];
  readonly state?: ReactNode;
  /** What can be done with it. */
  readonly children: ReactNode;
}

export function Line({ title, more, state, children }: LineProps) {
  return (
    <li className="laptop-line">
      <div className="laptop-line-words">
        <strong>
          <bdi>{title}</bdi>
        </strong>
        <p className="soft">{more.join(' · ')}</p>
        {state}
      </div>
      <div className="row-buttons">{children}</div>
    </li>
  );
}
