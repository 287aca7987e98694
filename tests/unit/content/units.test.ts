/** Promises of units: everything that is said belongs to one, and how a language stands is counted from them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentTextSchema, uiWordsSchema, type ContentText } from '../../../src/shared/content/content.ts';
import { warningOf, warningsOf } from '../../../src/shared/content/status.ts';
import { languageStatus, unitsOf, unitStandings } from '../../../src/shared/content/units.ts';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../resources', file), 'utf8'));
const text = (tag: string) => contentTextSchema.parse(read(`content/text/${tag}.json`));
const ui = (tag: string) => uiWordsSchema.parse(read(`locales/${tag}.json`));

const [english, polish] = [text('en'), text('pl')];
const [englishWords, polishWords] = [ui('en'), ui('pl')];
const names = [...unitsOf(polish, polishWords).keys()];
const reviewed = { status: 'reviewed', by: 'Jan Kowalski, certified translator', on: '2026-11-02' } as const;
const wholly: ContentText = { ...polish, units: Object.fromEntries(names.map((name) => [name, reviewed])) };

describe('Units', () => {
  it('hold every right, question and word of the face, each once', () => {
    const units = unitsOf(english, englishWords);
    expect(units.get('rights.contest')).toMatchObject({
      'rights.rights.contest.title': english.rights.rights.contest?.title,
      'rights.rights.contest.means.0': english.rights.rights.contest?.means[0],
    });
    expect([...units.keys()]).toEqual(
      expect.arrayContaining(['rights.groups', 'rights.disclaimer', 'surveys.visit.wait', 'ui.home', 'language']),
    );
    const keys = [...units].filter(([name]) => name.startsWith('ui.')).flatMap(([, words]) => Object.keys(words));
    expect(keys.toSorted()).toEqual(Object.keys(englishWords).toSorted());
  });

  it('are the same in every language, so that what one has, the other has', () => {
    expect(names).toEqual([...unitsOf(english, englishWords).keys()]);
  });

  it('give each topic of another part of the text a unit of its own', () => {
    const wider = {
      ...english,
      contest: { topics: { cure: { title: 'Fix it', body: ['Soon.'] } }, deadlines: { a: '1' } },
    };
    const units = unitsOf(wider, {});
    expect(units.get('contest.cure')).toEqual({
      'contest.topics.cure.title': 'Fix it',
      'contest.topics.cure.body.0': 'Soon.',
    });
    expect(units.get('contest.deadlines')).toEqual({ 'contest.deadlines.a': '1' });
  });
});

describe('The status of a language', () => {
  it('is a draft while nobody has reviewed it, and the source is what it is', () => {
    expect(languageStatus(english, polish, polishWords)).toEqual({
      counts: { source: 0, draft: names.length, reviewed: 0, outdated: 0 },
      reviewed: false,
    });
    expect(languageStatus(english, english, englishWords)).toMatchObject({ reviewed: true, counts: { draft: 0 } });
  });

  it('is reviewed once each unit is, and says by whom and when', () => {
    expect(languageStatus(english, wholly, polishWords).reviewed).toBe(true);
    const [standing] = unitStandings(english, wholly, polishWords);
    expect(standing).toMatchObject({ status: 'reviewed', by: reviewed.by, on: reviewed.on });
  });

  it('is not reviewed any more once the English of one unit has changed', () => {
    const changed: ContentText = { ...english, units: { 'rights.contest': { source: english.source + 1 } } };
    expect(languageStatus(changed, wholly, polishWords)).toMatchObject({ reviewed: false, counts: { outdated: 1 } });
  });
});

describe('What a reader is told', () => {
  const units = ['rights.contest', 'rights.groups'];
  it('is that a draft is one, and nothing where all is reviewed or the source itself', () => {
    expect(warningOf(english, polish, units)).toBe('draft');
    expect(warningOf(english, wholly, units)).toBeNull();
    expect(warningOf(english, english, units)).toBeNull();
  });

  it('is first that the English has changed', () => {
    const changed: ContentText = { ...english, units: { 'rights.contest': { source: english.source + 1 } } };
    expect(warningOf(changed, polish, units)).toBe('outdated');
  });

  it('of languages side by side is in each what holds of it, and in English what holds of its neighbours', () => {
    const changed: ContentText = { ...english, units: { 'rights.contest': { source: english.source + 1 } } };
    const both = [polish, english];
    expect(warningsOf(changed, polish, units, both)).toEqual(['draft', 'outdated']);
    expect(warningsOf(changed, english, units, both)).toEqual(['draft', 'outdated']);
    expect(warningsOf(english, wholly, units, [polish, wholly])).toEqual([]);
    expect(warningsOf(english, polish, units, [polish, wholly])).toEqual(['draft']);
    expect(warningsOf(english, english, units, [english])).toEqual([]);
  });
});
