/** Which display has the face, and which are covered: nothing of a desktop is ever seen. */

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Display {
  readonly id: number;
  readonly bounds: Bounds;
  readonly touchSupport: 'available' | 'unavailable' | 'unknown';
}

export interface Coverage {
  readonly face: Display;
  /** Every other display, each by a window of its own that shows nothing. */
  readonly covered: readonly Display[];
}

/**
 * The panel is what can be touched; where none or several say so, it is the primary display.
 * @returns null while there is no display at all, as between unplugging one and plugging in another
 */
export function coverDisplays(displays: readonly Display[], primary: number): Coverage | null {
  const touched = displays.filter(({ touchSupport }) => touchSupport === 'available');
  const face = (touched.length === 1 ? touched[0] : displays.find(({ id }) => id === primary)) ?? displays[0];
  if (face === undefined) return null;
  // A mirror has the bounds of what it mirrors: a cover there would lie on the face.
  const covered = displays.filter(({ id, bounds }) => id !== face.id && !sameBounds(bounds, face.bounds));
  return { face, covered };
}

export function sameBounds(one: Bounds, other: Bounds): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
