/**
 * How far a text can be trusted. A unit is one thing that is translated and reviewed together: a right
 * (`rights.contest`), a question (`surveys.visit.wait`), the words of one part of the face (`ui.home`).
 * The English says the version of each unit, a translation the version it was made from.
 */
import type { ContentText, Rights } from './content.ts';

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

/** Every warning that readers of a text need who also see texts in other languages beside it: each once, the English's reader told of all. */
export function warningsOf(
  english: ContentText,
  text: ContentText,
  units: readonly string[],
  beside: readonly ContentText[] = [],
): readonly ('draft' | 'outdated')[] {
  // The English is what the others are made from: its reader is told how they stand.
  const told = text.language.tag === english.language.tag ? beside : [text];
  const held = new Set(told.flatMap((each) => units.map((unit) => unitStatus(english, each, unit))));
  return (['draft', 'outdated'] as const).filter((status) => held.has(status));
}

/** The units of all rights, or of one, and of what stands under them. */
export function rightsUnits(rights: Rights, of: string | null): readonly string[] {
  const ids = of === null ? rights.groups.flatMap((group) => group.rights) : [of];
  return [...ids.map((id) => `rights.${id}`), 'rights.disclaimer'];
}
