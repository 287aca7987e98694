import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyReview, reviewDraftSchema, type ReviewDraft } from '../../../../src/shared/reviews/draft.ts';
import {
  acknowledgementsFor,
  adviceFor,
  asksForException,
  asksForRights,
  reviewFaults,
  waysFor,
} from '../../../../src/shared/reviews/rules.ts';
import {
  acknowledgementKinds,
  copyExceptions,
  copyWays,
  interpreterModes,
  recipientRoles,
} from '../../../../src/shared/reviews/terms.ts';

const RIGHTS = ['courtesy', 'identified', 'language'];

/** A review in which nothing is missing: paper to the owner, who typed a name. */
function whole(change: (draft: ReviewDraft) => Partial<ReviewDraft> = () => ({})): ReviewDraft {
  const empty = emptyReview();
  const draft: ReviewDraft = {
    ...empty,
    business: { ...empty.business, name: 'Corner bakery' },
    recipientRole: 'owner',
    copy: { how: 'paper', exception: null },
    interpreter: { ...empty.interpreter, mode: 'not_needed' },
    rightsShown: RIGHTS,
    acknowledgement: { kind: 'typed', name: 'A. Owner', signature: null },
  };
  return { ...draft, ...change(draft) };
}
const faults = (draft: ReviewDraft) => reviewFaults(draft, RIGHTS).map(({ field, fault }) => `${field} ${fault}`);

test('a review in which nobody has said anything yet lacks what the law asks for, step by step', () => {
  expect(reviewFaults(emptyReview(), RIGHTS)).toEqual([
    { step: 'business', field: 'name', fault: 'missing' },
    { step: 'copy', field: 'recipientRole', fault: 'missing' },
    { step: 'copy', field: 'how', fault: 'missing' },
    { step: 'copy', field: 'mode', fault: 'missing' },
    { step: 'rights', field: 'rightsShown', fault: 'missing' },
    { step: 'sign', field: 'kind', fault: 'missing' },
  ]);
});

test('a copy on paper to the owner, who typed a name, lacks nothing', () => {
  expect(faults(whole())).toEqual([]);
});

test.each(copyExceptions)('a copy can wait for the reason "%s", and nothing has to have been shown', (exception) => {
  const waits = { copy: { how: 'deferred' as const, exception }, rightsShown: [] };
  expect(faults(whole(() => waits))).toEqual([]);
  const absent = { kind: 'absent' as const, name: '', signature: null };
  expect(faults(whole(() => ({ ...waits, acknowledgement: absent })))).toEqual([]);
});

test('a copy does not wait without one of the four legal reasons', () => {
  expect(faults(whole(() => ({ copy: { how: 'deferred', exception: null } })))).toEqual(['exception missing']);
});

test('with nobody present the copy is left on site, nothing has to be shown and nobody signs', () => {
  const nobody = whole(() => ({
    recipientRole: 'nobody_present',
    copy: { how: 'left_on_site', exception: null },
    rightsShown: [],
    acknowledgement: { kind: null, name: '', signature: null },
  }));
  expect(faults(nobody)).toEqual([]);
  expect(acknowledgementsFor(nobody)).toEqual(['absent']);
  expect(faults({ ...nobody, copy: { how: 'paper', exception: null } })).toEqual(['how wrong']);
});

test('signing, a typed name and a noted refusal are equal: each is enough, none is asked for besides', () => {
  const drawn = { width: 10, height: 10, strokes: [[[1, 1] as [number, number]]] };
  expect(acknowledgementsFor(whole())).toEqual(['signed', 'typed', 'declined']);
  expect(faults(whole(() => ({ acknowledgement: { kind: 'signed', name: '', signature: drawn } })))).toEqual([]);
  expect(faults(whole(() => ({ acknowledgement: { kind: 'declined', name: '', signature: null } })))).toEqual([]);
  expect(faults(whole(() => ({ acknowledgement: { kind: 'signed', name: 'x', signature: null } })))).toEqual([
    'signature missing',
  ]);
  expect(faults(whole(() => ({ acknowledgement: { kind: 'typed', name: '  ', signature: drawn } })))).toEqual([
    'signedName missing',
  ]);
});

test('a business needs a name alone; a BIN that is given is one', () => {
  const business = { name: 'Bakery', address: '', licence: '', bin: '1000001' };
  expect(faults(whole(() => ({ business })))).toEqual([]);
  expect(faults(whole(() => ({ business: { ...business, bin: '12' } })))).toEqual(['bin wrong']);
  expect(faults(whole(() => ({ business: { ...business, name: '  ' } })))).toEqual(['name missing']);
});

test('what the law or good practice says is told and stops nobody', () => {
  const alone = whole(() => ({ copy: { how: 'electronic', exception: null } }));
  expect(adviceFor(alone)).toEqual(['physical-copy']);
  expect(faults(alone)).toEqual([]);
  const child = whole(({ interpreter }) => ({
    interpreter: { ...interpreter, mode: 'companion', companionUnder18: true },
  }));
  expect(adviceFor(child)).toEqual(['no-children']);
  expect(faults(child)).toEqual([]);
  expect(adviceFor(whole())).toEqual([]);
});

test('a right the content does not know is not sent as shown', () => {
  expect(faults(whole(() => ({ rightsShown: ['made_up'] })))).toEqual(['rightsShown wrong']);
});

test('for anything that can be said, a way, a reason and an acknowledgement that are offered are never faults', () => {
  const some = fc.record({
    recipientRole: fc.constantFrom(...recipientRoles),
    how: fc.constantFrom(...copyWays),
    exception: fc.constantFrom(...copyExceptions),
    mode: fc.constantFrom(...interpreterModes),
    kind: fc.constantFrom(...acknowledgementKinds),
  });
  fc.assert(
    fc.property(some, ({ recipientRole, how, exception, mode, kind }) => {
      const draft = whole(({ interpreter }) => ({
        recipientRole,
        copy: { how, exception },
        interpreter: { ...interpreter, mode, companionUnder18: false },
        acknowledgement: { kind, name: 'x', signature: { width: 1, height: 1, strokes: [[[0, 0]]] } },
      }));
      const offered = waysFor(draft).includes(how) && acknowledgementsFor(draft).includes(kind);
      const known = faults(draft).length === 0;
      // With nobody present there is one answer, whatever was chosen before.
      if (offered) expect(known).toBe(true);
      else if (acknowledgementsFor(draft).length > 1) expect(known).toBe(false);
      expect(asksForException(draft) === 'must').toBe(how === 'deferred');
      expect(asksForRights(draft)).toBe(recipientRole !== 'nobody_present' && how !== 'deferred');
    }),
  );
});

test('what a newer version wrote into a draft is kept by one that saves it', () => {
  const newer = { ...emptyReview(), weather: 'rain' };
  expect(reviewDraftSchema.parse(newer)).toEqual(newer);
});
