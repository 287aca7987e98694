/**
 * Whether a language says everything there is to say. One that does not is left out whole: half a
 * screen in another language than the one chosen helps nobody.
 */
import { timesFault } from './agencies.ts';
import type { Catalogue, ContentText, UiWords } from './content.ts';
import { contestFault, contestSilence } from './contest.ts';
import { covering, STATUTORY } from './statutory.ts';
import { newsFault } from './notices.ts';
import { widerFault } from './wider.ts';

/** CLDR's categories, as i18next writes them behind a key. */
const PLURAL_KEY = /^(.+)_(zero|one|two|few|many|other)$/;
/** For languages that this build of ICU has no rules for, such as Haitian Creole. */
const UNKNOWN_RULES: readonly string[] = ['one', 'other'];

/** The plural categories a language needs words for. */
export function pluralCategories(tag: string): readonly string[] {
  if (Intl.PluralRules.supportedLocalesOf(tag).length === 0) return UNKNOWN_RULES;
  return new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
}

/** Keys with their plural forms put together: `left_one`, `left_other` are one key, `left`. */
function keysOf(words: UiWords): { plain: Set<string>; plural: Map<string, Set<string>> } {
  const plural = new Map<string, Set<string>>();
  const plain = new Set<string>();
  for (const key of Object.keys(words)) {
    const [, base, category] = PLURAL_KEY.exec(key) ?? [];
    // `other` is the form every language has: without it the ending is part of a plain key.
    if (base === undefined || category === undefined || !Object.hasOwn(words, `${base}_other`)) plain.add(key);
    else plural.set(base, (plural.get(base) ?? new Set()).add(category));
  }
  return { plain, plural };
}

/** What `words` lacks, has too much or fills in wrongly beside the English ones; the first such thing, or null. */
export function wordsFault(tag: string, words: UiWords, english: UiWords): string | null {
  const [here, there] = [keysOf(words), keysOf(english)];
  const needed = pluralCategories(tag);
  for (const key of there.plain) if (!here.plain.has(key)) return `${key} is missing`;
  for (const key of there.plural.keys()) {
    const missing = needed.find((category) => here.plural.get(key)?.has(category) !== true);
    if (missing !== undefined) return `${key}_${missing} is missing`;
  }
  for (const key of here.plain) if (!there.plain.has(key)) return `${key} is not a key of the English words`;
  for (const key of here.plural.keys()) if (!there.plural.has(key)) return `${key} is not a key of the English words`;
  for (const [key, text] of Object.entries(words)) {
    if (text.trim() === '') return `${key} is empty`;
    const known = slots(english[key] ?? english[key.replace(PLURAL_KEY, '$1_other')] ?? '');
    const unknown = [...slots(text)].find((slot) => !known.has(slot));
    if (unknown !== undefined) return `${key} names {{${unknown}}}, which nobody fills in`;
  }
  return null;
}

function slots(text: string): Set<string> {
  return new Set([...text.matchAll(/\{\{-?\s*([^},\s]+)[^}]*\}\}/g)].map((match) => match[1] ?? ''));
}

/** The first unit of the catalogue that `text` has no words for, or null. */
export function textFault(catalogue: Catalogue, text: ContentText): string | null {
  for (const { id } of catalogue.rights.groups) {
    if (!Object.hasOwn(text.rights.groups, id)) return `rights.groups.${id} is missing`;
  }
  for (const id of Object.keys(catalogue.rights.rights)) {
    if (!Object.hasOwn(text.rights.rights, id)) return `rights.rights.${id} is missing`;
  }
  for (const survey of catalogue.surveys) {
    const path = `surveys.${survey.id}`;
    const words = Object.hasOwn(text.surveys, survey.id) ? text.surveys[survey.id] : undefined;
    if (words === undefined) return `${path} is missing`;
    for (const question of survey.screens.flatMap((screen) => screen.questions)) {
      const said = Object.hasOwn(words.questions, question.id) ? words.questions[question.id] : undefined;
      if (said === undefined) return `${path}.questions.${question.id} is missing`;
      const options = question.kind === 'text' ? [] : question.options;
      const silent = options.find((option) => !Object.hasOwn(said.options ?? {}, option.id));
      if (silent !== undefined) return `${path}.questions.${question.id}.options.${silent.id} is missing`;
    }
  }
  return contestSilence(catalogue.contest, text.contest);
}

/** The path of the first thing that the English text says and `text` does not (a hint, a screen's title), or null. */
export function silence(text: object, english: object, path = ''): string | null {
  for (const [key, said] of Object.entries(english) as [string, unknown][]) {
    const here = path === '' ? key : `${path}.${key}`;
    const mine: unknown = Object.hasOwn(text, key) ? (text as Record<string, unknown>)[key] : undefined;
    if (mine === undefined) return `${here} is missing`;
    // A list is as long as its language needs.
    if (!isRecord(said) || !isRecord(mine)) continue;
    const deeper = silence(mine, said, here);
    if (deeper !== null) return deeper;
  }
  return null;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the catalogue names without saying what it is, or null. */
export function catalogueFault(catalogue: Catalogue): string | null {
  for (const group of catalogue.rights.groups) {
    const unknown = group.rights.find((id) => !Object.hasOwn(catalogue.rights.rights, id));
    if (unknown !== undefined) return `rights.groups.${group.id} names ${unknown}, which is not a right`;
  }
  const uncovered = STATUTORY.find((item) => covering(catalogue.rights, item).length === 0);
  if (uncovered !== undefined) return `rights.rights covers nothing of item ${uncovered} of the statutory minimum`;
  const agencies = new Set(catalogue.agencies.map((agency) => agency.id));
  const homeless = catalogue.centers.find((center) => !agencies.has(center.agency));
  if (homeless !== undefined) return `centers.${homeless.id} names an agency that is not there`;
  return (
    contestFault(catalogue.contest) ??
    timesFault(catalogue.agencies, catalogue.centers) ??
    newsFault(catalogue.news, catalogue.centers) ??
    widerFault(catalogue.wider)
  );
}
