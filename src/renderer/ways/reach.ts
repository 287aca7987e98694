/**
 * Where on the panel a person who sits can reach: computed from the panel profile, never from how a
 * screen looks. The style sheet turns it into the place of everything that is operable.
 */
import type { Settings } from '../../shared/settings.ts';

/** ADA 308.2 and 308.3 (15 to 48 inches above the floor); EN 301 549 8.3. */
export const REACH_MM = { low: 380, high: 1220 } as const;

/** CSS px above the lower edge of the display; below it a value is negative. */
export interface ReachBand {
  readonly low: number;
  readonly high: number;
}

/** Null where the height of the display is not known: then what is touched stays in the lower half. */
export function reachBand(panel: Pick<Settings, 'panelPxPerMm' | 'panelLowerEdgeMm'>): ReachBand | null {
  const { panelPxPerMm, panelLowerEdgeMm: edge } = panel;
  if (edge === null) return null;
  return { low: (REACH_MM.low - edge) * panelPxPerMm, high: (REACH_MM.high - edge) * panelPxPerMm };
}

/** Shares of the height of the window. The same numbers stand in layout.css. */
const HALF = 0.5;
const LOWERED = { portrait: 0.62, landscape: 0.5 } as const;
/** The same limit as in layout.tsx: such a window is no kiosk. */
const SMALL_PX = 600;

/** Whether moving the buttons down moves any: in a small window, or where the band is low already, it does not. */
export function lowers(band: ReachBand | null, window: { readonly width: number; readonly height: number }): boolean {
  const { width, height } = window;
  if (width < SMALL_PX || height < SMALL_PX) return false;
  if (band === null) return true;
  const foot = Math.max(0, band.low);
  const top = Math.max(0, height - band.high);
  const portrait = height >= width;
  const usual = Math.max(top, portrait ? HALF * height - foot : 0);
  return Math.max(top, LOWERED[portrait ? 'portrait' : 'landscape'] * height - foot) > usual;
}
