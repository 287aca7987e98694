/** Adding a language is adding its two files: no list in the code knows the others. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadContent } from '../../../src/desk/content/content.ts';
import type { ContentText, UiWords } from '../../../src/shared/content/content.ts';
import { english, resources, tongues } from './corpus.ts';
import { pseudoLanguage } from './pseudo.ts';

/** Reserved for local use (ISO 639-2), so ICU has no plural rules for it, as it has none for Haitian Creole. */
const SIXTH = 'qaa';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairdesk-content-'));
  cpSync(resources, folder, { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function add(tag: string, made: { text: ContentText; ui: UiWords }): void {
  writeFileSync(join(folder, 'content/text', `${tag}.json`), JSON.stringify(made.text));
  writeFileSync(join(folder, 'locales', `${tag}.json`), JSON.stringify(made.ui));
}

function load() {
  const log: object[] = [];
  return { content: loadContent(folder, (event) => log.push(event)), log };
}

describe('the languages on offer', () => {
  it('are all that ship, in the order of the wall, none left out', () => {
    const { content, log } = load();
    const ordered = tongues.toSorted((a, b) => a.text.language.order - b.text.language.order).map((each) => each.tag);
    expect(content.languages.map((language) => language.tag)).toEqual(ordered);
    expect(log).toEqual([]);
  });

  it('grow by one when a language’s two files are added, and by nothing else', () => {
    const made = pseudoLanguage(SIXTH, english);
    add(SIXTH, made);
    const { content, log } = load();
    expect(content.languages.map((language) => language.tag)).toEqual(expect.arrayContaining([SIXTH]));
    expect(content.languages).toHaveLength(tongues.length + 1);
    expect(content.words(SIXTH)).toEqual({ locale: SIXTH, ui: made.ui, text: made.text });
    expect(log).toEqual([]);
  });

  it('do not grow by a language that lacks a single word, and the others stay', () => {
    const made = pseudoLanguage(SIXTH, english);
    const { 'home.title': _dropped, ...rest } = made.ui;
    add(SIXTH, { text: made.text, ui: rest });
    const { content, log } = load();
    expect(content.languages).toHaveLength(tongues.length);
    expect(content.words(SIXTH)).toBeNull();
    expect(log).toEqual([expect.objectContaining({ event: 'language-left-out', tag: SIXTH })]);
  });
});
