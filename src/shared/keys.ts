/** Which keys reach the face, in every host. In a locked window only those that write, move and choose. */

export interface KeyPress {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

const WRITE_AND_MOVE = new Set([
  'Tab',
  'Enter',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Shift',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

/**
 * Keys of keypads and switches that write nothing and mean nothing to a page: F13 and up are on no
 * keyboard, and of the others F1, F3, F5, F6, F7, F10, F11 and F12 open, move, reload or close something.
 */
const OF_KEYPADS = /^F(?:[2489]|1[3-9]|2[0-4])$/;

/** The five keys and the two switches are plain keys; everything with Ctrl, Alt or the system key is somebody's shortcut. */
export function reachesFace(press: KeyPress, locked: boolean): boolean {
  if (!locked) return true;
  if (press.meta) return false;
  const writes = /^.$/u.test(press.key);
  // AltGr is said as Ctrl and Alt together on Windows; it writes letters.
  if (press.control || press.alt) return press.control && press.alt && writes;
  return writes || WRITE_AND_MOVE.has(press.key) || OF_KEYPADS.test(press.key);
}
