import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent, offered, textStandings, type Content } from '../../../../src/desk/content/content.ts';
import type { Words } from '../../../../src/shared/bridge.ts';
import type { ContentText } from '../../../../src/shared/content/content.ts';
import { unitsOf } from '../../../../src/shared/content/units.ts';

const shipped = loadContent(resolve(import.meta.dirname, '../../../../resources'), () => undefined);

/** The shipped content with every unit of Polish reviewed, one of them made from an older English if told. */
function withPolishReviewed(outdated: boolean): Content {
  const words = shipped.words('pl');
  const english = shipped.words('en');
  if (words === null || english === null) throw new Error('Polish and English ship');
  const names = [...unitsOf(words.text, words.ui).keys()];
  const units = Object.fromEntries(
    names.map((name) => [name, { source: 1, status: 'reviewed' as const, by: 'A. Kowalska', on: '2026-11-20' }]),
  );
  const raised: ContentText['units'] = outdated ? { 'rights.contest': { source: 2 } } : {};
  const newer: Words = { ...english, text: { ...english.text, units: raised } };
  const polish: Words = { ...words, text: { ...words.text, units } };
  return {
    ...shipped,
    words: (tag) => (tag === 'pl' ? polish : tag === 'en' ? newer : shipped.words(tag)),
  };
}

const tags = (content: Content, reviewedOnly: boolean) => offered(content, reviewedOnly).map(({ tag }) => tag);

describe('a center that offers reviewed languages only', () => {
  test('shows English alone while every translation is a draft, and all of them otherwise', () => {
    expect(tags(shipped, true)).toEqual(['en']);
    expect(tags(shipped, false)).toHaveLength(shipped.languages.length);
  });

  test('shows a language once every unit of it is reviewed, and not while one is older than its English', () => {
    expect(tags(withPolishReviewed(false), true)).toEqual(['en', 'pl']);
    expect(tags(withPolishReviewed(true), true)).toEqual(['en']);
  });
});

describe('what staff see of the texts', () => {
  test('counts drafts, reviewed and outdated units by language, and names who reviewed', () => {
    const [polish] = textStandings(withPolishReviewed(true)).filter(({ tag }) => tag === 'pl');
    expect(polish).toMatchObject({ name: 'Polish', draft: 0, outdated: 1, reviews: ['A. Kowalska, 2026-11-20'] });
    expect(polish?.reviewed).toBeGreaterThan(10);
    expect(textStandings(shipped).every(({ draft, reviewed }) => draft > 0 && reviewed === 0)).toBe(true);
    expect(textStandings(shipped).map(({ tag }) => tag)).not.toContain('en');
  });
});
