import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadContent } from '../../../../src/desk/content/content.ts';
import { openMediaRoom } from '../../../../src/desk/content/media.ts';
import { openCalls } from '../../../../src/desk/calls.ts';
import { openSession } from '../../../../src/desk/feedback/session.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import type { Draft } from '../../../../src/desk/reports/draft.ts';
import type { Reports } from '../../../../src/desk/reports/reports.ts';
import { callSchemas } from '../../../../src/shared/bridge.ts';
import { err, ok } from '../../../../src/shared/result.ts';
import { movedClock } from '../store/kit.ts';
import { locked, shut } from './kit.ts';

const content = loadContent(resolve(import.meta.dirname, '../../../../resources'), () => undefined);

/** The door with everything behind it but the store: what would be committed is kept in `drafts`. */
function door(options: { agency?: string | null; failing?: boolean } = {}) {
  const drafts: Draft[] = [];
  const logged: DeskLogEvent[] = [];
  const ended: number[] = [];
  const clock = movedClock();
  const session = openSession(clock, () => ended.push(clock.monotonic()));
  const reports = {
    submit(draft: Draft) {
      if (options.failing === true) throw new Error(`cannot write ${JSON.stringify(draft)}`);
      drafts.push(draft);
      return Promise.resolve(ok({ reference: 'ABCD-EFGH' }));
    },
  } as unknown as Reports;
  const parts = {
    content,
    reports,
    session,
    face: () => ({ profile: 'kiosk' }) as never,
    status: () => ({ waiting: 0 }) as never,
    agency: () => options.agency ?? null,
    speaker: {
      locales: () => Promise.resolve(['en']),
      say: () => Promise.resolve(err({ type: 'failed' as const })),
      close() {},
    },
    staff: shut,
    inspector: locked,
    profile: () => 'kiosk' as const,
    library: { media: openMediaRoom() },
    clock,
  };
  const call = openCalls(parts, (event) => logged.push(event));
  return { call, drafts, logged, session, ended, clock };
}

const form = (answers: Record<string, unknown>, rest: object = {}) => ({
  key: randomUUID(),
  surveyId: 'visit',
  surveyVersion: 1,
  locale: 'es',
  partial: false,
  answers,
  ...rest,
});
const saved = ok(ok({ reference: 'ABCD-EFGH' }));
const invalid = (field: string) => ({
  ok: true,
  value: { ok: false, error: { type: 'invalid', field, detail: expect.any(String) as string } },
});

test('a stuck panel is logged and dated for staff, at most once a minute', async () => {
  const { call, logged, session, clock } = door();
  expect(session.panelStuckAt()).toBeNull();
  expect(await call('panel.stuck', {})).toEqual(ok(null));
  expect(session.panelStuckAt()).toBe(clock.wall());
  clock.pass(59_999);
  for (let each = 0; each < 100; each += 1) expect(await call('panel.stuck', {})).toEqual(ok(null));
  expect(logged).toEqual([{ event: 'panel-stuck' }]);
  clock.pass(1);
  await call('panel.stuck', {});
  expect(session.panelStuckAt()).toBe(clock.wall());
  expect(logged).toHaveLength(2);
});

describe('answers of the survey', () => {
  test('become a report in the order the survey asks them, about the agency of this center', async () => {
    const { call, drafts } = door({ agency: 'oath' });
    expect(await call('feedback.submit', form({ comment: 'good', trust: 5, satisfaction: 4 }))).toEqual(saved);
    expect(drafts).toEqual([
      {
        schema: 'org.fairdesk.feedback.v1',
        locale: 'es',
        surveyId: 'visit',
        surveyVersion: 1,
        agency: 'oath',
        partial: false,
        answers: [
          { questionId: 'satisfaction', value: 4 },
          { questionId: 'trust', value: 5 },
          { questionId: 'comment', value: 'good' },
        ],
      },
    ]);
  });

  test('cut short by silence keep no comment; an empty comment is none; no agency known is said', async () => {
    const { call, drafts } = door();
    await call('feedback.submit', form({ comment: 'half a sen', trust: 5 }, { partial: true }));
    await call('feedback.submit', form({ comment: '' }));
    expect(drafts).toMatchObject([
      { partial: true, agency: 'unassigned', answers: [{ questionId: 'trust', value: 5 }] },
      { answers: [] },
    ]);
  });

  test.each<[string, object, string]>([
    ['of a survey that is not here', form({}, { surveyId: 'other' }), 'surveyId'],
    ['of another version', form({}, { surveyVersion: 7 }), 'surveyVersion'],
    ['in a language that is not offered', form({}, { locale: 'xx' }), 'locale'],
    ['with a value that is no option', form({ trust: 9 }), 'answers.trust'],
    ['to a question nobody asks', form({ madeUp: 'x' }), 'answers'],
    ['longer than the survey takes', form({ comment: 'x'.repeat(1001) }), 'answers.comment'],
  ])('%s are refused by field', async (_, input, field) => {
    const { call, drafts } = door();
    expect(await call('feedback.submit', input)).toEqual(invalid(field));
    expect(drafts).toEqual([]);
  });
});

describe('a commendation', () => {
  const thanks = (agency: string) => ({
    key: randomUUID(),
    locale: 'es',
    agency,
    nominee: { kind: 'person', name: 'Ana' },
    values: ['respect'],
    story: 'She helped.',
  });

  test('goes to an agency of the list, and to no other', async () => {
    const { call, drafts } = door();
    expect(await call('commendation.submit', thanks('oath'))).toEqual(saved);
    expect(await call('commendation.submit', thanks('nobody'))).toEqual(invalid('agency'));
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).not.toHaveProperty('key');
  });
});

test('a complaint about language help needs an agency of the list and a reason, and keeps what was said besides', async () => {
  const { call, drafts } = door();
  const least = { locale: 'es', agency: 'oath', reason: 'too_slow' };
  const submit = (more: object) => call('complaint.submit', { key: randomUUID(), ...least, ...more });
  const said = { languageNeeded: 'K’iche’', details: 'Nobody called back.' };
  expect(await submit({})).toEqual(saved);
  expect(await submit(said)).toEqual(saved);
  expect(await submit({ agency: 'nobody' })).toEqual(invalid('agency'));
  expect(await submit({ locale: 'tlh' })).toEqual(invalid('locale'));
  expect(await submit({ reason: 'rude' })).toMatchObject({ ok: false });
  const schema = 'org.fairdesk.language-complaint.v1';
  expect(drafts).toEqual([
    { schema, ...least },
    { schema, ...least, ...said },
  ]);
});

describe('a session', () => {
  test('is as the face says, ends once, and a face that opens anew has none', async () => {
    const { call, session, ended, clock } = door();
    await call('session.set', { active: true });
    expect(session.active()).toBe(true);
    await call('session.set', { active: false });
    await call('session.set', { active: false });
    expect(ended).toHaveLength(1);
    await call('session.set', { active: true });
    await call('face.open', {});
    expect(session.active()).toBe(false);
    await call('session.set', { active: true });
    clock.pass(5 * 3_600_000);
    expect(session.active()).toBe(false);
  });
});

describe('the door', () => {
  test.each([undefined, null, 7, 'nothing', '__proto__', 'constructor', 'toString', ['face.open'], {}])(
    'knows no call %s',
    async (name) => {
      expect(await door().call(name, {})).toEqual({ ok: false, error: { type: 'unknown-call' } });
    },
  );

  test('names the field that is wrong and never repeats its value', async () => {
    const answer = await door().call('contact.submit', { key: 'no uuid but a secret', message: 'x' });
    expect(answer).toMatchObject({ ok: false, error: { type: 'bad-argument', field: 'key' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    const keyed = await door().call('feedback.submit', form({ 'my name is Ana': { a: 1 } }));
    expect(keyed).toMatchObject({ ok: false, error: { type: 'bad-argument', field: 'answers.(key)' } });
  });

  test('answers a bug with failed, and the log says where but not a word of the form', async () => {
    const { call, logged } = door({ failing: true });
    expect(await call('feedback.submit', form({ comment: 'a secret' }))).toEqual({
      ok: false,
      error: { type: 'failed' },
    });
    expect(logged).toMatchObject([{ event: 'call-failed', call: 'feedback.submit' }]);
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  test('takes hostile arguments for what they are', async () => {
    const { call, drafts } = door();
    const throwing = Object.defineProperty({}, 'key', {
      enumerable: true,
      get() {
        throw new Error('touched');
      },
    });
    const cycle: Record<string, unknown> = form({});
    cycle['answers'] = { comment: cycle };
    const proxy = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trapped');
        },
        ownKeys: () => {
          throw new Error('trapped');
        },
      },
    );
    const polluting = JSON.parse(`{"__proto__":{"polluted":true},"answers":{"__proto__":{"polluted":true}}}`) as object;
    for (const hostile of [
      throwing,
      cycle,
      proxy,
      { ...form({}), ...polluting },
      form({ comment: 'x'.repeat(10_000_000) }),
    ]) {
      const answer = await call('feedback.submit', hostile);
      expect(answer.ok ? answer.value : answer.error).toBeTypeOf('object');
    }
    expect(await call('contact.submit', throwing)).toMatchObject({ ok: false, error: { type: 'bad-argument' } });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(drafts.every((draft) => Object.getPrototypeOf(draft) === Object.prototype)).toBe(true);
  });

  test('answers anything at all with a value, never with an exception, never with `failed`', async () => {
    const names = fc.oneof(fc.constantFrom(...Object.keys(callSchemas)), fc.anything());
    const field = fc.constantFrom(
      'key',
      'locale',
      'answers',
      'surveyId',
      'surveyVersion',
      'partial',
      'message',
      'agency',
      'nominee',
      'values',
      'story',
      'active',
    );
    const likely = fc.dictionary(field, fc.oneof(fc.anything({ withNullPrototype: true }), fc.uuid(), fc.string()));
    const near = fc
      .record({
        answers: fc.dictionary(fc.string(), fc.anything()),
        partial: fc.boolean(),
        locale: fc.constantFrom('es', 'xx'),
      })
      .map((part) => form(part.answers, part));
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.oneof(
          fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
          likely,
          near,
        ),
        async (name, input) => {
          const answer = await door().call(name, input);
          if (!answer.ok) expect(answer.error.type).toMatch(/^(unknown-call|bad-argument)$/);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
