/**
 * How many answered what, in cells that tell of nobody. A count of 1 to 5 is never published (Charter
 * §15(i)-(k): a symbol instead), and enough other cells of its question go with it that it cannot be
 * computed from a total: at least two are hidden, and together they hold at least six, so that two hidden
 * ones are not each known to be 1. Where that leaves nothing, one cell without a value stands for all. Pure.
 */
import type { Asked } from './survey-book.ts';

/** What was answered; `words` stands for all that a person wrote freely. */
export type CellValue = { readonly kind: 'value'; readonly value: string | number } | { readonly kind: 'words' };

export interface Counted {
  readonly value: CellValue;
  readonly answers: number;
}

/** A cell as it leaves: `value` null where it may not be named, `answers` null where it is suppressed. */
export interface Cell {
  readonly value: string | number | null;
  readonly answers: number | null;
}

/** Charter §15(i)-(k): counts of 1 to 5 are not published. */
export const SMALLEST_PUBLISHED = 6;
const FEWEST_HIDDEN = 2;
/** A number beyond any scale may be a telephone number. */
const LARGEST_SCALE = 100;

/** @param cells every cell of one question in one place, with their counts */
export function suppress(cells: readonly { value: string | number | null; answers: number }[]): Cell[] {
  const byCount = [...cells].sort((a, b) => a.answers - b.answers);
  let hidden = byCount.filter(({ answers }) => answers < SMALLEST_PUBLISHED).length;
  const held = () => byCount.slice(0, hidden).reduce((sum, { answers }) => sum + answers, 0);
  while (hidden > 0 && hidden < byCount.length && (hidden < FEWEST_HIDDEN || held() < SMALLEST_PUBLISHED)) hidden++;
  // Where nothing can be published, not even what was answered is: in a small place it is somebody's answer.
  if (hidden > 0 && hidden === byCount.length) return [{ value: null, answers: null }];
  const secret = new Set(byCount.slice(0, hidden));
  return cells.map((cell) => ({ value: cell.value, answers: secret.has(cell) ? null : cell.answers }));
}

/**
 * Which values of a question may be named, and which are somebody's own words.
 *
 * Of a survey that is known, what its options stand for. The central endpoint need not know a survey;
 * of another one it goes by what came: a question with any answer that no option's id could be asks for
 * words and leaves no cell at all; otherwise numbers of a scale are named, and a string only where at
 * least six gave it, because what one person typed may look like an id. What is not named is counted
 * together.
 */
export function nameable(
  asked: Asked,
  counted: readonly Counted[],
): { value: string | number | null; answers: number }[] {
  if (asked.kind === 'words') return [];
  if (asked.kind === 'unknown' && counted.some(({ value }) => value.kind === 'words')) return [];
  const named: { value: string | number; answers: number }[] = [];
  let unnamed = 0;
  for (const { value: cell, answers } of counted) {
    if (cell.kind === 'value' && mayName(asked, cell.value, answers)) named.push({ value: cell.value, answers });
    else unnamed += answers;
  }
  return unnamed === 0 ? named : [...named, { value: null, answers: unnamed }];
}

function mayName(asked: Asked, value: string | number, answers: number): boolean {
  if (asked.kind === 'choice') return asked.values.has(value);
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= LARGEST_SCALE;
  return answers >= SMALLEST_PUBLISHED;
}
