/** Who signs in: somebody of the list, or whoever types a name. Pure. */
import type { KnownAccount } from '../../../shared/inspector.ts';

/** A name that is not on the list. */
export const OTHER = '';

/**
 * The list changes while the door is shown: an account that was revoked is no longer on it, and whoever comes
 * next must still be able to say who they are.
 *
 * @param pressed what was chosen last, null before anything was
 * @returns null where nobody of the list is chosen
 */
export function pickedOf(known: readonly KnownAccount[], pressed: string | null): string | null {
  if (known.length === 0) return OTHER;
  return pressed === OTHER || known.some(({ account }) => account === pressed) ? pressed : null;
}
