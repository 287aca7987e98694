/** A drawn signature as a picture that any browser shows: lines, and nothing that acts. */
import type { Signature } from './draft.ts';

/** CSS pixels, as the pen draws. */
const LINE_WIDTH = 2;

/** One stroke as path data (SVG 2); without a way it is the dot it was. Empty where there is no point. */
export function strokePath([first, ...rest]: Signature['strokes'][number]): string {
  if (first === undefined) return '';
  const way = rest.length === 0 ? [first] : rest;
  return `M${point(first)}${way.map((to) => `L${point(to)}`).join('')}`;
}

/** An SVG document as large as the box it was drawn in. */
export function signatureSvg({ width, height, strokes }: Signature): string {
  const size = `${rounded(width)} ${rounded(height)}`;
  const paths = strokes
    .map(strokePath)
    .filter((path) => path !== '')
    .map((path) => `<path d="${path}"/>`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" width="${rounded(width)}" height="${rounded(height)}">` +
    `<g fill="none" stroke="#000" stroke-width="${LINE_WIDTH}" stroke-linecap="round" stroke-linejoin="round">` +
    `${paths.join('')}</g></svg>`
  );
}

function point([x, y]: readonly [number, number]): string {
  return `${rounded(x)} ${rounded(y)}`;
}

/** To a tenth of a pixel, never in the form with an exponent. */
function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
