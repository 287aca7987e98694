/** What inspectors ask of the desk. The door is held here: behind it nothing is answered while it is shut. */
import type { CallName } from '../../shared/bridge.ts';
import type { inspectorCallSchemas } from '../../shared/inspector.ts';
import { err } from '../../shared/result.ts';
import type { Handlers } from '../feedback/handlers.ts';

export type InspectorHandlers = Pick<Handlers, CallName & keyof typeof inspectorCallSchemas>;

const closed = () => err({ type: 'closed' } as const);

export function inspectorHandlers(): InspectorHandlers {
  return {
    'inspector.standing': () => ({
      at: 'door',
      known: [],
      accounts: 0,
      locked: null,
      why: 'never',
      waitSeconds: 0,
    }),
    'inspector.signIn': () => err({ type: 'wrong', waitSeconds: 0 }),
    'inspector.lock': () => null,
    'inspector.active': () => null,
    'inspector.recover': closed,
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
    'owner.takeBack': closed,
  };
}
