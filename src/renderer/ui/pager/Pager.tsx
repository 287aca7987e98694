/**
 * What does not fit is paged: two large buttons say how much is left, nothing is ever scrolled or
 * dragged. Pages that are not shown are not in the accessibility tree; Tab, arrows in a group of
 * radio buttons and Page Up/Down cross pages by themselves.
 *
 * Children mark their smallest parts with `data-block` (`item`, `text`, `head` or `foot`); what counts in
 * "More: 4 rights" also has `data-counted`, what can use free height `data-grow`.
 */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../announce.tsx';
import { PressButton } from '../PressButton.tsx';
import { useLayoutKey } from '../layout.tsx';
import { isRadio, measure, pageWith, radioAcross, showPage, stopBeyond, type Measured } from './measure.ts';
import { pageOf } from './partition.ts';

/** Dispatched on an element that may stand on another page: the pager around it turns to that page at once. */
export const REVEAL = 'fairdesk-reveal';

/** What the pages consist of: the last part of the keys `pager.more.…`. */
export type Unit = 'pages' | 'rights' | 'languages' | 'answers' | 'agencies';

const SplitText = createContext(false);

/** Whether text has to be split into sentences, because a paragraph alone is taller than a page. */
export function useSplitText(): boolean {
  return useContext(SplitText);
}

/** Before the first look at the screen everything is on one page: a title can take the focus. */
const ONE_PAGE: Measured = {
  pages: [{ from: 0, to: Number.MAX_SAFE_INTEGER, again: null, height: 0, left: 0 }],
  controlsHeight: 0,
  tooTall: null,
  grow: [0],
  spare: 0,
};

export interface PagerProps {
  readonly unit: Unit;
  readonly columns?: 1 | 2 | 3;
  /** Told when a single part does not fit a page even after its text was split. */
  readonly onTooTall?: () => void;
  /** How often going on was refused: each time, the first field that is wrong is brought up and focused. */
  readonly refusals?: number | undefined;
  readonly children: ReactNode;
}

export function Pager({ unit, columns, onTooTall, refusals = 0, children }: PagerProps) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const layoutKey = useLayoutKey();
  const root = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const controls = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState<Measured>(ONE_PAGE);
  const [anchor, setAnchor] = useState(0);
  const [split, setSplit] = useState(false);
  const kept = useRef({ width: 0, key: '', height: 0 });
  const isSplit = useRef(split);
  /** What the last look was at. */
  const looked = useRef<readonly unknown[]>([]);
  const nodes = useRef<MutationObserver | null>(null);
  useLayoutEffect(() => {
    isSplit.current = split;
  }, [split]);

  const remeasure = useCallback(() => {
    if (root.current === null || content.current === null || controls.current === null) return;
    const width = root.current.clientWidth;
    const before = kept.current.width === width && kept.current.key === layoutKey ? kept.current.height : 0;
    const next = measure(root.current, content.current, controls.current, before);
    if (next === null) return;
    kept.current = { width, key: layoutKey, height: next.controlsHeight };
    if (next.tooTall === 'text') setSplit(true);
    if (next.tooTall === 'item' || (next.tooTall === 'text' && isSplit.current)) onTooTall?.();
    setMeasured((held) => (JSON.stringify(held) === JSON.stringify(next) ? held : next));
    // What changed before this look has been seen by it.
    nodes.current?.takeRecords();
  }, [layoutKey, onTooTall]);

  const at = pageOf(measured.pages, anchor);
  const page = measured.pages[at];
  const pages = measured.pages.length;

  useLayoutEffect(() => setSplit(false), [layoutKey]);
  // After every render: words, sizes and blocks can all have changed with it. One that only draws what a look
  // decided, or turns a page, needs no other, unless the buttons have outgrown their room: a look costs two layouts.
  useLayoutEffect(() => {
    const now = [children, columns, layoutKey, split, t, remeasure];
    const same = now.every((each, index) => each === looked.current[index]);
    looked.current = now;
    if (!same || (controls.current?.offsetHeight ?? 0) > kept.current.height) remeasure();
  });
  useLayoutEffect(() => {
    if (root.current !== null && content.current !== null) showPage(root.current, content.current, measured, at);
  });
  useLayoutEffect(() => {
    // The room has changed, as it does when a keyboard opens: what has the focus goes along to its new page.
    const active = document.activeElement;
    if (content.current === null || active === null || !content.current.contains(active)) return;
    const to = pageWith(content.current, measured.pages, active);
    const first = to === null ? undefined : measured.pages[to]?.from;
    if (first !== undefined) setAnchor(first);
  }, [measured]);
  useEffect(() => watch(root.current, content.current, nodes, remeasure), [remeasure]);

  const turnTo = useCallback(
    (to: number) => {
      const target = measured.pages[to];
      if (target === undefined) return false;
      flushSync(() => setAnchor(target.from));
      announce(t('pager.page', { page: to + 1, pages: measured.pages.length }));
      return true;
    },
    [announce, measured, t],
  );

  const bringInvalid = useRef(() => {});
  useEffect(() => {
    bringInvalid.current = () => {
      const invalid = content.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      if (content.current === null || invalid === null || invalid === undefined) return;
      const to = pageWith(content.current, measured.pages, invalid);
      if (to !== null && to !== at) turnTo(to);
      invalid.focus();
    };
  });
  useEffect(() => {
    // Once this commit is over: a page is turned at once, which React does not do from inside an effect.
    if (refusals > 0) queueMicrotask(() => bringInvalid.current());
  }, [refusals]);

  const bringUp = useRef((_stop: Element) => {});
  useEffect(() => {
    bringUp.current = (stop) => {
      const to = content.current === null ? null : pageWith(content.current, measured.pages, stop);
      if (to !== null && to !== at) turnTo(to);
    };
  });
  useEffect(() => {
    const held = content.current;
    const onReveal = (event: Event) => event.target instanceof Element && bringUp.current(event.target);
    held?.addEventListener(REVEAL, onReveal);
    return () => held?.removeEventListener(REVEAL, onReveal);
  }, []);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (content.current === null || pages < 2) return;
    if (event.key === 'PageDown' && turnTo(at + 1)) return event.preventDefault();
    if (event.key === 'PageUp' && turnTo(at - 1)) return event.preventDefault();
    if (event.key === 'Tab') crossByTab(event, content.current);
    else if (event.key.startsWith('Arrow')) crossByArrow(event, content.current);
  }

  function crossByTab(event: KeyboardEvent, inside: HTMLElement) {
    const next = stopBeyond(inside, document.activeElement, event.shiftKey ? -1 : 1);
    const to = pageWith(inside, measured.pages, next);
    if (next === null || to === null || to === at || !turnTo(to)) return;
    event.preventDefault();
    next.focus();
  }

  function crossByArrow(event: KeyboardEvent, inside: HTMLElement) {
    const radio = document.activeElement;
    if (!isRadio(radio)) return;
    const forward = event.key === 'ArrowDown' || event.key === (isRtl(radio) ? 'ArrowLeft' : 'ArrowRight');
    const next = radioAcross(radio, forward ? 1 : -1);
    const to = pageWith(inside, measured.pages, next);
    if (next === null || to === null || !turnTo(to)) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
    next.click();
  }

  function press(step: 1 | -1) {
    if (!turnTo(at + step)) return;
    const buttons = controls.current?.querySelectorAll<HTMLButtonElement>('button');
    const gone = step > 0 ? at + 1 === pages - 1 : at - 1 === 0;
    // The button that was pressed goes away on the last page: its neighbour takes the focus.
    if (gone && buttons !== undefined) buttons.item(step > 0 ? 0 : 1)?.focus();
  }

  const left = page?.left ?? 0;
  const more = left > 0 && unit !== 'pages' ? left : pages - 1 - at;
  const moreUnit = left > 0 ? unit : 'pages';
  return (
    <SplitText value={split}>
      <div className="pager" ref={root} data-paged={pages > 1 || undefined} onKeyDownCapture={onKeyDown}>
        <div className="pager-content" ref={content} data-columns={columns ?? 1}>
          {children}
        </div>
        <div className="pager-controls" ref={controls}>
          <PressButton className="button" data-away={at === 0 || undefined} onPress={() => press(-1)}>
            {t('pager.backUp')}
          </PressButton>
          <PressButton className="button" data-away={at >= pages - 1 || undefined} onPress={() => press(1)}>
            {more > 0 ? t(`pager.more.${moreUnit}`, { count: more }) : t('pager.more')}
          </PressButton>
        </div>
      </div>
    </SplitText>
  );
}

const isRtl = (element: Element) => getComputedStyle(element).direction === 'rtl';

/** Measures again whenever the room, a shown block or the letters change. */
function watch(
  root: HTMLElement | null,
  content: HTMLElement | null,
  held: { current: MutationObserver | null },
  changed: () => void,
): () => void {
  if (root === null || content === null) return () => {};
  let frame = 0;
  const soon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(changed);
  };
  const sizes = new ResizeObserver(soon);
  sizes.observe(root);
  sizes.observe(content);
  const nodes = new MutationObserver(soon);
  held.current = nodes;
  nodes.observe(content, { childList: true, characterData: true, subtree: true });
  document.fonts.addEventListener('loadingdone', soon);
  return () => {
    cancelAnimationFrame(frame);
    sizes.disconnect();
    nodes.disconnect();
    held.current = null;
    document.fonts.removeEventListener('loadingdone', soon);
  };
}
