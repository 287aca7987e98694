/**
 * The keyboard on the screen. It stands above the bar, drawn where the field it fills is in the
 * document: so it comes after that field and before the screen's next control for Tab, switches and
 * screen readers alike, and goes away with it. Layout gives it room of its own (keyboard.css), so
 * that it never covers the field.
 */
import { use, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { boardOf, neighbour, type Direction, type FieldKind } from './board.ts';
import type { Candidate } from './compose.ts';
import type { Field } from './field.ts';
import { KeyboardContext, silentHost, type KeyboardHost } from './host.tsx';
import { Keys } from './Keys.tsx';
import './keyboard.css';
import { LATIN, layoutsFor, layoutTags, loadTongue, type Tongue } from './layouts.ts';
import { focusKey, focusNext } from './focus.ts';
import type { KeyboardNow } from './names.ts';
import { keyAt, listenForPresses } from './presses.ts';
import { Suggestions } from './Suggestions.tsx';
import { useRoom } from './useRoom.ts';
import { useTyping } from './useTyping.ts';

export interface KeyboardProps {
  readonly field: Field;
  readonly kind: FieldKind;
  readonly many: boolean;
  /** Longest value of the field. */
  readonly most: number;
  readonly isPrivate: boolean;
  readonly close: () => void;
}

/** Letters are fetched once; while they come nothing stands there yet. Where they cannot be had, the next field asks again. */
const tongues = new Map<string, Promise<Tongue | null>>();
function tongueOf(tag: string): Promise<Tongue | null> {
  const known =
    tongues.get(tag) ??
    loadTongue(tag).catch(() => {
      tongues.delete(tag);
      return null;
    });
  tongues.set(tag, known);
  return known;
}

/** Fetches the letters of every language, so that none is missing once the network is gone. */
export async function fetchLetters(): Promise<void> {
  await Promise.all(layoutTags.map(tongueOf));
}

export function Keyboard(props: KeyboardProps) {
  const { i18n } = useTranslation();
  const given = useContext(KeyboardContext);
  const [alone] = useState(silentHost);
  const host = given ?? alone;
  const [chosen, setChosen] = useState(() => host.habits.now().letters);
  const offered = layoutsFor(i18n.language);
  const wanted = props.kind === 'email' ? [LATIN] : offered;
  // All at once: switching waits for nothing.
  const coming = wanted.map((tag) => ({ tag, tongue: tongueOf(tag) }));
  const there = coming.flatMap(({ tag, tongue }) => {
    const loaded = use(tongue);
    return loaded === null ? [] : [{ tag, tongue: loaded }];
  });
  const now = there.find(({ tag }) => tag === chosen) ?? there[0];
  if (now === undefined) return null;
  const next = props.kind === 'text' ? there[(there.indexOf(now) + 1) % there.length] : undefined;
  const toOther = (tag: string) => {
    const letters = tag === offered[0] ? null : tag;
    host.habits.change({ letters });
    setChosen(letters);
  };
  const other =
    next === undefined || next === now
      ? null
      : {
          next:
            next.tag === offered[0] ? ('own' as const) : next.tag === LATIN ? ('latin' as const) : ('pinyin' as const),
          go: () => toOther(next.tag),
        };
  return <Board {...props} tongue={now.tongue} host={host} other={other} />;
}

type BoardProps = KeyboardProps & {
  readonly tongue: Tongue;
  readonly host: KeyboardHost;
  /** The letters that the switch leads to. */
  readonly other: { readonly next: KeyboardNow['next']; readonly go: () => void } | null;
};

const NO_CANDIDATES: readonly Candidate[] = [];
/** From so many columns on there is room for long syllables beside the suggestions. */
const WIDE = 8;
const HELD_SPAN = 3;
const TURNERS = 2;

function Board(props: BoardProps) {
  const { field, kind, many, tongue, host, other, close } = props;
  const { t, i18n } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const [typing, press] = useTyping(props);
  const [byAlphabet, setByAlphabet] = useState(() => host.habits.now().byAlphabet);
  const [stop, setStop] = useState('');
  const [from, setFrom] = useState({ held: '', at: 0 });
  const room = useRoom();
  const { page, part, held } = typing;
  const board = useMemo(
    () => boardOf({ tongue, kind, many, page, part, byAlphabet, other: other !== null, room }),
    // `room` is a new object each time it is asked for.
    // oxlint-disable-next-line react/exhaustive-deps
    [tongue, kind, many, page, part, byAlphabet, other === null, room.columns, room.rows],
  );
  const candidates = useMemo(
    () => (held === '' ? NO_CANDIDATES : (tongue.composer?.candidates(held) ?? NO_CANDIDATES)),
    [tongue, held],
  );
  const composes = tongue.composer !== null && kind === 'text';
  const wide = board.columns >= WIDE;
  const heldSpan = wide ? HELD_SPAN : 1;
  const shown = board.columns - heldSpan - TURNERS;
  const first = from.held === held ? from.at : 0;
  const stopId = board.cells.some((cell) => cell.id === stop) ? stop : (board.cells[0]?.id ?? '');

  function suggest(where: string, by: 'pointer' | 'keys') {
    if (where === 'note') return setFrom({ held, at: first + 1 });
    if (where === 'earlier') return setFrom({ held, at: Math.max(0, first - shown) });
    if (where === 'later') return setFrom({ held, at: Math.min(first + shown, candidates.length - 1) });
    const candidate = candidates[Number(where)];
    if (candidate === undefined) return;
    const after = press({ type: 'pick', candidate });
    // Where nothing is left to pick from, the row is gone and its button with it.
    if (by === 'keys' && after.held === '' && root.current !== null) focusKey(root.current, stopId);
  }

  function pressed(key: HTMLElement, by: 'pointer' | 'keys') {
    const { suggestion } = key.dataset;
    if (suggestion !== undefined) return suggest(suggestion, by);
    const cell = board.cells.find((each) => each.id === key.dataset['key']);
    if (cell === undefined || root.current === null) return;
    if (by === 'pointer' && !root.current.contains(document.activeElement)) field.focus({ preventScroll: true });
    press(cell.key);
    if (cell.key.type === 'language') other?.go();
    if (cell.key.type === 'order') {
      host.habits.change({ byAlphabet: !byAlphabet });
      setByAlphabet(!byAlphabet);
    }
    if (cell.key.type !== 'done') return;
    if (field.value !== '') host.echo(field.value, { kind: 'field', private: props.isPrivate });
    // By keys the focus goes on; a finger leaves it, and the caret, in the field.
    if (by === 'keys') focusNext(root.current);
    close();
  }

  const told = useRef({ pressed, close, onKeyDown });
  useLayoutEffect(() => {
    told.current = { pressed, close, onKeyDown };
  });
  useEffect(() => {
    const element = root.current;
    if (element === null) return undefined;
    const stopListening = listenForPresses(element, {
      press: (key, by) => told.current.pressed(key, by),
      repeats: (key) => ['delete', 'left', 'right'].includes(key.dataset['key'] ?? ''),
    });
    // Its field is on another page: there is nothing to write in.
    const gone = new ResizeObserver(() => {
      if (element.closest('[data-off]') !== null) told.current.close();
    });
    gone.observe(element);
    const onKey = (event: KeyboardEvent) => told.current.onKeyDown(event, element);
    const onFocus = ({ target }: FocusEvent) => {
      const id = keyAt(element, target)?.dataset['key'];
      if (id !== undefined) setStop(id);
    };
    element.addEventListener('keydown', onKey);
    element.addEventListener('focusin', onFocus);
    return () => {
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('focusin', onFocus);
      stopListening();
      gone.disconnect();
    };
  }, []);

  function onKeyDown(event: KeyboardEvent, element: HTMLElement) {
    const key = keyAt(element, event.target);
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const direction = ARROWS[event.key];
    if (direction !== undefined && key !== null) {
      event.preventDefault();
      move(key, direction);
    } else if (event.key === 'Escape' || (event.isTrusted && event.key.length === 1 && event.key !== ' ')) {
      // Somebody types on a real keyboard: the letter itself goes into the field that has the focus by then.
      if (event.key !== 'Escape') host.habits.change({ physical: true });
      field.focus({ preventScroll: true });
      close();
    }
  }

  function move(key: HTMLElement, direction: Direction) {
    const element = root.current;
    if (element === null) return;
    if (key.dataset['suggestion'] !== undefined) {
      const row = [...element.querySelectorAll<HTMLElement>('[data-suggestion]:not(:disabled)')];
      const at = row.indexOf(key);
      if (direction === 'down') focusKey(element, stopId);
      else if (direction !== 'up') row[at + (direction === 'right' ? 1 : -1)]?.focus({ preventScroll: true });
      return;
    }
    const cell = board.cells.find((each) => each.id === key.dataset['key']);
    const next = cell === undefined ? null : neighbour(board, cell, direction);
    if (next !== null) focusKey(element, next.id);
    else if (direction === 'up')
      element.querySelector<HTMLElement>('[data-suggestion]')?.focus({ preventScroll: true });
  }

  return (
    <div
      ref={root}
      data-keyboard
      data-rows={board.rows + (composes ? 1 : 0)}
      role="group"
      aria-label={t('keyboard.label')}
      tabIndex={-1}
      style={{ '--columns': board.columns, '--held': heldSpan } as CSSProperties}
    >
      {composes ? (
        <Suggestions
          held={held}
          candidates={candidates}
          from={first}
          shown={shown}
          lang={tongue.tag}
          note={tongue.note ? t('keyboard.chinese') : null}
        />
      ) : null}
      <Keys
        board={board}
        now={{ typing, cased: tongue.cased, shift: tongue.shift, next: other?.next ?? 'own', byAlphabet }}
        stop={stopId}
        lang={tongue.tag === i18n.language ? undefined : tongue.tag}
        spoken={tongue.spoken}
        words={wide}
      />
    </div>
  );
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
