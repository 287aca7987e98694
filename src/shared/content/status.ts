/**
 * How far a text can be trusted. A unit is one thing that is translated and reviewed together: a right
 * (`rights.contest`), a question (`surveys.visit.wait`), the words of one part of the face (`ui.home`).
 * The English says the version of each unit, a translation the version it was made from.
 */
import type { ContentText } from './content.ts';

/** `draft` until a certified translator has reviewed it; `outdated` once the English has changed since. */
export type TextStatus = 'source' | 'draft' | 'reviewed' | 'outdated';

/** The status of one unit in a language. */
export function unitStatus(english: ContentText, text: ContentText, unit: string): TextStatus {
  if (text.language.tag === english.language.tag) return 'source';
  const own = Object.hasOwn(text.units, unit) ? text.units[unit] : undefined;
  const madeFrom = own?.source ?? text.source;
  if (madeFrom < versionOf(english, unit)) return 'outdated';
  return own?.status ?? text.status;
}

/** The version of a unit's English. */
export function versionOf(english: ContentText, unit: string): number {
  return (Object.hasOwn(english.units, unit) ? english.units[unit]?.source : undefined) ?? english.source;
}

/** What a reader of these units has to be told: of an outdated one before a draft; null where all is reviewed. */
export function warningOf(
  english: ContentText,
  text: ContentText,
  units: readonly string[],
): 'outdated' | 'draft' | null {
  const found = new Set(units.map((unit) => unitStatus(english, text, unit)));
  return found.has('outdated') ? 'outdated' : found.has('draft') ? 'draft' : null;
}
