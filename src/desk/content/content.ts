/**
 * What the app says, read once at the start. A language is offered when both of its files parse and
 * say everything; a bad one is left out and logged. Which languages there are, the folder says.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import type { Words } from '../../shared/bridge.ts';
import {
  catalogueSchema,
  contentTextSchema,
  uiWordsSchema,
  type Catalogue,
  type Language,
} from '../../shared/content/content.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DeskLog } from '../log-events.ts';
import { catalogueFault, silence, textFault, wordsFault } from './completeness.ts';

/** The language every other one is translated from, and the one that must be there. */
const SOURCE = 'en';

export interface Content {
  readonly catalogue: Catalogue;
  /** Complete languages in the order of the wall. */
  readonly languages: readonly Language[];
  /** @returns null for a language that is not offered */
  words(tag: string): Words | null;
}

interface FileFault {
  readonly type: 'file';
  readonly file: string;
  readonly detail: string;
}

/** @throws Error where the catalogue or the English words are bad: the app was not built whole */
export function loadContent(resources: string, log: DeskLog): Content {
  const catalogue = whole(readJson(join(resources, 'content/catalogue.json'), catalogueSchema));
  const fault = catalogueFault(catalogue);
  if (fault !== null) throw new Error(`content/catalogue.json: ${fault}`);
  const english = whole(readLanguage(resources, SOURCE, catalogue, null));

  const byTag = new Map<string, Words>([[SOURCE, english]]);
  for (const tag of tagsIn(resources)) {
    if (tag === SOURCE) continue;
    const words = readLanguage(resources, tag, catalogue, english);
    if (words.ok) byTag.set(tag, words.value);
    else log({ event: 'language-left-out', tag, file: words.error.file, detail: words.error.detail });
  }
  return {
    catalogue,
    languages: [...byTag.values()].map((words) => words.text.language).toSorted((a, b) => a.order - b.order),
    words: (tag) => byTag.get(tag) ?? null,
  };
}

/** Languages with those named in `order` first; the rest follow as they stood. */
export function inOrder(languages: readonly Language[], order: readonly string[]): readonly Language[] {
  const place = ({ tag }: Language) => (order.includes(tag) ? order.indexOf(tag) : order.length);
  return languages.toSorted((a, b) => place(a) - place(b));
}

/** Every language that has either of its files: one that has only the other is left out by name. */
function tagsIn(resources: string): string[] {
  const files = [join(resources, 'content/text'), join(resources, 'locales')].flatMap((folder) => readdirSync(folder));
  const tags = files.filter((file) => file.endsWith('.json')).map((file) => basename(file, '.json'));
  return [...new Set(tags)].toSorted();
}

function readLanguage(
  resources: string,
  tag: string,
  catalogue: Catalogue,
  english: Words | null,
): Result<Words, FileFault> {
  const text = readJson(join(resources, 'content/text', `${tag}.json`), contentTextSchema);
  if (!text.ok) return text;
  const ui = readJson(join(resources, 'locales', `${tag}.json`), uiWordsSchema);
  if (!ui.ok) return ui;
  if (text.value.language.tag !== tag) {
    return err({ type: 'file', file: `content/text/${tag}.json`, detail: 'language.tag is not the name of the file' });
  }
  const missing = textFault(catalogue, text.value) ?? (english === null ? null : silence(text.value, english.text));
  if (missing !== null) return err({ type: 'file', file: `content/text/${tag}.json`, detail: missing });
  const fault = wordsFault(tag, ui.value, english?.ui ?? ui.value);
  if (fault !== null) return err({ type: 'file', file: `locales/${tag}.json`, detail: fault });
  return ok({ locale: tag, ui: ui.value, text: text.value });
}

function readJson<S extends z.ZodType>(path: string, schema: S): Result<z.output<S>, FileFault> {
  const bad = (detail: string) => err<FileFault>({ type: 'file', file: basename(path), detail });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return bad(error instanceof SyntaxError ? 'is not JSON' : 'cannot be read');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return bad(`${issue?.path.join('.') ?? '(root)'}: ${issue?.message ?? 'is wrong'}`);
}

function whole<T>(result: Result<T, FileFault>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.error.file}: ${result.error.detail}`);
}
