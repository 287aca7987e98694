/** An inspector with keys of their own, and what they write. Processes of their own use it too: nothing of a test is in it. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Result } from '../../../../src/shared/result.ts';
import { emptyReview, type ReviewDraft } from '../../../../src/shared/reviews/draft.ts';
import type { AtWork } from '../../../../src/desk/inspector/door.ts';

export const RIGHTS = ['courtesy', 'identified', 'time_and_cost'];
export const LANGUAGES = ['en', 'ur', 'zh-Hans'];

/** Keys of an account, by generation. */
export type Keys = ReadonlyMap<number, Uint8Array>;

export function newKeys(...generations: number[]): Keys {
  return new Map((generations.length === 0 ? [1] : generations).map((generation) => [generation, randomBytes(32)]));
}

export interface Who {
  readonly account?: string;
  readonly agency?: string | null;
  readonly practice?: boolean;
  readonly expired?: boolean;
  readonly keys?: Keys;
}

/** Somebody at work, with real keys. */
export function inspector({ keys = newKeys(), ...who }: Who = {}): AtWork {
  return inspectorWith(keys, who);
}

export function inspectorWith(keys: Keys, { account = 'amina', ...who }: Who = {}): AtWork {
  const newest = Math.max(...keys.keys());
  return {
    account,
    person: 'Amina Khan',
    agency: who.agency === undefined ? 'dcwp' : who.agency,
    practice: who.practice === true,
    expired: () => who.expired === true,
    encrypt(plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keys.get(newest) ?? '', nonce);
      const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return { generation: newest, sealed };
    },
    decrypt(generation, sealed) {
      const key = keys.get(generation);
      if (key === undefined) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
      decipher.setAuthTag(sealed.subarray(-16));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
      } catch {
        return null;
      }
    },
    holds: (generation) => keys.has(generation),
  };
}

/** What an answer says; the test fails where it is an error. */
export async function good<T>(answer: Result<T, { type: string }> | Promise<Result<T, { type: string }>>): Promise<T> {
  const said = await answer;
  if (!said.ok) throw new Error(JSON.stringify(said.error));
  return said.value;
}

export const SIGNATURE = {
  width: 300,
  height: 100,
  strokes: [[[1, 1] as [number, number], [20, 30] as [number, number]]],
};

/** A review that lacks nothing, with a signature. */
export function finished(more: Partial<ReviewDraft> = {}): ReviewDraft {
  return {
    ...emptyReview(),
    business: { name: 'Lahore Kebab House', address: '12 Atlantic Ave', licence: '2041234-DCA', bin: '3001234' },
    recipientRole: 'owner',
    copy: { how: 'paper', exception: null },
    preferredLanguage: 'ur',
    languages: ['ur', 'en'],
    languagesShown: ['ur', 'en'],
    interpreter: { mode: 'phone', language: 'ur', waitMinutes: 4, companionUnder18: null },
    rightsShown: RIGHTS,
    acknowledgement: { kind: 'signed', name: '', signature: SIGNATURE },
    ...more,
  };
}
