/** Everything `resources` says, read from the files as they ship: the tests of this folder judge it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contentFolder } from '../../../src/packs/folder.ts';
import { assemble } from '../../../src/shared/content/assemble.ts';
import {
  contentTextSchema,
  uiWordsSchema,
  type Catalogue,
  type ContentText,
  type UiWords,
} from '../../../src/shared/content/content.ts';

export const resources = resolve(import.meta.dirname, '../../../resources');

export interface Tongue {
  readonly tag: string;
  readonly text: ContentText;
  readonly ui: UiWords;
}

/** One text as it is shown, with the path that names it. */
export interface Unit {
  readonly path: string;
  readonly text: string;
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** @returns the tags of a folder's `<tag>.json` files, sorted */
export function tagsIn(folder: string): readonly string[] {
  return readdirSync(join(resources, folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace(/\.json$/, ''))
    .toSorted();
}

export const catalogue: Catalogue = shipped();

function shipped(): Catalogue {
  const assembled = assemble(contentFolder(resources));
  if (!assembled.ok) throw new Error(`${assembled.error.file}: ${assembled.error.detail}`);
  return assembled.value.catalogue;
}

export const tongues: readonly Tongue[] = tagsIn('content/text').map((tag) => ({
  tag,
  text: contentTextSchema.parse(json(join(resources, 'content/text', `${tag}.json`))),
  ui: uiWordsSchema.parse(json(join(resources, 'locales', `${tag}.json`))),
}));

export function tongueOf(tag: string): Tongue {
  const found = tongues.find((each) => each.tag === tag);
  if (found === undefined) throw new Error(`resources hold no ${tag}`);
  return found;
}

export const english = tongueOf('en');
export const translations = tongues.filter((each) => each !== english);

/** The units that break a rule, as `path: text`: a test expects none. */
export function faulty(units: readonly Unit[], breaks: (unit: Unit) => boolean): readonly string[] {
  return units.filter(breaks).map(({ path, text }) => `${path}: ${text}`);
}

/** Every string below `value`, by its path. */
export function unitsOf(value: unknown, path: string): readonly Unit[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unitsOf(inner, `${path}/${key}`));
}

/** The parts of a text that say something to a visitor, whichever there are: all but what the file says of itself. */
export function spokenParts(text: ContentText): Readonly<Record<string, unknown>> {
  const { language: _named, status: _how, source: _from, units: _since, ...parts } = text;
  return parts;
}

/** News in a language, where it is said in it. */
function newsUnits(tag: string): readonly Unit[] {
  return Object.entries(catalogue.news).flatMap(([part, all]) =>
    all.flatMap((each) => unitsOf(each.text[tag], `news/${part}/${each.id}`)),
  );
}

/** All a visitor can read in a language: every part of its text, the news, the face's words, and the language's own name and greeting. */
export function visibleUnits({ tag, text, ui }: Tongue): readonly Unit[] {
  const { name, greeting, choose } = text.language;
  return [
    ...unitsOf({ name, greeting, choose }, 'language'),
    ...Object.entries(spokenParts(text)).flatMap(([part, said]) => unitsOf(said, part)),
    ...newsUnits(tag),
    ...unitsOf(ui, 'ui'),
  ];
}

const pluralEnding = /_(zero|one|two|few|many|other)$/;

/** A key of the face's words without its plural ending. */
export function baseKey(key: string): string {
  return key.replace(pluralEnding, '');
}

export function pluralOf(key: string): string | null {
  return pluralEnding.exec(key)?.[1] ?? null;
}

/** Invisible marks that keep a left-to-right run together inside right-to-left text. */
const isolate = /[\u2066-\u2069]/u;

export function hasIsolates(text: string): boolean {
  return isolate.test(text);
}

export function withoutIsolates(text: string): string {
  return text.replaceAll(new RegExp(isolate, 'gu'), '');
}

export function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*[\w.]+\s*\}\}|\$t\([^)]*\)|<\/?[\w-]+\s*\/?>/g)].map((match) => match[0]).toSorted();
}
