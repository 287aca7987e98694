import { describe, expect, test } from 'vitest';
import {
  leaveBusiness,
  preferLanguage,
  standingAt,
  takeBusiness,
  withAgency,
  withCopy,
  withInspector,
  withLanguage,
  withMode,
  withRights,
  withRole,
} from '../../../../../src/renderer/inspector/review/edits.ts';
import { stepAfter, stepBefore, stepsOf } from '../../../../../src/renderer/inspector/review/steps.ts';
import type { BusinessLine } from '../../../../../src/shared/inspector.ts';
import { emptyReview, type ReviewDraft } from '../../../../../src/shared/reviews/draft.ts';

const OFFERED = ['en', 'ur', 'es'];
const bakery: BusinessLine = {
  id: '4f6f9f57-9d2f-4a54-9c3e-6b0a8e1a2f11',
  name: 'Lahore Bakery',
  address: '74-10 37th Avenue, Queens',
  licence: 'F-1042',
  bin: '4029384',
  preferredLanguage: 'ur',
  lastSeen: '2026-05-04',
};
const after = (...edits: ((draft: ReviewDraft) => ReviewDraft)[]) =>
  edits.reduce((draft, edit) => edit(draft), emptyReview());

describe('what a choice makes of a review', () => {
  test('a known business brings its lines, and its language stands first beside English', () => {
    const draft = after((held) => takeBusiness(held, bakery, OFFERED));
    expect(draft).toMatchObject({
      businessId: bakery.id,
      business: { name: 'Lahore Bakery', bin: '4029384' },
      preferredLanguage: 'ur',
      languages: ['ur', 'en'],
    });
    expect(leaveBusiness(draft)).toMatchObject({
      businessId: null,
      business: { name: '', bin: '' },
      preferredLanguage: null,
      languages: ['en', null],
    });
  });

  test('a language in which the rights are not written is kept with the business and changes no rights', () => {
    const draft = after((held) => preferLanguage(held, 'yi', OFFERED));
    expect(draft).toMatchObject({ preferredLanguage: 'yi', languages: ['en', null] });
  });

  test('the preferred language is the one an interpreter is noted for, until another is', () => {
    const draft = after(
      (held) => preferLanguage(held, 'ur', OFFERED),
      (held) => withMode(held, 'phone'),
    );
    expect(draft.interpreter).toMatchObject({ mode: 'phone', language: 'ur' });
    expect(preferLanguage(draft, 'es', OFFERED).interpreter.language).toBe('es');
    const said: ReviewDraft = { ...draft, interpreter: { ...draft.interpreter, language: 'pa' } };
    expect(preferLanguage(said, 'es', OFFERED).interpreter.language).toBe('pa');
    expect(withMode(draft, 'not_needed').interpreter).toMatchObject({ language: null, waitMinutes: null });
  });

  test('a companion’s age is not kept where there is no companion', () => {
    const draft = after((held) => withMode(held, 'companion'));
    const child: ReviewDraft = { ...draft, interpreter: { ...draft.interpreter, companionUnder18: true } };
    expect(withMode(child, 'phone').interpreter.companionUnder18).toBeNull();
    expect(withMode(child, 'companion').interpreter.companionUnder18).toBe(true);
  });

  test('with nobody present, a copy that cannot have been handed over is asked for again', () => {
    const handed = after(
      (held) => withRole(held, 'owner'),
      (held) => withCopy(held, 'paper'),
    );
    expect(withRole(handed, 'nobody_present').copy).toEqual({ how: null, exception: null });
    expect(withRole(withCopy(handed, 'left_on_site'), 'nobody_present').copy.how).toBe('left_on_site');
  });

  test('a reason that is not asked for, and a kind of acknowledgement that cannot be, are not kept unseen', () => {
    const deferred = after(
      (held) => withCopy(held, 'deferred'),
      (held) => ({ ...held, copy: { ...held.copy, exception: 'undercover' } }),
      (held) => ({ ...held, acknowledgement: { ...held.acknowledgement, kind: 'absent', name: 'A' } }),
    );
    expect(withCopy(deferred, 'electronic')).toMatchObject({
      copy: { exception: 'undercover' },
      acknowledgement: { kind: null, name: 'A' },
    });
    expect(withCopy(deferred, 'paper').copy.exception).toBeNull();
  });

  test('agencies that are there too come and go, each with its inspector', () => {
    const draft = after(
      (held) => withAgency(held, 'fdny', true),
      (held) => withAgency(held, 'dob', true),
      (held) => withInspector(held, 'dob', '4411'),
      (held) => withAgency(held, 'fdny', false),
    );
    expect(draft.jointWith).toEqual([{ agency: 'dob', inspectorId: '4411' }]);
  });

  test('the same language never stands on both sides', () => {
    const beside = after((held) => takeBusiness(held, bakery, OFFERED));
    expect(withLanguage(beside, 0, 'en').languages).toEqual(['en', 'ur']);
    expect(withLanguage(beside, 1, 'ur').languages).toEqual(['en', 'ur']);
    expect(withLanguage(beside, 1, null).languages).toEqual(['ur', null]);
    expect(withLanguage(beside, 0, 'es').languages).toEqual(['es', 'en']);
    expect(withLanguage(after(), 1, 'en').languages).toEqual(['en', null]);
  });

  test('a language was shown when a right was marked while it stood on the screen, not when a mark was taken back', () => {
    const urdu = after(
      (held) => takeBusiness(held, bakery, OFFERED),
      (held) => withRights(held, ['courtesy', 'contest']),
    );
    expect(urdu.languagesShown).toEqual(['ur', 'en']);
    const spanish = withLanguage(urdu, 0, 'es');
    expect(withRights(spanish, ['courtesy']).languagesShown).toEqual(['ur', 'en']);
    expect(withRights(spanish, ['courtesy', 'contest', 'language']).languagesShown).toEqual(['ur', 'en', 'es']);
    expect(withRights(spanish, []).languagesShown).toEqual([]);
  });

  test('standing still changes nothing', () => {
    const draft = emptyReview();
    expect(standingAt(draft, { step: 'business', field: null })).toBe(draft);
    expect(standingAt(draft, { step: 'copy', field: 'how' }).at).toEqual({ step: 'copy', field: 'how' });
  });
});

describe('the steps of a review', () => {
  const RIGHTS = ['courtesy', 'contest'];

  test('each says what it still lacks', () => {
    const lacking = stepsOf(emptyReview(), RIGHTS).map(({ step, faults }) => [step, faults.map(({ field }) => field)]);
    expect(lacking).toEqual([
      ['business', ['name']],
      ['copy', ['recipientRole', 'how', 'mode']],
      ['rights', ['rightsShown']],
      ['sign', ['kind']],
    ]);
  });

  test('they follow each other', () => {
    expect([stepAfter('business'), stepAfter('sign'), stepBefore('copy'), stepBefore('business')]).toEqual([
      'copy',
      null,
      'business',
      null,
    ]);
  });
});
