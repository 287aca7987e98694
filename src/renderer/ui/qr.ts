/** A QR code (ISO/IEC 18004:2024) as one path of squares, one unit a module. */
import { encode } from 'uqr';

/** ISO/IEC 18004:2024, 5.3.8: four modules of nothing on every side. */
const QUIET = 4;

export interface QrDrawing {
  /** Modules a side, the quiet zone among them. */
  readonly size: number;
  /** SVG path data of the dark modules. */
  readonly path: string;
}

/**
 * @param text at most 2,331 bytes of UTF-8: what the largest code holds at level M, which can still be read with 15 % of it worn or mirrored by the glass
 */
export function qrDrawing(text: string): QrDrawing {
  const { size, data } = encode(text, { ecc: 'M', boostEcc: true, border: QUIET });
  const runs = data.flatMap((row, y) => {
    const line = row.map((dark) => (dark ? '1' : '0')).join('');
    return [...line.matchAll(/1+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`);
  });
  return { size, path: runs.join('') };
}
