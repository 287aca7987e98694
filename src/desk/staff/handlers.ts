/** What staff ask of the desk. The door is held here: behind it nothing is answered while it is shut. */
import type { CallName } from '../../shared/bridge.ts';
import { err } from '../../shared/result.ts';
import type { staffCallSchemas } from '../../shared/staff.ts';
import type { Handlers } from '../feedback/handlers.ts';

export type StaffHandlers = Pick<Handlers, CallName & keyof typeof staffCallSchemas>;

const shut = () => err({ type: 'closed' } as const);

export function staffHandlers(): StaffHandlers {
  return {
    'staff.standing': () => ({ pinSet: false, waitSeconds: 0 }),
    'staff.open': () => err({ type: 'wait', waitSeconds: 0 }),
    'staff.close': () => null,
    'staff.view': shut,
    'staff.retry': shut,
    'staff.reference': shut,
    'staff.sticks': shut,
    'staff.export': shut,
    'staff.practice': shut,
    'staff.leave': shut,
    'setup.read': shut,
    'setup.enroll': shut,
    'setup.panel': shut,
    'setup.sound': shut,
    'setup.keys': shut,
    'setup.printer': shut,
    'setup.languages': shut,
    'setup.pin': shut,
    'setup.skip': shut,
    'selftest.run': shut,
    'selftest.note': () => null,
  };
}
