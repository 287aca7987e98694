/**
 * The units of a language: what is translated and reviewed together, its words and how far they can be
 * trusted. Names: `language` (the greeting on the wall), `rights.<id>`, `rights.groups`,
 * `rights.statutory`, `rights.disclaimer`, `surveys.<id>.<question>`, `surveys.<id>.screens`,
 * `<part>.<topic>` and `<part>.<key>` of every other part of the text, `ui.<first part of the key>`.
 */
import type { ContentText, UiWords } from './content.ts';
import { unitStatus, type TextStatus } from './status.ts';

/** Strings by their path inside the text (`rights.rights.contest.means.0`) or by their key. */
export type UnitWords = Readonly<Record<string, string>>;

/** What is said of the file and not to anybody. */
const ABOUT: ReadonlySet<string> = new Set(['status', 'source', 'units']);
/** Of `language`: the rest is names and order. */
const SAID_OF_LANGUAGE: ReadonlySet<string> = new Set(['language.greeting', 'language.choose']);

/** Every unit of a language with its words, in the order of the files. */
export function unitsOf(text: ContentText, ui: UiWords): ReadonlyMap<string, UnitWords> {
  const units = new Map<string, Record<string, string>>();
  const put = (unit: string, path: string, words: string) => {
    const held = units.get(unit) ?? {};
    held[path] = words;
    units.set(unit, held);
  };
  for (const [path, words] of strings(text, [])) {
    const unit = unitOfPath(path);
    if (unit !== null) put(unit, path.join('.'), words);
  }
  for (const [key, words] of Object.entries(ui)) put(unitOfKey(key), key, words);
  return units;
}

/** The unit that a key of the face's words belongs to. */
export function unitOfKey(key: string): string {
  return `ui.${key.split('.', 1)[0]}`;
}

/** The unit that a string of a language's text belongs to; null where it is no words for anybody. */
export function unitOfPath(path: readonly string[]): string | null {
  const [part = '', kind = '', name = '', question = ''] = path;
  if (ABOUT.has(part)) return null;
  if (part === 'language') return SAID_OF_LANGUAGE.has(path.join('.')) ? part : null;
  if (part === 'surveys') return name === 'screens' ? `surveys.${kind}.screens` : `surveys.${kind}.${question}`;
  const single = (part === 'rights' && kind === 'rights') || kind === 'topics';
  return `${part}.${single ? name : kind}`;
}

function* strings(value: unknown, path: readonly string[]): Generator<readonly [readonly string[], string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) yield* strings(each, [...path, key]);
  }
}

export interface UnitStanding {
  readonly unit: string;
  readonly status: TextStatus;
  /** The certified translator who reviewed it, and the day (ISO 8601); null where nobody did. */
  readonly by: string | null;
  readonly on: string | null;
}

/** Every unit of a language and how it stands. */
export function unitStandings(english: ContentText, text: ContentText, ui: UiWords): readonly UnitStanding[] {
  return [...unitsOf(text, ui).keys()].map((unit) => {
    const own = Object.hasOwn(text.units, unit) ? text.units[unit] : undefined;
    return { unit, status: unitStatus(english, text, unit), by: own?.by ?? null, on: own?.on ?? null };
  });
}

export interface LanguageStatus {
  /** Units by how they stand. */
  readonly counts: Readonly<Record<TextStatus, number>>;
  /** Every unit is reviewed and up to date, or the language is the source itself. */
  readonly reviewed: boolean;
}

/** How a whole language stands beside the English. */
export function languageStatus(english: ContentText, text: ContentText, ui: UiWords): LanguageStatus {
  const counts = { source: 0, draft: 0, reviewed: 0, outdated: 0 };
  for (const { status } of unitStandings(english, text, ui)) counts[status] += 1;
  return { counts, reviewed: counts.draft === 0 && counts.outdated === 0 };
}
