/** What the benchmarks measure with: a report of ordinary length, an enrollment, keys. */
import { generateKeyPairSync } from 'node:crypto';
import type { KeyStore } from '../../src/desk/desk.ts';
import type { Draft } from '../../src/desk/reports/draft.ts';
import { enrollmentSchema, type Enrollment } from '../../src/desk/store/device-records.ts';

export const systemClock = { wall: Date.now, monotonic: () => performance.now() };

export const plainKeys: KeyStore = { kind: 'file', wrap: (secret) => secret, unwrap: (wrapped) => wrapped };

/** Six screens answered and a comment of two sentences. */
export const feedbackDraft: Draft = {
  schema: 'org.fairdesk.feedback.v1',
  locale: 'es',
  surveyId: 'visit',
  surveyVersion: 1,
  agency: 'oath',
  partial: false,
  answers: [
    { questionId: 'satisfaction', value: 4 },
    { questionId: 'trust', value: 5 },
    { questionId: 'difference', value: ['staff_kind', 'explained'] },
    { questionId: 'wait', value: 3 },
    { questionId: 'place', value: 4 },
    { questionId: 'language_help', value: 'yes' },
    {
      questionId: 'comment',
      value: 'Me atendieron en mi idioma y con paciencia. La espera fue larga, unos cuarenta minutos.',
    },
  ],
};

export function enrollmentOf(): Enrollment {
  const jwk = (type: 'x25519' | 'ed25519', kid: string) => ({
    ...(type === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519')).publicKey.export({
      format: 'jwk',
    }),
    kid,
  });
  return enrollmentSchema.parse({
    central: 'http://127.0.0.1:8420',
    deviceId: '0f3a4c1e-5b6d-4e7f-8a9b-0c1d2e3f4a5b',
    profile: 'kiosk',
    centerId: null,
    sealingKey: jwk('x25519', 'sealing-1'),
    receiptKeys: [jwk('ed25519', 'receipt-1')],
    contentKeys: [jwk('ed25519', 'content-1')],
  });
}
