/** The height of the display's lower edge above the floor, typed on a number pad in inches or millimetres. */
import { err, ok, type Result } from '../../../shared/result.ts';

export type LengthUnit = 'in' | 'mm';

const MM_PER_INCH = 25.4;
/** The bounds of the setting `panelLowerEdgeMm`. */
const MOST_MM = 2500;

export type HeightProblem = { readonly type: 'not-a-number' } | { readonly type: 'too-high' };

/** @returns whole millimetres */
export function readHeight(typed: string, unit: LengthUnit): Result<number, HeightProblem> {
  if (!/^\d+(\.\d*)?$/.test(typed)) return err({ type: 'not-a-number' });
  const mm = Math.round(Number.parseFloat(typed) * (unit === 'in' ? MM_PER_INCH : 1));
  return mm > MOST_MM ? err({ type: 'too-high' }) : ok(mm);
}

/** The same height in both units, as typed: inches to a tenth, whole millimetres. */
export function inBothUnits(mm: number): Readonly<Record<LengthUnit, string>> {
  return { in: String(Math.round((mm / MM_PER_INCH) * 10) / 10), mm: String(Math.round(mm)) };
}
