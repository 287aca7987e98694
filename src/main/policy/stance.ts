/** How a locked window must stand, and what puts it right where something has moved, shrunk or covered it. */
import { sameBounds, type Bounds } from './displays.ts';

export interface Stance {
  readonly kiosk: boolean;
  readonly fullScreen: boolean;
  readonly minimized: boolean;
  readonly visible: boolean;
  readonly focused: boolean;
  /** Where it was put last, or null. Where it *is* not every window system tells (Wayland says 0, 0 for all). */
  readonly placed: Bounds | null;
}

export type Amendment = 'restore' | 'show' | 'move' | 'kiosk' | 'full-screen' | 'focus';

/** @returns what to do, in order; nothing where all is well, so that amending never begins a round of its own */
export function amend(stance: Stance, display: Bounds): readonly Amendment[] {
  const wrong: [boolean, Amendment][] = [
    [stance.minimized, 'restore'],
    [!stance.visible, 'show'],
    [stance.placed === null || !sameBounds(stance.placed, display), 'move'],
    [!stance.kiosk, 'kiosk'],
    [!stance.fullScreen, 'full-screen'],
    [!stance.focused, 'focus'],
  ];
  return wrong.filter(([is]) => is).map(([, amendment]) => amendment);
}
