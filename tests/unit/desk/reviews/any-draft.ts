/** Drafts as any face can have saved them. */
import fc from 'fast-check';
import { emptyReview, reviewDraftSchema, type ReviewDraft } from '../../../../src/shared/reviews/draft.ts';
import {
  acknowledgementKinds,
  copyExceptions,
  copyWays,
  interpreterModes,
  recipientRoles,
} from '../../../../src/shared/reviews/terms.ts';
import { RIGHTS } from './who.ts';

export const anyText = fc.oneof(fc.constant(''), fc.constant('  '), fc.string({ unit: 'binary', maxLength: 20 }));
const tag = fc.constantFrom('en', 'ur', 'zh-Hans');
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const signature = fc.record({
  width: fc.constant(300),
  height: fc.constant(100),
  strokes: fc.array(
    fc.array(fc.tuple(fc.integer({ min: -9, max: 300 }), fc.integer({ min: -9, max: 100 })), { maxLength: 3 }),
    {
      maxLength: 2,
    },
  ),
});

/** Anything a face can have saved, most of it such that it goes together. */
export const drafts: fc.Arbitrary<ReviewDraft> = fc
  .record({
    business: fc.record({
      name: fc.oneof(fc.constant('Lahore Kebab House'), anyText),
      address: anyText,
      licence: anyText,
      bin: fc.oneof(
        fc.constantFrom('', '3001234', ' 3001234 ', '12'),
        anyText.map((it) => it.slice(0, 16)),
      ),
    }),
    recipientRole: maybe(fc.constantFrom(...recipientRoles)),
    copy: fc.record({ how: maybe(fc.constantFrom(...copyWays)), exception: maybe(fc.constantFrom(...copyExceptions)) }),
    jointWith: fc.array(fc.record({ agency: fc.constantFrom('fdny', 'dob', ' '), inspectorId: anyText }), {
      maxLength: 2,
    }),
    preferredLanguage: maybe(tag),
    languagesShown: fc.array(tag, { maxLength: 3 }),
    interpreter: fc.record({
      mode: maybe(fc.constantFrom(...interpreterModes)),
      language: maybe(tag),
      waitMinutes: maybe(fc.integer({ min: 0, max: 90 })),
      companionUnder18: maybe(fc.boolean()),
    }),
    rightsShown: fc.array(fc.constantFrom(...RIGHTS, 'not-a-right'), { maxLength: 4 }),
    acknowledgement: fc.record({
      kind: maybe(fc.constantFrom(...acknowledgementKinds)),
      name: anyText,
      signature: maybe(signature),
    }),
    supersedes: fc.constantFrom(null, '', '01939f2e-0000-7000-8000-000000000000'),
  })
  .map((made) => reviewDraftSchema.parse({ ...emptyReview(), ...made }));
