import { describe, expect, test } from 'vitest';
import {
  DEFAULT_DISPLAY,
  fresh,
  isTouched,
  isUnfinished,
  session,
  type Session,
  type Step,
} from '../../../src/renderer/kiosk/session.ts';

const run = (...steps: Step[]): Session => steps.reduce(session, fresh(0));
const spanish: Step = { type: 'speak', locale: 'es' };
const begin: Step = { type: 'begin-survey', key: 'k1' };
const answer: Step = { type: 'answer', questionId: 'trust', value: 4 };

describe('a language', () => {
  test('leads from the wall to home', () => {
    expect(run(spanish)).toMatchObject({ locale: 'es', place: { name: 'home' } });
  });

  test('changed in the middle keeps place and answers', () => {
    const held = run(spanish, begin, answer, { type: 'sheet', sheet: 'language' }, { type: 'speak', locale: 'ar' });
    expect(held).toMatchObject({ locale: 'ar', place: { name: 'survey', at: 0 }, sheet: null });
    expect(held.survey?.answers).toEqual({ trust: 4 });
  });
});

describe('a form', () => {
  test('keeps its key when it is left and opened again', () => {
    const held = run(
      spanish,
      begin,
      answer,
      { type: 'go', place: { name: 'home' } },
      { type: 'begin-survey', key: 'k2' },
    );
    expect(held.survey).toEqual({ key: 'k1', answers: { trust: 4 } });
  });

  test('is held while it cannot be saved, and let go of once it is', () => {
    const failed = run(
      spanish,
      begin,
      answer,
      { type: 'sending', form: 'survey' },
      { type: 'failed', form: 'survey', why: 'disk-full' },
    );
    expect(failed).toMatchObject({ failed: { form: 'survey', why: 'disk-full' }, sending: null });
    expect(failed.survey?.answers).toEqual({ trust: 4 });
    const saved = session(failed, { type: 'saved', form: 'survey', reference: 'AAAA-BBBB', askContact: false });
    expect(saved).toMatchObject({
      survey: null,
      failed: null,
      place: { name: 'sent' },
      sent: { reference: 'AAAA-BBBB' },
    });
  });

  test('asks for a contact after the answers are saved, where someone answers', () => {
    const held = run(spanish, begin, answer, {
      type: 'saved',
      form: 'survey',
      reference: 'AAAA-BBBB',
      askContact: true,
    });
    expect(held.place).toEqual({ name: 'contact', step: 'ask' });
    const done = [
      { type: 'begin-contact', key: 'k3' },
      { type: 'saved', form: 'contact', reference: null, askContact: false },
    ] satisfies Step[];
    expect(done.reduce(session, held)).toMatchObject({
      contact: null,
      sent: { reference: 'AAAA-BBBB', contact: true },
    });
  });
});

describe('a complaint', () => {
  const complain = (agency: string | null): Step => ({ type: 'begin-complaint', key: 'k', agency });

  test('asks for the agency only where nobody knows it', () => {
    const at = (...steps: Step[]) => run(spanish, ...steps).place;
    expect(at(complain(null))).toEqual({ name: 'help', at: { page: 'complaint', step: 'agency' } });
    expect(at(complain('dob'))).toEqual({ name: 'help', at: { page: 'complaint', step: 'reason' } });
    const chosen: Step = { type: 'complaint', draft: { agency: 'oath' } };
    expect(at(complain(null), chosen, complain(null))).toMatchObject({ at: { step: 'reason' } });
  });

  test('is let go of once it is saved, and thanked for', () => {
    const held = run(spanish, complain('dob'), { type: 'complaint', draft: { reason: 'too_slow' } });
    expect(isUnfinished(held)).toBe(true);
    const saved = session(held, { type: 'saved', form: 'complaint', reference: 'AAAA-BBBB', askContact: false });
    expect(saved).toMatchObject({ complaint: null, place: { name: 'sent' }, sent: { form: 'complaint' } });
  });
});

describe('starting over', () => {
  test('asks only where something chosen or written is not sent', () => {
    expect(isUnfinished(run(spanish, begin))).toBe(false);
    expect(isUnfinished(run(spanish, begin, answer))).toBe(true);
    expect(isUnfinished(run(spanish, begin, { type: 'answer', questionId: 'comment', value: '' }))).toBe(false);
    expect(isUnfinished(run(spanish, { type: 'begin-thank', key: 'k', agency: 'dob' }))).toBe(false);
    expect(
      isUnfinished(
        run(spanish, { type: 'begin-thank', key: 'k', agency: 'dob' }, { type: 'thank', draft: { name: 'A' } }),
      ),
    ).toBe(true);
    expect(
      isUnfinished(run(spanish, { type: 'begin-contact', key: 'k' }, { type: 'contact', draft: { phone: '1' } })),
    ).toBe(true);
  });

  test('wipes language, text size, contrast, answers and all', () => {
    const held = run(
      spanish,
      { type: 'display', display: { size: 4, contrast: 'high' } },
      { type: 'english', shown: true },
      begin,
      answer,
      { type: 'wipe' },
    );
    expect(held).toEqual({ ...fresh(0), serial: 1 });
    expect(held.display).toEqual(DEFAULT_DISPLAY);
  });
});

test('a session is on from the first thing anyone does', () => {
  expect(isTouched(fresh(3))).toBe(false);
  expect(isTouched(run(spanish))).toBe(true);
  expect(isTouched(run({ type: 'display', display: { size: 3 } }))).toBe(true);
  expect(isTouched(run({ type: 'sheet', sheet: 'help' }))).toBe(true);
  // The wider list is open to whoever has chosen no language.
  const more: Step = { type: 'go', place: { name: 'help', at: { page: 'more' } } };
  expect(isTouched(run(more))).toBe(true);
  expect(isTouched(run(more, { type: 'go', place: { name: 'attract' } }))).toBe(false);
});
