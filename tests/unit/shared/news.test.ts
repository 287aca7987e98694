import { describe, expect, it } from 'vitest';
import { newsSchema, type News, type Notice } from '../../../src/shared/content/news.ts';
import { answeredAt, issuesOf, newsFault, noticesNow, saidIn } from '../../../src/shared/content/notices.ts';

const heat: Notice = {
  id: 'heat',
  kind: 'heat',
  from: '2026-07-01T08:00:00-04:00',
  until: '2026-07-03T20:00:00-04:00',
  centers: null,
  text: { en: { title: 'It is very hot.', body: ['Drink water.'] } },
};
const early: Notice = {
  ...heat,
  id: 'early',
  kind: 'closing_early',
  from: '2026-07-02T09:00:00-04:00',
  until: '2026-07-02T15:00:00-04:00',
  centers: ['oath-bronx'],
};
const other: Notice = { ...heat, id: 'other', kind: 'other' };
const news: News = { notices: [other, early, heat], issues: [], answered: [] };
const at = (moment: string, center: string | null) =>
  noticesNow(news, center, Date.parse(moment)).map((notice) => notice.id);

describe('a notice is shown', () => {
  it('from the moment it starts until the moment it ends, in whatever zone it was written', () => {
    expect(at('2026-07-01T07:59:59-04:00', null)).toEqual([]);
    expect(at('2026-07-01T12:00:00Z', null)).toEqual(['heat', 'other']);
    expect(at('2026-07-03T23:59:59Z', null)).toEqual(['heat', 'other']);
    expect(at('2026-07-04T00:00:00Z', null)).toEqual([]);
  });

  it('at its centers only, danger before all else', () => {
    expect(at('2026-07-02T12:00:00-04:00', 'oath-bronx')).toEqual(['heat', 'early', 'other']);
    expect(at('2026-07-02T12:00:00-04:00', 'oath-queens')).toEqual(['heat', 'other']);
    expect(at('2026-07-02T12:00:00-04:00', null)).toEqual(['heat', 'other']);
  });

  it('in the language of the visitor, else in English', () => {
    expect(saidIn({ en: 'Hot', es: 'Calor' }, 'es')).toEqual({ tag: 'es', said: 'Calor' });
    expect(saidIn({ en: 'Hot', es: 'Calor' }, 'ko')).toEqual({ tag: 'en', said: 'Hot' });
    expect(saidIn({ en: 'Hot' }, 'toString')).toEqual({ tag: 'en', said: 'Hot' });
  });
});

it('issues and answers stand with the newest first, answers at their center', () => {
  const issue = (id: string, month: string, number: number) => ({
    id,
    volume: 7,
    number,
    month,
    source: 'https://example.org/',
    text: { en: { topics: ['Awards'] } },
  });
  const answer = (id: string, month: string, center: string | null) => ({
    id,
    month,
    center,
    text: { en: { said: 'The line was long.', did: 'There is a second window.' } },
  });
  const all = newsSchema.parse({
    notices: [],
    issues: [issue('a', '2015-06', 1), issue('b', '2016-06', 1), issue('c', '2016-06', 2)],
    answered: [answer('x', '2026-01', null), answer('y', '2026-02', 'here'), answer('z', '2026-03', 'there')],
  });
  expect(issuesOf(all).map((each) => each.id)).toEqual(['c', 'b', 'a']);
  expect(answeredAt(all, 'here').map((each) => each.id)).toEqual(['y', 'x']);
  expect(answeredAt(all, null).map((each) => each.id)).toEqual(['x']);
});

describe('news is refused', () => {
  const detail = (notices: unknown) => {
    const parsed = newsSchema.safeParse({ notices, issues: [], answered: [] });
    return parsed.success ? null : parsed.error.issues[0]?.message;
  };

  it('without English, when it ends before it starts, when it stands there twice, without an offset', () => {
    expect(detail([heat])).toBeNull();
    expect(detail([{ ...heat, text: { es: heat.text['en'] } }])).toMatch(/English/);
    expect(detail([{ ...heat, until: heat.from }])).toMatch(/end after/);
    expect(detail([heat, heat])).toMatch(/twice/);
    expect(detail([{ ...heat, from: '2026-07-01T08:00:00' }])).not.toBeNull();
  });

  it('where it names a center that nobody knows: it would never be shown', () => {
    const centers = [{ id: 'oath-bronx' }];
    expect(newsFault(news, centers)).toBeNull();
    expect(newsFault({ ...news, notices: [{ ...early, centers: ['oath-brnx'] }] }, centers)).toContain('oath-brnx');
  });
});
