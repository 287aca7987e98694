/**
 * The inspector's room of a desk: the door, and what is behind it. While it is shut nothing behind it is
 * asked, and while an owner has the laptop nothing but what they see and do.
 */
import type { CallName } from '../../shared/bridge.ts';
import type { inspectorCallSchemas } from '../../shared/inspector.ts';
import type { HandoverOffer } from '../../shared/wire/handover.ts';
import type { EffectiveSettings } from '../configuration/settings.ts';
import type { Content } from '../content/content.ts';
import type { Handlers } from '../feedback/handlers.ts';
import { errorPlace } from '../../process/log.ts';
import { reviewHandlers, type ReviewHandlers, type ReviewParts } from '../reviews/handlers.ts';
import { closed } from '../reviews/parts.ts';
import { takeOver } from '../reviews/take-over.ts';
import { openUnsaved } from '../reviews/unsaved.ts';
import { attempt } from '../store/failures.ts';
import type { StandingStore } from '../store/standing.ts';
import { openEntrance, type EntranceParts } from './entrance.ts';
import { openHandovers } from './handover.ts';
import type { Door } from './open-door.ts';
import { recovering, type TakeOver } from './recover.ts';

export type InspectorHandlers = Pick<Handlers, CallName & keyof typeof inspectorCallSchemas>;

export interface InspectorParts
  extends
    Pick<EntranceParts, 'agency' | 'tickMs' | 'changed' | 'minted'>,
    Omit<ReviewParts, 'door' | 'content' | 'practice' | 'admits' | 'unsaved'> {
  readonly store: Pick<StandingStore, 'records' | 'work' | 'businesses' | 'desk' | 'room'>;
  readonly content: Pick<Content, 'catalogue' | 'languages'>;
  readonly settings: Pick<EffectiveSettings, 'current'>;
  /** The next heartbeat should not wait. */
  readonly news: () => void;
}

export interface InspectorRoom {
  readonly handlers: InspectorHandlers;
  readonly door: Pick<Door, 'ownersTurn' | 'lock'>;
  /** What the heartbeat says of drafts that go to another account. */
  handovers(): readonly HandoverOffer[];
  /** What reports are about: in the owner's turn the agency of whoever handed the laptop over. */
  agency(): string | null;
  /** Whether reports are of practice now: because the laptop is, or whoever handed it over. */
  practice(): boolean;
  /** Somebody is at work, or an owner has the laptop: updates and restarts wait. */
  inSession(): boolean;
  /** A configuration has come. */
  reload(): void;
  tick(): void;
  /** Lets go of the keys, and waits for what is being written. */
  close(): Promise<void>;
}

export function openInspectorRoom(parts: InspectorParts): InspectorRoom {
  const { store, content, settings, log } = parts;
  const practice = () => settings.current().practice;
  const { records, work } = store;
  const entrance = openEntrance({
    ...parts,
    lockAfterSeconds: () => settings.current().lockAfterSeconds,
    practice,
    entered: () => settle(),
  });
  const { door, keys } = entrance;
  const unsaved = openUnsaved({ store, admits: store.room.admits, log });
  const taking: TakeOver = (former, to, which) => takeOver(work, former, to, which, unsaved.of);
  const handovers = openHandovers({ records, work, keys, door, takeOver: taking, changed: parts.changed, log });
  const recover = recovering({ ...entrance, work, takeOver: taking });
  let settling = Promise.resolve();
  /** What the last heartbeat said of handing over. */
  let told = '[]';

  /** Seals what the central endpoint may need to hand drafts over, and does what it has ordered. */
  function settle(): void {
    settling = settling
      .then(async () => {
        const held = door.held();
        if (held === null) return;
        await keys.sealRecovery(held.keys);
        await handovers.run();
      })
      .then(() => {
        if (JSON.stringify(handovers.offers()) !== told) parts.news();
      })
      .catch((error: unknown) => log({ event: 'handover-failed', at: errorPlace(error) }));
  }

  const reviews = reviewHandlers({
    ...parts,
    door,
    unsaved,
    content: {
      rights: () => Object.keys(content.catalogue.rights.rights),
      languages: () => content.languages.map(({ tag }) => tag),
    },
    practice,
    admits: store.room.admits,
  });
  const guarded = behind(reviews, door);
  return {
    handlers: {
      ...guarded,
      async 'review.read'(asked) {
        const answer = await guarded['review.read'](asked);
        const now = door.standing();
        // Gone to another account while nobody was signed in: that is told once, not at every sign-in.
        if (!answer.ok && answer.error.type === 'not-there' && now.at === 'work' && now.draft === asked.id) {
          void attempt(() => door.opened(null));
        }
        return answer;
      },
      async 'review.submit'(asked) {
        const answer = await guarded['review.submit'](asked);
        // No draft is open any more.
        if (answer.ok) parts.changed();
        return answer;
      },
      'inspector.standing': () => door.standing(),
      'inspector.signIn': (tried) => door.signIn(tried.account, tried.passphrase, tried.practice),
      'inspector.lock'({ why }) {
        // An owner's hand does not reach past the passphrase, and nobody is sent away while they sign.
        if (door.ownersTurn() === null) door.lock(why);
        return null;
      },
      'inspector.active'() {
        door.active();
        return null;
      },
      async 'inspector.recover'({ passphrase }) {
        door.active();
        return recover(passphrase);
      },
      'owner.takeBack': ({ passphrase }) => door.takeBack(passphrase),
    },
    door,
    handovers() {
      const offers = handovers.offers();
      told = JSON.stringify(offers);
      return offers;
    },
    agency() {
      const turn = door.ownersTurn();
      return turn === null ? parts.agency() : turn.by.agency;
    },
    practice: () => practice() || door.ownersTurn()?.by.practice === true,
    inSession: () => door.held() !== null,
    reload() {
      door.reload();
      settle();
    },
    tick() {
      door.tick();
      unsaved.settle();
      const held = door.held();
      if (held !== null) attempt(() => keys.keep(held.keys));
    },
    async close() {
      unsaved.settle();
      door.close();
      await settling;
    },
  };
}

/**
 * Nothing behind the door is asked while it is shut. Who asks for it is there; but a page that only looks
 * again by itself (Today, the outbox, what was sent) says nothing of anybody being there.
 */
function behind(reviews: ReviewHandlers, door: Door): ReviewHandlers {
  const atWork = () => {
    if (door.atWork() === null) return false;
    door.active();
    return true;
  };
  const ownersTurn = () => {
    if (door.ownersTurn() === null) return false;
    door.active();
    return true;
  };
  return {
    'inspector.today': (asked) => (door.atWork() === null ? closed() : reviews['inspector.today'](asked)),
    'inspector.outbox': (asked) => (door.atWork() === null ? closed() : reviews['inspector.outbox'](asked)),
    'inspector.sent': (asked) => (door.atWork() === null ? closed() : reviews['inspector.sent'](asked)),
    'inspector.retry': (asked) => (atWork() ? reviews['inspector.retry'](asked) : closed()),
    'business.find': (asked) => (atWork() ? reviews['business.find'](asked) : closed()),
    'review.start': (asked) => (atWork() ? reviews['review.start'](asked) : closed()),
    'review.read': (asked) => (atWork() ? reviews['review.read'](asked) : closed()),
    'review.save': (asked) => (atWork() ? reviews['review.save'](asked) : closed()),
    'review.drop': (asked) => (atWork() ? reviews['review.drop'](asked) : closed()),
    'review.submit': (asked) => (atWork() ? reviews['review.submit'](asked) : closed()),
    'owner.begin': (asked) => (atWork() ? reviews['owner.begin'](asked) : closed()),
    'owner.read': (asked) => (ownersTurn() ? reviews['owner.read'](asked) : closed()),
    'owner.save': (asked) => (ownersTurn() ? reviews['owner.save'](asked) : closed()),
  };
}
