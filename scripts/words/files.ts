/** The two files of each language, read and written in the one form they have. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { contentTextSchema, uiWordsSchema, type ContentText, type UiWords } from '../../src/shared/content/content.ts';

export type Json = Record<string, unknown>;

/** A language, or the beginning of one. */
export interface Begun {
  readonly tag: string;
  /** Null as long as it says nothing. */
  readonly text: ContentText | null;
  readonly ui: UiWords;
  /** The text as it stands in its file. */
  readonly file: Json;
}

export interface Tongue extends Begun {
  readonly text: ContentText;
}

const jsonSchema = z.record(z.string(), z.unknown());

const textPath = (resources: string, tag: string) => join(resources, 'content/text', `${tag}.json`);
const uiPath = (resources: string, tag: string) => join(resources, 'locales', `${tag}.json`);

/** Every language that has a text, English first. */
export function tagsOf(resources: string): readonly string[] {
  const tags = readdirSync(join(resources, 'content/text'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
  return ['en', ...tags.filter((tag) => tag !== 'en').toSorted()];
}

/** @returns null where either file is not there. @throws Error where one is not what it should be */
export function readTongue(resources: string, tag: string): Tongue | null {
  const [text, ui] = [textPath(resources, tag), uiPath(resources, tag)];
  if (!existsSync(text) || !existsSync(ui)) return null;
  const file = jsonSchema.parse(JSON.parse(readFileSync(text, 'utf8')));
  return {
    tag,
    text: contentTextSchema.parse(file),
    ui: uiWordsSchema.parse(JSON.parse(readFileSync(ui, 'utf8'))),
    file,
  };
}

/** A language that says nothing yet. Its direction is what CLDR tells of its script; it stands last on the wall. */
export function begin(tag: string, name: string, order: number): Begun {
  const locale = new Intl.Locale(tag) as Intl.Locale & { getTextInfo?: () => { direction?: string } };
  const language = {
    tag,
    name,
    english: new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag,
    dir: locale.getTextInfo?.().direction === 'rtl' ? 'rtl' : 'ltr',
    order,
  };
  return { tag, text: null, ui: {}, file: { language, status: 'draft', source: 1 } };
}

export function writeTongue(resources: string, tongue: Tongue): void {
  writeFileSync(textPath(resources, tongue.tag), printed(tongue.file));
  writeFileSync(uiPath(resources, tongue.tag), printed(tongue.ui));
}

/** What nobody sees in an editor: no-break space, soft hyphen, joiners, marks and isolates of direction. */
const INVISIBLE = /[\u00a0\u00ad\u200b-\u200f\u202a-\u202f\u2060-\u2069\ufeff]/gu;

/** JSON as the files have it: two spaces, and an escape for each invisible character. */
export function printed(value: unknown): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(value, null, 2)}\n`.replaceAll(INVISIBLE, escape);
}
