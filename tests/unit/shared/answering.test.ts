import { describe, expect, it } from 'vitest';
import { givenAnswers, OWNER_SURVEY, stepOf, VISIT_SURVEY } from '../../../src/shared/content/answering.ts';
import { catalogue } from '../content/corpus.ts';

const found = (id: string) => {
  const survey = catalogue.surveys.find((each) => each.id === id);
  if (survey === undefined) throw new Error(`there is no survey ${id}`);
  return survey;
};
const survey = found(OWNER_SURVEY);
const last = survey.screens.length - 1;

describe('a walk through a survey', () => {
  it('is of one that ships, at the kiosk and in an owner’s hands', () => {
    expect(catalogue.surveys.map(({ id }) => id)).toEqual([VISIT_SURVEY, OWNER_SURVEY]);
  });

  it('knows its last screen, and whether anything was answered here or anywhere', () => {
    expect(stepOf(survey, 0, {})).toEqual({ last: false, answered: false, anything: false });
    expect(stepOf(survey, 0, { kind: 'both' })).toEqual({ last: false, answered: true, anything: true });
    expect(stepOf(survey, last, { kind: 'both' })).toEqual({ last: true, answered: false, anything: true });
    expect(stepOf(survey, last, { comment: '' })).toEqual({ last: true, answered: false, anything: false });
  });

  it('sends what was answered and not what was taken back, in text that crosses the wire', () => {
    expect(givenAnswers({ kind: 'complaint', polite: 1, copy: null, comment: '', language_help: [] })).toEqual({
      kind: 'complaint',
      polite: 1,
    });
    expect(givenAnswers({ comment: 'late\u0000 \ud800' })).toEqual({ comment: 'late \ufffd' });
  });
});

describe('the survey of owners', () => {
  it('takes praise and complaint alike (Charter §15(f)(1)(ii)), asks at most seven questions, and no name', () => {
    const questions = survey.screens.flatMap((screen) => screen.questions);
    expect(questions.length).toBeLessThanOrEqual(7);
    const [first] = questions;
    expect(first?.kind === 'one' && first.options.map(({ id }) => id)).toEqual(['compliment', 'complaint', 'both']);
    expect(questions.filter(({ kind }) => kind === 'text').map(({ id }) => id)).toEqual(['comment']);
  });
});
