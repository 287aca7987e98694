import { describe, expect, it } from 'vitest';
import { contestFault, contestSilence, KNOWN_DAYS } from '../../../src/shared/content/contest.ts';
import { catalogue, english, tongues } from './corpus.ts';

const { contest, calendar } = catalogue;
const numbersIn = (text: string) => (text.match(/\d+/g) ?? []).map(Number);

describe('the facts about contesting', () => {
  it('each say where they were read and on which day they were checked', () => {
    for (const topic of contest.topics) {
      expect(topic.sources.every(({ url }) => URL.canParse(url))).toBe(true);
      expect(topic.verifiedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    for (const deadline of contest.deadlines) {
      const shownWith = contest.topics.filter((topic) => topic.deadlines.includes(deadline.id));
      const sources = shownWith.flatMap((topic) => topic.sources.map(({ url }) => url));
      expect(sources).toContain(deadline.source);
    }
  });

  it('give the helper something to count from every day it asks for', () => {
    for (const from of KNOWN_DAYS) expect(contest.deadlines.some((deadline) => deadline.from === from)).toBe(true);
  });

  // Business days are counted with the closed days on the safe side, which is earlier: only back from a hearing.
  it('count business days backwards only', () => {
    const business = contest.deadlines.filter((deadline) => deadline.unit === 'business-days');
    expect(business.map((deadline) => deadline.direction)).not.toContain('after');
  });

  it.each(tongues)('are said in $tag, every topic and every deadline with the numbers it counts with', ({ text }) => {
    expect(contestSilence(contest, text.contest)).toBeNull();
    for (const { id, count, mailed } of contest.deadlines) {
      const said = numbersIn(text.contest.deadlines[id] ?? '');
      // "By the hearing date", "before it" and "one business day" are words.
      if (count > 1) expect(said).toContain(count);
      if (mailed !== undefined) expect(said).toContain(mailed);
    }
  });

  it('are refused where a topic names a deadline that is not there, or a language is silent', () => {
    const [first, ...rest] = contest.deadlines;
    expect(contestFault({ ...contest, deadlines: rest })).toContain(first?.id);
    const { [first?.id ?? '']: _left, ...silent } = english.text.contest.deadlines;
    expect(contestSilence(contest, { ...english.text.contest, deadlines: silent })).toBe(
      `contest.deadlines.${first?.id} is missing`,
    );
  });
});

describe("the City's calendar", () => {
  it('names only days that it covers', () => {
    for (const { day } of [...calendar.added, ...calendar.removed]) {
      expect(calendar.from <= day && day <= calendar.to).toBe(true);
    }
  });
});
