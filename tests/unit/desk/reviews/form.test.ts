import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reviewForm } from '../../../../src/desk/reviews/form.ts';
import { payloadFault, payloadOf, withCleanText } from '../../../../src/desk/reports/draft.ts';
import { parsePayload } from '../../../../src/shared/reports/payloads.ts';
import type { ReviewDraft } from '../../../../src/shared/reviews/draft.ts';
import { reviewFaults } from '../../../../src/shared/reviews/rules.ts';
import {
  acknowledgementKinds,
  copyExceptions,
  copyWays,
  interpreterModes,
  recipientRoles,
} from '../../../../src/shared/reviews/terms.ts';
import { drafts } from './any-draft.ts';
import { finished, RIGHTS } from './who.ts';

const HASH = 'a'.repeat(64);
function payloadFor(draft: ReviewDraft) {
  const kind = draft.acknowledgement.kind === 'signed' ? HASH : null;
  const form = reviewForm(draft, { account: 'amina', agency: 'dcwp', signature: kind });
  const place = { centerId: null, contentVersion: '2026.11.1', practice: false };
  return payloadOf(form, place, { wall: Date.parse('2026-11-23T15:20:30Z'), monotonicMs: 12.5, bootId: 'a-boot' });
}

test('whatever has no faults is a payload of the contract, whole; and every fault names a field', () => {
  let sound = 0;
  fc.assert(
    fc.property(drafts, (saved) => {
      const draft = withCleanText(saved);
      const faults = reviewFaults(draft, RIGHTS);
      expect(faults.every(({ step, field }) => step.length > 0 && field.length > 0)).toBe(true);
      if (faults.length > 0) return;
      sound += 1;
      const payload = payloadFor(draft);
      expect(payloadFault(payload)).toBeNull();
      expect(parsePayload('org.fairdesk.rights-review.v1', JSON.parse(JSON.stringify(payload))).ok).toBe(true);
    }),
    { numRuns: 20_000 },
  );
  expect(sound).toBeGreaterThan(50);
});

test('every combination of role, way, exception, mode and acknowledgement without faults is a payload', () => {
  let sound = 0;
  for (const recipientRole of recipientRoles) {
    for (const how of copyWays) {
      for (const exception of [null, ...copyExceptions]) {
        for (const mode of interpreterModes) {
          for (const kind of acknowledgementKinds) {
            const draft = finished({
              recipientRole,
              copy: { how, exception },
              interpreter: { mode, language: 'ur', waitMinutes: 4, companionUnder18: false },
              acknowledgement: { ...finished().acknowledgement, kind, name: 'A. Khan' },
            });
            if (reviewFaults(draft, RIGHTS).length > 0) continue;
            sound += 1;
            expect(payloadFault(payloadFor(draft))).toBeNull();
          }
        }
      }
    }
  }
  expect(sound).toBeGreaterThan(500);
});

test('what was left empty, and what does not go with what was chosen in the end, is left out', () => {
  const draft = finished({
    business: { name: ' Corner Deli ', address: ' ', licence: '', bin: '' },
    recipientRole: 'nobody_present',
    copy: { how: 'left_on_site', exception: 'undercover' },
    jointWith: [{ agency: 'fdny', inspectorId: '' }],
    preferredLanguage: null,
    languagesShown: [],
    rightsShown: [],
    interpreter: { mode: 'not_needed', language: 'ur', waitMinutes: 4, companionUnder18: true },
    acknowledgement: { kind: 'typed', name: 'left from before', signature: null },
  });
  expect(reviewForm(draft, { account: 'amina', agency: 'dcwp', signature: null })).toEqual({
    schema: 'org.fairdesk.rights-review.v1',
    locale: 'en',
    supersedes: null,
    inspectorId: 'amina',
    agency: 'dcwp',
    jointWith: [{ agency: 'fdny' }],
    business: { name: 'Corner Deli' },
    recipientRole: 'nobody_present',
    languagesShown: [],
    copy: { how: 'left_on_site' },
    interpreter: { mode: 'not_needed' },
    rightsShown: [],
    acknowledgement: { kind: 'absent' },
  });
});
