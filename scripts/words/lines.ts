/**
 * A language line by line, as a translator works on it. A line is one string: `rights.rights.contest.title`,
 * `ui.home.title`; each form of a plural is a line of its own, for languages have different ones.
 */
import { pluralCategories } from '../../src/shared/content/completeness.ts';
import { unitStatus, versionOf, type TextStatus } from '../../src/shared/content/status.ts';
import { unitsOf } from '../../src/shared/content/units.ts';
import type { Begun, Tongue } from './files.ts';

export interface Line {
  readonly id: string;
  /** What is translated and reviewed together. */
  readonly unit: string;
  readonly source: string;
  /** Empty where the language does not say it yet. */
  readonly target: string;
  /** The category of the plural this is the form of, or null. */
  readonly plural: string | null;
  readonly status: TextStatus | 'missing';
  /** Version of the unit's English. */
  readonly version: number;
}

export const FACE = 'ui.';
const PLURAL = /^(.+)_(zero|one|two|few|many|other)$/;
const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** A key without the ending of its plural form, and the form; null where it is no plural. */
export function pluralOf(key: string, keys: Readonly<Record<string, string>>): readonly [string, string] | null {
  const [, base = '', form = ''] = PLURAL.exec(key) ?? [];
  return Object.hasOwn(keys, `${base}_other`) ? [base, form] : null;
}

/** The keys of the face in a language that has these plural forms, each with the English it is made from, in the order of the English. */
export function faceKeys(tag: string, english: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const forms = FORMS.filter((form) => pluralCategories(tag).includes(form));
  const keys = new Map<string, string>();
  for (const [key, words] of Object.entries(english)) {
    const plural = pluralOf(key, english);
    if (plural === null) keys.set(key, words);
    else for (const form of forms) keys.set(`${plural[0]}_${form}`, sourceOf(plural[0], form, english));
  }
  return keys;
}

function sourceOf(base: string, form: string, english: Readonly<Record<string, string>>): string {
  return english[`${base}_${form}`] ?? english[`${base}_other`] ?? '';
}

/** Every line of a language, in the order of the English files. */
export function linesOf(english: Tongue, tongue: Begun): readonly Line[] {
  const said = new Map<string, string>();
  for (const [unit, words] of tongue.text === null ? [] : unitsOf(tongue.text, tongue.ui)) {
    for (const [path, text] of Object.entries(words)) said.set(idOf(unit, path), text);
  }
  const line = (unit: string, id: string, source: string, plural: string | null): Line => {
    const target = said.get(id) ?? '';
    const status = target === '' || tongue.text === null ? 'missing' : unitStatus(english.text, tongue.text, unit);
    return { id, unit, source, target, plural, status, version: versionOf(english.text, unit) };
  };
  const keys = faceKeys(tongue.tag, english.ui);
  return [...unitsOf(english.text, english.ui)].flatMap(([unit, words]) => {
    if (!unit.startsWith(FACE)) {
      return Object.entries(words).map(([path, source]) => line(unit, path, source, null));
    }
    const mine = [...keys].filter(([key]) => `${FACE}${key.split('.', 1)[0] ?? ''}` === unit);
    return mine.map(([key, source]) => line(unit, FACE + key, source, pluralOf(key, english.ui)?.[1] ?? null));
  });
}

function idOf(unit: string, path: string): string {
  return unit.startsWith(FACE) ? FACE + path : path;
}

/** Numbers that take a form in a language, for a translator to try it with. */
export function examplesOf(tag: string, form: string): readonly number[] {
  const known = Intl.PluralRules.supportedLocalesOf(tag).length > 0;
  const select = (number: number) =>
    known ? new Intl.PluralRules(tag).select(number) : number === 1 ? 'one' : 'other';
  const tried = [...Array(130).keys(), 1_000_000, 1.5];
  return tried.filter((number) => select(number) === form).slice(0, 4);
}

/** `{{…}}` and tags of a text, sorted. */
export function slotsOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*[\w.]+\s*\}\}|\$t\([^)]*\)|<\/?[\w-]+\s*\/?>/g)].map((match) => match[0]).toSorted();
}
