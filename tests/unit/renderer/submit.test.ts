import { describe, expect, test } from 'vitest';
import type { Bridge, Reply } from '../../../src/shared/bridge.ts';
import { callSchemas } from '../../../src/shared/bridge.ts';
import type { Survey } from '../../../src/shared/content/survey.ts';
import { messageProblem, reachProblem } from '../../../src/renderer/kiosk/contact/check.ts';
import { fresh, session, type Session, type Step } from '../../../src/renderer/kiosk/session.ts';
import { submitForm, submitPartial } from '../../../src/renderer/kiosk/submit.ts';

const KEY = '4f6f9f57-9d2f-4a54-9c3e-6b0a8e1a2f11';
const survey: Survey = {
  id: 'visit',
  version: 2,
  screens: [
    {
      id: 'a',
      questions: [
        {
          id: 'trust',
          kind: 'scale',
          options: [
            { id: 'no', value: 1 },
            { id: 'yes', value: 5 },
          ],
        },
      ],
    },
    { id: 'b', questions: [{ id: 'why', kind: 'many', options: [{ id: 'x' }, { id: 'y' }] }] },
    { id: 'c', questions: [{ id: 'comment', kind: 'text', maxLength: 100 }] },
  ],
};
const answered: Step[] = [
  { type: 'speak', locale: 'ru' },
  { type: 'begin-survey', key: KEY },
  { type: 'answer', questionId: 'trust', value: 5 },
  { type: 'answer', questionId: 'why', value: [] },
  { type: 'answer', questionId: 'comment', value: 'hello \ud800' },
];
const after = (...steps: Step[]): Session => steps.reduce(session, fresh(0));

/** A desk that notes what it is asked and answers everything alike. */
function desk(reply: Reply<'feedback.submit'>) {
  const asked: { name: string; input: unknown }[] = [];
  const bridge = {
    call: async (name: string, input: unknown) => {
      asked.push({ name, input });
      return reply;
    },
    subscribe: () => () => {},
  } as unknown as Bridge;
  return { bridge, asked };
}
const saved: Reply<'feedback.submit'> = { ok: true, value: { ok: true, value: { reference: 'AAAA-BBBB' } } };

describe('what goes to the desk', () => {
  test('is what was answered, clean, under the key of the form', async () => {
    const { bridge, asked } = desk(saved);
    await submitForm(bridge, 'survey', after(...answered), survey);
    expect(asked).toEqual([
      {
        name: 'feedback.submit',
        input: {
          key: KEY,
          surveyId: 'visit',
          surveyVersion: 2,
          locale: 'ru',
          partial: false,
          answers: { trust: 5, comment: 'hello \ufffd' },
        },
      },
    ]);
    expect(callSchemas['feedback.submit'].safeParse(asked[0]?.input).success).toBe(true);
  });

  test('of silence is never a word that was typed', async () => {
    const { bridge, asked } = desk(saved);
    await submitPartial(bridge, after(...answered), survey);
    expect(asked).toMatchObject([{ input: { partial: true, answers: { trust: 5 } } }]);
    expect(JSON.stringify(asked)).not.toContain('hello');
  });

  test('of silence with nothing chosen is nothing', async () => {
    const { bridge, asked } = desk(saved);
    await submitPartial(bridge, after({ type: 'speak', locale: 'ru' }, { type: 'begin-survey', key: KEY }), survey);
    expect(asked).toEqual([]);
  });

  test('names no language beside a contact unless an answer in it is wanted', async () => {
    const { bridge, asked } = desk(saved);
    const held = after(
      { type: 'speak', locale: 'ru' },
      { type: 'begin-contact', key: KEY },
      { type: 'contact', draft: { phone: ' 1 ', message: 'When?', sameLanguage: false } },
    );
    await submitForm(bridge, 'contact', held, survey);
    expect(asked[0]?.input).toEqual({ key: KEY, phone: '1', message: 'When?' });
    expect(callSchemas['contact.submit'].safeParse(asked[0]?.input).success).toBe(true);
  });

  test('is a whole commendation or none', async () => {
    const { bridge, asked } = desk(saved);
    const begun = after({ type: 'speak', locale: 'ru' }, { type: 'begin-thank', key: KEY, agency: 'dob' });
    expect(await submitForm(bridge, 'thank', begun, survey)).toBeNull();
    const whole = session(begun, { type: 'thank', draft: { kind: 'team', name: ' Desk 4 ', values: ['respect'] } });
    await submitForm(bridge, 'thank', whole, survey);
    expect(asked[0]?.input).toEqual({
      key: KEY,
      locale: 'ru',
      agency: 'dob',
      nominee: { kind: 'team', name: 'Desk 4' },
      values: ['respect'],
      story: '',
    });
    expect(callSchemas['commendation.submit'].safeParse(asked[0]?.input).success).toBe(true);
  });

  test('is a complaint once a reason is chosen, with nothing in it that nobody wrote', async () => {
    const { bridge, asked } = desk(saved);
    const begun = after({ type: 'speak', locale: 'ru' }, { type: 'begin-complaint', key: KEY, agency: 'dob' });
    expect(await submitForm(bridge, 'complaint', begun, survey)).toBeNull();
    const chosen = session(begun, { type: 'complaint', draft: { reason: 'not_offered', details: '  ' } });
    await submitForm(bridge, 'complaint', chosen, survey);
    await submitForm(
      bridge,
      'complaint',
      session(chosen, { type: 'complaint', draft: { languageNeeded: ' Wolof ' } }),
      survey,
    );
    const least = { key: KEY, locale: 'ru', agency: 'dob', reason: 'not_offered' };
    expect(asked.map(({ input }) => input)).toEqual([least, { ...least, languageNeeded: 'Wolof' }]);
    expect(callSchemas['complaint.submit'].safeParse(asked[1]?.input).success).toBe(true);
  });
});

describe('what became of it', () => {
  const outcome = async (reply: Reply<'feedback.submit'>) =>
    submitForm(desk(reply).bridge, 'survey', after(...answered), survey);

  test('is saved only when the desk says so', async () => {
    expect(await outcome(saved)).toEqual({ ok: true, value: { reference: 'AAAA-BBBB' } });
  });

  test('is named in the desk’s own words otherwise', async () => {
    expect(await outcome({ ok: true, value: { ok: false, error: { type: 'disk-full' } } })).toEqual({
      ok: false,
      error: { type: 'disk-full' },
    });
    expect(await outcome({ ok: false, error: { type: 'failed' } })).toEqual({ ok: false, error: { type: 'desk' } });
    expect(await outcome({ ok: false, error: { type: 'bad-argument', field: 'key', detail: '' } })).toEqual({
      ok: false,
      error: { type: 'invalid' },
    });
  });
});

describe('a contact', () => {
  const draft = { name: '', phone: '', email: '', message: '', sameLanguage: true };
  test('needs a way to be reached and something to answer', () => {
    expect(reachProblem(draft)).toBe('reach');
    expect(reachProblem({ ...draft, phone: '212' })).toBeNull();
    expect(reachProblem({ ...draft, email: 'someone' })).toBe('email');
    expect(reachProblem({ ...draft, email: ' someone@example.com ' })).toBeNull();
    expect(messageProblem(draft)).toBe('message');
    expect(messageProblem({ ...draft, message: 'When?' })).toBeNull();
  });
});
