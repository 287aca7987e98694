/** A signature as it was drawn: only where the pen went. */
import type { Signature as Strokes } from '../../shared/reviews/draft.ts';

/** SVG 2 path data; one point alone is a dot. */
export function pathOf(stroke: Strokes['strokes'][number]): string {
  const [first, ...rest] = stroke;
  if (first === undefined) return '';
  const to = (rest.length === 0 ? [first] : rest).map(([x, y]) => `L${x} ${y}`);
  return `M${first[0]} ${first[1]}${to.join('')}`;
}

export function Signature({ signature, label }: { signature: Strokes; label: string }) {
  const { width, height, strokes } = signature;
  return (
    <svg className="signature-drawn" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {strokes.map((stroke, index) => (
        // Strokes are never moved or taken out.
        // oxlint-disable-next-line react/no-array-index-key
        <path key={index} d={pathOf(stroke)} />
      ))}
    </svg>
  );
}
