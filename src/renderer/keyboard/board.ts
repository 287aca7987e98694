/**
 * Which keys stand where. Pure: it knows rows and columns, never the screen. Keys lie from left to
 * right in every language, as on the keyboards people know.
 */
import type { Tongue } from './layouts.ts';
import type { Letter, LetterRows } from './letters.ts';

export type CommandName =
  | 'shift'
  | 'delete'
  | 'enter'
  | 'space'
  | 'left'
  | 'right'
  /** To numbers and signs, and back. */
  | 'page'
  /** Between the visitor's letters and Latin ones. */
  | 'language'
  /** Between the keyboard's order and the alphabet's. */
  | 'order'
  /** On to the letters that did not fit. */
  | 'part'
  | 'done';
export type Key = { readonly type: 'letter'; readonly letter: Letter } | { readonly type: CommandName };

export interface Cell {
  readonly id: string;
  readonly key: Key;
  /** From 0. */
  readonly row: number;
  readonly column: number;
  readonly span: number;
}
export interface Board {
  readonly columns: number;
  readonly rows: number;
  readonly cells: readonly Cell[];
}

export type FieldKind = 'text' | 'email' | 'tel';

export interface BoardWish {
  readonly tongue: Tongue;
  readonly kind: FieldKind;
  /** Whether the field takes several lines. */
  readonly many: boolean;
  readonly page: 'letters' | 'symbols';
  readonly byAlphabet: boolean;
  /** Whether there are other letters to switch to. */
  readonly other: boolean;
  /** Which of the parts, where one page does not hold all letters. */
  readonly part: number;
  /** How many keys of the least size stand beside and above each other. */
  readonly room: { readonly columns: number; readonly rows: number };
}

type Slot = { readonly key: Key; readonly span: number };

const EMAIL_MARKS = ['@', '.', '-', '_', '+'];
const DIGITS = '1234567890'.split('');
const TEL = ['123+', '456()', '789-#'];
const TEL_SIGNS = '+()-#'.split('');
const TEL_ROWS = 4;
const TEL_COLUMNS = 5;
/** A desktop keyboard's ten letters and one key more. */
const FEWEST_COLUMNS = 11;
const DONE_SPAN = 3;
/** A full stop, a comma and what a language needs as often, where they have room. */
const FEWEST_MARKS = 3;

export function boardOf(wish: BoardWish): Board {
  if (wish.kind === 'tel') return wish.room.rows < TEL_ROWS ? narrow(wish) : placed(telRows(), TEL_COLUMNS);
  const letters = wish.page === 'letters' ? letterRows(wish) : [];
  const columns = Math.max(FEWEST_COLUMNS, ...letters.map((row) => row.length));
  if (columns > wish.room.columns) return narrow(wish);
  return placed(wish.page === 'letters' ? wideLetters(wish, letters, columns) : wideSymbols(wish, columns), columns);
}

function letterRows({ tongue, byAlphabet }: BoardWish): LetterRows {
  return (byAlphabet ? tongue.alphabetical : null) ?? tongue.rows;
}

const command = (type: CommandName, span = 1): Slot => ({ key: { type }, span });
const sign = (plain: string): Slot => ({ key: { type: 'letter', letter: { plain, shifted: null } }, span: 1 });
const letterSlot = (letter: Letter): Slot => ({ key: { type: 'letter', letter }, span: 1 });
const width = (slots: readonly Slot[]): number => slots.reduce((sum, slot) => sum + slot.span, 0);

function hasShift(rows: LetterRows): boolean {
  return rows.some((row) => row.some((letter) => letter.shifted !== null));
}

function marksOf({ kind, tongue }: BoardWish): readonly string[] {
  return kind === 'email' ? EMAIL_MARKS : tongue.marks;
}

function wideLetters(wish: BoardWish, letters: LetterRows, columns: number): Slot[][] {
  const rows = letters.map((row) => row.map(letterSlot));
  const last = rows.at(-1) ?? [];
  if (hasShift(letters)) last.unshift(command('shift'));
  const marks = [...marksOf(wish)];
  while (width(last) < columns && marks.length > 0) last.push(sign(marks.shift() ?? ''));
  const waiting: CommandName[] = wish.many ? ['delete', 'enter'] : ['delete'];
  for (const row of rows) {
    const free = columns - width(row);
    const next = free > 0 && row !== last ? waiting.shift() : undefined;
    if (next !== undefined) row.push(command(next, free));
    while (width(row) < columns && marks.length > 0) row.push(sign(marks.shift() ?? ''));
  }
  // Where the letters left no place for them, one mark and what still waits stand beside the space bar.
  const placedMarks = last.filter((slot) => isMark(slot, wish)).length;
  const beside = placedMarks < FEWEST_MARKS ? marks.slice(0, 1) : [];
  return [...rows, bottom(wish, columns, [...beside.map(sign), ...waiting.map((each) => command(each))])];
}

function isMark({ key }: Slot, wish: BoardWish): boolean {
  return key.type === 'letter' && marksOf(wish).includes(key.letter.plain);
}

function wideSymbols(wish: BoardWish, columns: number): Slot[][] {
  const symbols = wish.tongue.symbols.map(sign);
  const enter = wish.many ? [command('enter', 1)] : [];
  const first = columns - width(enter);
  return [
    [...DIGITS.map(sign), command('delete', columns - DIGITS.length)],
    [...symbols.slice(0, first), ...enter],
    symbols.slice(first, first + columns),
    bottom(wish, columns, []),
  ];
}

/** Page, language, order, caret, space bar, what else there is, Done. */
function bottom(wish: BoardWish, columns: number, beside: readonly Slot[]): Slot[] {
  const before = [
    command('page', 2),
    ...(wish.other ? [command('language')] : []),
    ...(wish.page === 'letters' && wish.tongue.alphabetical !== null ? [command('order')] : []),
    command('left'),
    command('right'),
  ];
  const after = [...beside, command('done', DONE_SPAN)];
  return [...before, command('space', columns - width(before) - width(after)), ...after];
}

function telRows(): Slot[][] {
  const [first = [], ...rest] = TEL.map((row) => row.split('').map(sign));
  return [
    [...first, command('delete')],
    ...rest,
    [command('left'), command('right'), sign('0'), command('space'), command('done')],
  ];
}

/** Where the rows of a keyboard do not fit: the alphabet in parts, and one row that stays. */
function narrow(wish: BoardWish): Board {
  const { tongue, page, room } = wish;
  const tel = wish.kind === 'tel';
  const letters = page === 'letters' && !tel ? sorted(wish) : [];
  const shift = hasShift([letters]);
  const symbols = tel ? TEL_SIGNS : tongue.symbols;
  const signs = page === 'letters' && !tel ? marksOf(wish) : [...DIGITS, ...symbols];
  const rest: Slot[] = [
    ...letters.map(letterSlot),
    ...signs.map(sign),
    command('left'),
    command('right'),
    ...(wish.many ? [command('enter')] : []),
    ...(tel ? [] : [command('page')]),
    ...(wish.other ? [command('language')] : []),
  ];
  const { columns } = room;
  const perPart = columns * (room.rows - 1);
  const parts = Math.ceil(rest.length / perPart);
  const shown = rest.slice((wish.part % parts) * perPart, ((wish.part % parts) + 1) * perPart);
  const rows = Array.from({ length: room.rows - 1 }, (_, row) => shown.slice(row * columns, (row + 1) * columns));
  const staying = [...(parts > 1 ? [command('part')] : []), ...(shift ? [command('shift')] : [])];
  const fixed = width(staying) + 2;
  return placed(
    [...rows, [...staying, command('space', Math.max(1, columns - fixed)), command('delete'), command('done')]],
    columns,
  );
}

function sorted({ tongue }: BoardWish): readonly Letter[] {
  if (tongue.ordered && tongue.alphabetical !== null) return tongue.alphabetical.flat();
  const letters = tongue.rows.flat();
  const order = new Intl.Collator(tongue.tag);
  // Signs of tones sort before all letters and are wanted after them.
  const isSign = ({ plain }: Letter) => Number(!/^[\p{Lo}\p{Ll}]/u.test(plain));
  return letters.toSorted((one, other) => isSign(one) - isSign(other) || order.compare(one.plain, other.plain));
}

function placed(rows: readonly (readonly Slot[])[], columns: number): Board {
  const cells = rows.flatMap((slots, row) => {
    let column = 0;
    return slots.map(({ key, span }): Cell => {
      const at = column;
      column += span;
      return { id: key.type === 'letter' ? `letter ${key.letter.plain}` : key.type, key, row, column: at, span };
    });
  });
  return { columns, rows: rows.length, cells };
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The key an arrow leads to; null where the board ends. Up and down keep to the column as well as keys of other widths let them. */
export function neighbour(board: Board, from: Cell, direction: Direction): Cell | null {
  if (direction === 'left' || direction === 'right') {
    const step = direction === 'right' ? 1 : -1;
    const row = board.cells.filter((cell) => cell.row === from.row);
    return row[row.indexOf(from) + step] ?? null;
  }
  const row = board.cells.filter((cell) => cell.row === from.row + (direction === 'down' ? 1 : -1));
  const middle = from.column + from.span / 2;
  const apart = (cell: Cell) => Math.abs(cell.column + cell.span / 2 - middle) - cell.span / 2;
  return row.toSorted((one, other) => apart(one) - apart(other))[0] ?? null;
}
