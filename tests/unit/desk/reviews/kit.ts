/** Reviews at a desk with a real store and real seals, before a door that a test holds open. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { InspectorAnswers, OpenReview } from '../../../../src/shared/inspector.ts';
import type { Result } from '../../../../src/shared/result.ts';
import { emptyReview, type ReviewDraft } from '../../../../src/shared/reviews/draft.ts';
import type { AtWork } from '../../../../src/desk/inspector/door.ts';
import { openVaultKeys } from '../../../../src/desk/keys/vault-keys.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import { reviewHandlers, type ReviewHandlers, type ReviewParts } from '../../../../src/desk/reviews/handlers.ts';
import type { Store } from '../../../../src/desk/store/store.ts';
import { central, openKeys, workplace, type Central, type Workplace } from '../reports/kit.ts';
import { movedClock, random, type MovedClock } from '../store/kit.ts';

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
export function inspector({ account = 'amina', keys = newKeys(), ...who }: Who = {}): AtWork {
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

export interface TestDoor {
  work: AtWork | null;
  owners: ReturnType<ReviewParts['door']['ownersTurn']>;
  opened: (string | null)[];
}

export interface ReviewRoom extends Workplace {
  readonly call: ReviewHandlers;
  readonly door: TestDoor;
  readonly clock: MovedClock;
  readonly central: Central;
}

export interface RoomOptions extends Partial<ReviewParts> {
  readonly work?: AtWork | null;
  readonly clock?: MovedClock;
  readonly central?: Central;
  /** Whether the device is enrolled. */
  readonly enrolled?: boolean;
  readonly at?: (store: Store) => Store;
}

/** The room of a folder, as a start of the app finds it. */
export async function reviewRoom(folder: string, options: RoomOptions = {}): Promise<ReviewRoom> {
  const clock = options.clock ?? movedClock();
  const at = options.at === undefined ? {} : { at: options.at };
  const place = workplace(folder, clock, at);
  const to = options.central ?? central('oath-brooklyn');
  if (options.enrolled !== false) await place.enroll(to);
  const door: TestDoor = { work: options.work === undefined ? inspector() : options.work, owners: null, opened: [] };
  const call = reviewHandlers({
    store: place.store,
    reports: place.reports,
    vaultKeys: openVaultKeys(place.store.records, openKeys, random),
    door: {
      atWork: () => door.work,
      ownersTurn: () => door.owners,
      opened: (id) => door.opened.push(id),
      beginOwnersTurn(draft, turn) {
        if (door.work === null) return false;
        door.owners = { by: door.work, draft, turn };
        door.work = null;
        return true;
      },
    },
    clock,
    random,
    content: { rights: () => RIGHTS, languages: () => LANGUAGES },
    practice: () => false,
    admits: () => true,
    requeued: () => undefined,
    log: (event: DeskLogEvent) => void place.logged.push(event),
    ...options,
  });
  return { ...place, call, door, clock, central: to };
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

/** Begins a review and saves `draft` into it. */
export async function written(room: ReviewRoom, draft: ReviewDraft = finished()): Promise<OpenReview> {
  const begun = await good(room.call['review.start']({ business: null, owed: null }));
  return saved(room, begun, draft);
}

export async function saved(room: ReviewRoom, open: OpenReview, draft: ReviewDraft): Promise<OpenReview> {
  const { id, revision } = open;
  return { ...open, ...(await good(room.call['review.save']({ id, revision, draft }))), draft };
}

export function submit(room: ReviewRoom, { id }: { id: string }): ReturnType<typeof submitted> {
  return submitted(room, id);
}

async function submitted(room: ReviewRoom, id: string): Promise<InspectorAnswers['review.submit']> {
  return room.call['review.submit']({ id });
}
