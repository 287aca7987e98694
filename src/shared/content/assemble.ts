/**
 * Puts content together from its files and judges it: the same for what ships with the app, for a pack
 * that is built and for one that is installed. A language is offered when both of its files parse and
 * say everything; which languages there are, the files say.
 */
import type { z } from 'zod';
import type { Words } from '../bridge.ts';
import { err, ok, type Result } from '../result.ts';
import { catalogueFault, silence, textFault, wordsFault } from './completeness.ts';
import { catalogueSchema, contentTextSchema, uiWordsSchema, type Catalogue, type UiWords } from './content.ts';
import type { ContentFault, ContentFiles } from './files.ts';

/** The language every other one is translated from, and the one that must be there. */
export const SOURCE = 'en';

const CATALOGUE = 'content/catalogue.json';
/** Parts of the catalogue that are a file of their own; each stands in it under its key. */
const parts: Readonly<Record<string, string>> = {
  news: 'content/news.json',
  contest: 'content/contest.json',
  calendar: 'content/calendar.json',
  wider: 'content/languages.json',
};

const TEXT = /^content\/text\/([a-z0-9-]+)\.json$/;
const UI = /^locales\/([a-z0-9-]+)\.json$/;

export interface Assembled {
  readonly catalogue: Catalogue;
  /** Complete languages by tag, the source first. */
  readonly byTag: ReadonlyMap<string, Words>;
  /** Languages that do not say everything, each with the first thing that is wrong. */
  readonly leftOut: readonly (ContentFault & { readonly tag: string })[];
}

/** @returns an error where the catalogue or the English is bad: without them there is nothing to show */
export function assemble(files: ContentFiles): Result<Assembled, ContentFault> {
  const catalogue = readCatalogue(files);
  if (!catalogue.ok) return catalogue;
  const english = readLanguage(files, SOURCE, catalogue.value, null);
  if (!english.ok) return english;

  const byTag = new Map<string, Words>([[SOURCE, english.value]]);
  const leftOut: (ContentFault & { tag: string })[] = [];
  for (const name of languageNames(files)) {
    if (name === SOURCE) continue;
    const words = readLanguage(files, name, catalogue.value, english.value);
    if (words.ok) byTag.set(words.value.locale, words.value);
    else leftOut.push({ ...words.error, tag: name });
  }
  return ok({ catalogue: catalogue.value, byTag, leftOut });
}

/**
 * The same for a pack, which is taken whole or not at all: every language must be complete.
 *
 * @param needed the English words of the app that is to show it: a key it needs may not be missing
 */
export function assembleWhole(files: ContentFiles, needed: UiWords): Result<Assembled, ContentFault> {
  const assembled = assemble(files);
  if (!assembled.ok) return assembled;
  const [fault] = assembled.value.leftOut;
  if (fault !== undefined) return err({ type: 'file', file: fault.file, detail: fault.detail });
  const words = assembled.value.byTag.get(SOURCE)?.ui ?? {};
  const missing = Object.keys(needed).find((key) => !Object.hasOwn(words, key));
  return missing === undefined
    ? assembled
    : err({ type: 'file', file: `locales/${SOURCE}.json`, detail: `${missing} is missing` });
}

function readCatalogue(files: ContentFiles): Result<Catalogue, ContentFault> {
  const base = parseJson(files, CATALOGUE);
  if (!base.ok) return base;
  const whole: Record<string, unknown> = { ...(base.value as object) };
  for (const [key, path] of Object.entries(parts)) {
    const part = parseJson(files, path);
    if (!part.ok) return part;
    whole[key] = part.value;
  }
  const parsed = catalogueSchema.safeParse(whole);
  if (!parsed.success) {
    const file = parts[String(parsed.error.issues[0]?.path[0])] ?? CATALOGUE;
    return err({ type: 'file', file, detail: firstIssue(parsed.error) });
  }
  const fault = catalogueFault(parsed.data);
  return fault === null ? ok(parsed.data) : err({ type: 'file', file: CATALOGUE, detail: fault });
}

/** Every language that has either of its files: one that has only the other is left out by name. */
function languageNames({ paths }: ContentFiles): string[] {
  const names = paths.flatMap((path) => TEXT.exec(path)?.[1] ?? UI.exec(path)?.[1] ?? []);
  return [...new Set(names)].toSorted();
}

function readLanguage(
  files: ContentFiles,
  name: string,
  catalogue: Catalogue,
  english: Words | null,
): Result<Words, ContentFault> {
  const [textFile, uiFile] = [`content/text/${name}.json`, `locales/${name}.json`];
  const bad = (file: string, detail: string) => err<ContentFault>({ type: 'file', file, detail });
  const text = readJson(files, textFile, contentTextSchema);
  if (!text.ok) return text;
  const ui = readJson(files, uiFile, uiWordsSchema);
  if (!ui.ok) return ui;
  const { tag } = text.value.language;
  if (tag.toLowerCase() !== name) return bad(textFile, 'language.tag is not the name of the file');
  const missing = textFault(catalogue, text.value) ?? (english === null ? null : silence(text.value, english.text));
  if (missing !== null) return bad(textFile, missing);
  const fault = wordsFault(tag, ui.value, english?.ui ?? ui.value);
  return fault === null ? ok({ locale: tag, ui: ui.value, text: text.value }) : bad(uiFile, fault);
}

function readJson<S extends z.ZodType>(
  files: ContentFiles,
  file: string,
  schema: S,
): Result<z.output<S>, ContentFault> {
  const value = parseJson(files, file);
  if (!value.ok) return value;
  const parsed = schema.safeParse(value.value);
  return parsed.success ? ok(parsed.data) : err({ type: 'file', file, detail: firstIssue(parsed.error) });
}

function parseJson(files: ContentFiles, file: string): Result<unknown, ContentFault> {
  const bytes = files.read(file);
  if (bytes === null) return err({ type: 'file', file, detail: 'cannot be read' });
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return err({ type: 'file', file, detail: 'is not JSON' });
  }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join('.') ?? '(root)'}: ${issue?.message ?? 'is wrong'}`;
}
