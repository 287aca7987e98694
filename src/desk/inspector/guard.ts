/**
 * What an inspector's laptop takes of what a kiosk takes. A survey is the business owner's: it is taken
 * while they have the laptop for it, and at no other time. What visitors of a center write is never taken.
 * The staff panel does not open while an owner has the laptop.
 */
import type { CallName, SubmitError } from '../../shared/bridge.ts';
import { err } from '../../shared/result.ts';
import type { Profile } from '../../shared/wire/exchanges.ts';
import type { Handlers } from '../feedback/handlers.ts';
import type { InspectorDoor } from './door.ts';

type Guarded = CallName &
  ('feedback.submit' | 'contact.submit' | 'commendation.submit' | 'complaint.submit' | 'staff.open');

export function guarded(
  handlers: Pick<Handlers, Guarded>,
  profile: () => Profile,
  door: Pick<InspectorDoor, 'ownersTurn'>,
): Pick<Handlers, Guarded> {
  const isKiosk = () => profile() === 'kiosk';
  return {
    'feedback.submit': (form) =>
      isKiosk() || door.ownersTurn()?.turn === 'survey' ? handlers['feedback.submit'](form) : notHere(),
    'contact.submit': (form) => (isKiosk() ? handlers['contact.submit'](form) : notHere()),
    'commendation.submit': (form) => (isKiosk() ? handlers['commendation.submit'](form) : notHere()),
    'complaint.submit': (form) => (isKiosk() ? handlers['complaint.submit'](form) : notHere()),
    'staff.open': (tried) =>
      door.ownersTurn() === null ? handlers['staff.open'](tried) : err({ type: 'wait', waitSeconds: 0 }),
  };
}

function notHere() {
  return err<SubmitError>({ type: 'invalid', field: '(root)', detail: 'is not taken on this laptop now' });
}
