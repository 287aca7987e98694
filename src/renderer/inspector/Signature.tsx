/** A signature as it was drawn: only where the pen went. */
import type { Signature as Strokes } from '../../shared/reviews/draft.ts';
import { strokePath } from '../../shared/reviews/signature-svg.ts';

export function Signature({ signature, label }: { signature: Strokes; label: string }) {
  const { width, height, strokes } = signature;
  return (
    <svg className="signature-drawn" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {strokes.map((stroke, index) => (
        // Strokes are never moved or taken out.
        // oxlint-disable-next-line react/no-array-index-key
        <path key={index} d={strokePath(stroke)} />
      ))}
    </svg>
  );
}
