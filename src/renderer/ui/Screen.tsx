/**
 * One screen: a title in one sentence, what is read, what is touched, and the buttons that lead on.
 * Portrait: reading above, touching in the lower half. Landscape: two columns in the same order.
 * The focus goes to the title of a new screen, which is also the document's title.
 */
import {
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type Dispatch,
  type ReactNode,
  type RefObject,
  type SetStateAction,
} from 'react';
import { Pager, REVEAL, type Unit } from './pager/Pager.tsx';
import { LayerShown, useCompact, useLayoutKey } from './layout.tsx';

export interface ScreenProps {
  /** Changes when the visitor gets to another screen, so that the title is focused. */
  readonly name: string;
  readonly title: string;
  /** The title is heard and not seen: something larger says the same. */
  readonly titleUnseen?: boolean;
  /** Stands above the title: progress, the number in the City's list. */
  readonly above?: ReactNode;
  /** Stands below the title. */
  readonly lead?: ReactNode;
  /** `work`: the parts are operable and stay in the lower half. `read`: they are read and fill the screen. */
  readonly kind: 'work' | 'read';
  readonly unit?: Unit;
  readonly columns?: 1 | 2 | 3;
  /** How often going on was refused because a field is wrong. */
  readonly refusals?: number | undefined;
  /** Blocks for the pager. */
  readonly children?: ReactNode;
  /** The last row: Back, Next. */
  readonly actions?: ReactNode;
}

export function Screen(props: ScreenProps) {
  const { name, title, above, lead, kind } = props;
  const headingRef = useRef<HTMLHeadingElement>(null);
  const header = useRef<HTMLElement>(null);
  const small = useCompact();
  const [tooTall, setTooTall] = useTooTall(header, small);
  const compact = small || tooTall;
  const onTooTall = useCallback(() => setTooTall(true), [setTooTall]);

  const shown = useContext(LayerShown);

  useEffect(() => {
    if (shown) document.title = title;
  }, [title, shown]);
  useEffect(() => focusTitle(headingRef), [name]);
  useEffect(() => {
    // Back from a sheet, or moved among the pages: what had the focus is gone, and nothing has it now.
    if (shown && document.activeElement === document.body) focusTitle(headingRef);
  }, [shown, compact]);

  const heading = (
    <h1 ref={headingRef} tabIndex={-1} className={props.titleUnseen === true ? 'unseen' : undefined}>
      {title}
    </h1>
  );
  const actions = props.actions === undefined ? null : props.actions;
  return (
    <main className="screen" data-kind={kind} data-compact={compact || undefined}>
      {compact ? null : (
        <header className="header" ref={header}>
          {above}
          {heading}
          {lead}
        </header>
      )}
      <div className="desk">
        <Pager
          unit={props.unit ?? 'pages'}
          columns={props.columns ?? 1}
          onTooTall={onTooTall}
          refusals={props.refusals}
          key={name}
        >
          {compact ? (
            <header className="paged-header">
              {above === undefined ? null : <div data-block="text">{above}</div>}
              <div data-block="text">{heading}</div>
              {lead === undefined ? null : <div data-block="text">{lead}</div>}
            </header>
          ) : null}
          {props.children}
          {small && actions !== null ? (
            <div className="actions" data-block="foot">
              {actions}
            </div>
          ) : null}
        </Pager>
        {small || actions === null ? null : <div className="actions">{actions}</div>}
      </div>
    </main>
  );
}

function focusTitle(title: RefObject<HTMLHeadingElement | null>): void {
  title.current?.focus({ preventScroll: true });
  // Hidden while pages are made, or for good where what stands above it fills the first one: after this commit.
  queueMicrotask(() => {
    const heading = title.current;
    if (heading === null || document.activeElement !== document.body) return;
    if (heading.closest('[data-off]') !== null) heading.dispatchEvent(new Event(REVEAL, { bubbles: true }));
    heading.focus({ preventScroll: true });
  });
}

/** Whether header or parts need more room than their half of the screen has, at this language and text size. */
function useTooTall(
  header: RefObject<HTMLElement | null>,
  small: boolean,
): [boolean, Dispatch<SetStateAction<boolean>>] {
  const layoutKey = useLayoutKey();
  const [tooTall, setTooTall] = useState(false);
  useLayoutEffect(() => setTooTall(false), [layoutKey, small]);
  useLayoutEffect(() => {
    const element = header.current;
    if (tooTall || small || element === null) return undefined;
    const look = () => {
      if (!element.isConnected) return;
      // A long word can be wider than a column of the landscape layout at the largest text.
      const tooWide = element.scrollWidth > element.clientWidth + 1;
      if (tooWide || element.scrollHeight > element.clientHeight + 1) setTooTall(true);
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => sizes.disconnect();
  });
  return [tooTall, setTooTall];
}
