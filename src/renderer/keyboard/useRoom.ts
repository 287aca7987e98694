/** How many keys of the least size this window has room for. */
import { useSyncExternalStore } from 'react';

/** VVSG 2.0 as used by VxSuite: 12.7 mm, 2.54 mm apart; WCAG 2.2 SC 2.5.5: 44 CSS px. */
const KEY_MM = 12.7;
const KEY_PX = 44;
const GAP_MM = 2.6;
/** Share of the height that a keyboard in parts may take: the field, its buttons and the bar need the rest. */
const SHARE = 0.38;
const FEWEST_ROWS = 3;
const FEWEST_COLUMNS = 4;

export interface Room {
  readonly columns: number;
  readonly rows: number;
}

/** @param unit CSS pixels per millimetre of the panel */
export function roomIn(width: number, height: number, unit: number): Room {
  const gap = GAP_MM * unit;
  const key = Math.max(KEY_PX, KEY_MM * unit) + gap;
  return {
    // A gap on either side, too.
    columns: Math.max(FEWEST_COLUMNS, Math.floor((width - gap) / key)),
    rows: Math.max(FEWEST_ROWS, Math.floor((height * SHARE) / key)),
  };
}

export function useRoom(): Room {
  const known = useSyncExternalStore(
    (changed) => {
      window.addEventListener('resize', changed);
      return () => window.removeEventListener('resize', changed);
    },
    () => {
      const { columns, rows } = roomIn(window.innerWidth, window.innerHeight, unitOf(document.documentElement));
      return `${columns} ${rows}`;
    },
  );
  const [columns = FEWEST_COLUMNS, rows = FEWEST_ROWS] = known.split(' ').map(Number);
  return { columns, rows };
}

function unitOf(root: HTMLElement): number {
  const unit = Number.parseFloat(getComputedStyle(root).getPropertyValue('--u'));
  return Number.isFinite(unit) && unit > 0 ? unit : 1;
}
