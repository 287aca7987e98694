/**
 * How many CSS pixels a millimetre of this panel has, from two marks at the edges of a bank card held
 * to the glass. Pure: distances in CSS px from the left end of the strip the marks stand on.
 */
import { err, ok, type Result } from '../../../shared/result.ts';

/** ISO/IEC 7810, format ID-1: every bank card is this large. */
export const CARD_WIDTH_MM = 85.6;
export const CARD_HEIGHT_MM = 53.98;

/** The bounds of the setting `panelPxPerMm`. */
export const LEAST_PX_PER_MM = 1;
export const MOST_PX_PER_MM = 20;

export interface Marks {
  readonly left: number;
  readonly right: number;
}
export type Mark = keyof Marks;

/** A card in the middle of the strip, as large as it would be at `pxPerMm`, or as the strip allows. */
export function firstMarks(stripPx: number, pxPerMm: number): Marks {
  const width = Math.round(Math.min(CARD_WIDTH_MM * pxPerMm, stripPx));
  const left = Math.round((stripPx - width) / 2);
  return { left, right: left + width };
}

/** Moves one mark by `px` to the right (negative: left); it stays on the strip and on its side of the other. */
export function moveMark(marks: Marks, mark: Mark, px: number, stripPx: number): Marks {
  const least = Math.ceil(CARD_WIDTH_MM * LEAST_PX_PER_MM);
  switch (mark) {
    case 'left':
      return { ...marks, left: between(marks.left + px, 0, marks.right - least) };
    case 'right':
      return { ...marks, right: between(marks.right + px, marks.left + least, stripPx) };
  }
}

export type CardProblem = { readonly type: 'too-small' } | { readonly type: 'too-large' };

/** CSS pixels per millimetre, to a thousandth. */
export function pxPerMmOf(marks: Marks): Result<number, CardProblem> {
  const pxPerMm = Math.round(((marks.right - marks.left) / CARD_WIDTH_MM) * 1000) / 1000;
  if (!(pxPerMm >= LEAST_PX_PER_MM)) return err({ type: 'too-small' });
  if (pxPerMm > MOST_PX_PER_MM) return err({ type: 'too-large' });
  return ok(pxPerMm);
}

/** Height of the outline between the marks: where the card's lower edge must lie too, if the marks are right. */
export function outlineHeight(marks: Marks): number {
  return Math.round(((marks.right - marks.left) * CARD_HEIGHT_MM) / CARD_WIDTH_MM);
}

function between(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Whether what was measured on one display can be trusted on another: not after its resolution or scale changed. */
export function isMeasuredFor(measured: Screen, now: Screen): boolean {
  return measured.width === now.width && measured.height === now.height && Math.abs(measured.scale - now.scale) < 0.005;
}
