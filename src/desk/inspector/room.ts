/**
 * The inspector's room of a desk: the door, and what is behind it. While it is shut, and while an owner has
 * the laptop, nothing behind it is asked.
 */
import type { CallName } from '../../shared/bridge.ts';
import type { inspectorCallSchemas } from '../../shared/inspector.ts';
import { err } from '../../shared/result.ts';
import type { Handlers } from '../feedback/handlers.ts';
import type { DeskLog } from '../log-events.ts';
import { openEntrance, type EntranceParts } from './entrance.ts';
import type { Door } from './open-door.ts';

export type InspectorHandlers = Pick<Handlers, CallName & keyof typeof inspectorCallSchemas>;
/** What the door answers itself. */
type DoorCall =
  | 'inspector.standing'
  | 'inspector.signIn'
  | 'inspector.lock'
  | 'inspector.active'
  | 'inspector.recover'
  | 'owner.takeBack';

export interface InspectorParts extends Omit<EntranceParts, 'entered'> {
  readonly log: DeskLog;
}

export interface InspectorRoom {
  readonly handlers: InspectorHandlers;
  readonly door: Pick<Door, 'ownersTurn' | 'lock'>;
  /** Somebody is at work, or an owner has the laptop: updates and restarts wait. */
  inSession(): boolean;
  /** A configuration has come. */
  reload(): void;
  tick(): void;
}

export function openInspectorRoom(parts: InspectorParts): InspectorRoom {
  const { door } = openEntrance({ ...parts, entered: () => undefined });

  const ofDoor: Pick<InspectorHandlers, DoorCall> = {
    'inspector.standing': () => door.standing(),
    'inspector.signIn': ({ account, passphrase, practice }) => door.signIn(account, passphrase, practice),
    'inspector.lock'({ why }) {
      // An owner's hand does not reach past the passphrase, and nobody is sent away while they sign.
      if (door.ownersTurn() === null) door.lock(why);
      return null;
    },
    'inspector.active'() {
      door.active();
      return null;
    },
    'inspector.recover': closed,
    'owner.takeBack': ({ passphrase }) => door.takeBack(passphrase),
  };
  return {
    handlers: {
      'inspector.today': closed,
      'inspector.outbox': closed,
      'inspector.sent': closed,
      'inspector.retry': closed,
      'business.find': closed,
      'review.start': closed,
      'review.read': closed,
      'review.save': closed,
      'review.drop': closed,
      'review.submit': closed,
      'owner.begin': closed,
      'owner.read': closed,
      'owner.save': closed,
      ...ofDoor,
    },
    inSession: () => door.held() !== null,
    door,
    reload: door.reload,
    tick: door.tick,
  };
}

const closed = () => err({ type: 'closed' } as const);
