/** Reviews at a desk with a real store and real seals, before a door that a test holds open. */
import type { InspectorAnswers, OpenReview } from '../../../../src/shared/inspector.ts';
import type { ReviewDraft } from '../../../../src/shared/reviews/draft.ts';
import type { AtWork } from '../../../../src/desk/inspector/door.ts';
import { openVaultKeys } from '../../../../src/desk/keys/vault-keys.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import { reviewHandlers, type ReviewHandlers, type ReviewParts } from '../../../../src/desk/reviews/handlers.ts';
import { openUnsaved, type Unsaved } from '../../../../src/desk/reviews/unsaved.ts';
import type { Store } from '../../../../src/desk/store/store.ts';
import { central, openKeys, workplace, type Central, type Workplace } from '../reports/kit.ts';
import { movedClock, random, type MovedClock } from '../store/kit.ts';
import { finished, good, inspector, LANGUAGES, RIGHTS } from './who.ts';

export { finished, good, inspector, newKeys, RIGHTS } from './who.ts';

export interface TestDoor {
  work: AtWork | null;
  owners: ReturnType<ReviewParts['door']['ownersTurn']>;
  opened: (string | null)[];
}

export interface ReviewRoom extends Workplace {
  readonly call: ReviewHandlers;
  readonly door: TestDoor;
  readonly unsaved: Unsaved;
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
  const log = (event: DeskLogEvent) => void place.logged.push(event);
  const unsaved = openUnsaved({ store: place.store, admits: options.admits ?? (() => true), log });
  const call = reviewHandlers({
    unsaved,
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
    log,
    ...options,
  });
  return { ...place, call, door, unsaved, clock, central: to };
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
