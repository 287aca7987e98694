/**
 * A signature as lines in a box: what a hand has drawn, kept within the limits of a draft and drawn again in
 * a box of another size. Where the lines went is kept, never when they were drawn or how hard.
 */
import type { Signature } from '../../../shared/reviews/draft.ts';

export interface Box {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
type Spot = readonly [number, number];

/** Of a whole signature: some 60 KB as JSON, a quarter of what one report can hold (wire contract: 256 KiB). */
export const MOST_POINTS = 4000;
/** As the draft's schema says. */
export const MOST_STROKES = 400;
/** The schema's limits of a place, in CSS pixels: a hand leaves the box now and then. */
const [LEAST, MOST] = [-4000, 8000];
/** Less than a line's own width: what this takes away is not seen. */
const FINEST = 0.2;

/**
 * @param held what was drawn before; its box stays the one in which everything is said
 * @param box the one that is drawn in now
 * @param points of the new stroke, in that box
 * @returns `held` itself where a stroke has no points, or where there are more strokes than anybody signs with
 */
export function withStroke(held: Signature | null, box: Box, points: readonly Point[]): Signature | null {
  if (points.length === 0 || (held !== null && held.strokes.length >= MOST_STROKES)) return held;
  const width = held?.width ?? bounded(box.width, 1, 4000);
  const height = held?.height ?? bounded(box.height, 1, 4000);
  const fit = fitOf({ width, height }, box);
  const place = (at: number, offset: number) => rounded(bounded((at - offset) / fit.scale, LEAST, MOST));
  const stroke = points.map(({ x, y }): Spot => [place(x, fit.left), place(y, fit.top)]);
  const strokes = within([...(held?.strokes ?? []), stroke]);
  return { width, height, strokes: strokes.map((each) => each.map(([x, y]) => [x, y] as [number, number])) };
}

/** The strokes as they are to be drawn in `box`: as large as fits, in the middle, never out of shape. */
export function strokesIn(signature: Signature, box: Box): readonly (readonly Point[])[] {
  const { scale, left, top } = fitOf(signature, box);
  return signature.strokes.map((stroke) => stroke.map(([x, y]) => ({ x: x * scale + left, y: y * scale + top })));
}

function fitOf(own: Box, box: Box) {
  const scale = Math.max(Math.min(box.width / own.width, box.height / own.height), 0.01);
  return { scale, left: (box.width - own.width * scale) / 2, top: (box.height - own.height * scale) / 2 };
}

/** No more points than there may be, and all where there are not: then the finest detail goes first, the ends of a stroke never. */
function within(strokes: readonly (readonly Spot[])[]): readonly (readonly Spot[])[] {
  let kept = strokes;
  // A stroke of two points has nothing left to lose, and there are at most 400 of them.
  for (let tolerance = FINEST; pointsOf(kept) > MOST_POINTS; tolerance *= 2) {
    kept = strokes.map((stroke) => simplified(stroke, tolerance));
  }
  return kept;
}

function pointsOf(strokes: readonly (readonly Spot[])[]): number {
  return strokes.reduce((sum, stroke) => sum + stroke.length, 0);
}

/** Douglas and Peucker (1973): without the points that lie closer than `tolerance` to the line between those that stay. */
function simplified(stroke: readonly Spot[], tolerance: number): readonly Spot[] {
  const keep = new Set([0, stroke.length - 1]);
  const open: [number, number][] = [[0, stroke.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    const [a, b] = [stroke[from], stroke[to]];
    if (a === undefined || b === undefined) continue;
    let [farthest, distance] = [-1, tolerance];
    for (let at = from + 1; at < to; at += 1) {
      const spot = stroke[at];
      const away = spot === undefined ? 0 : distanceTo(spot, a, b);
      if (away > distance) [farthest, distance] = [at, away];
    }
    if (farthest < 0) continue;
    keep.add(farthest);
    open.push([from, farthest], [farthest, to]);
  }
  return stroke.filter((_, at) => keep.has(at));
}

/** From a spot to the nearest place between two others. */
function distanceTo([x, y]: Spot, [ax, ay]: Spot, [bx, by]: Spot): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : bounded(((x - ax) * dx + (y - ay) * dy) / length, 0, 1);
  return Math.hypot(x - (ax + along * dx), y - (ay + along * dy));
}

function bounded(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** A tenth of a pixel is finer than any panel shows. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
