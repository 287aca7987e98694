/**
 * What an inspector's laptop takes of what a kiosk takes. A survey is the business owner's: it is taken
 * while they have the laptop for it, and at no other time. What visitors of a center write is never taken.
 * The staff panel shuts when an owner gets the laptop, and does not open while they have it.
 */
import type { CallName, SubmitError } from '../../shared/bridge.ts';
import { OWNER_SURVEY } from '../../shared/content/answering.ts';
import { err } from '../../shared/result.ts';
import type { Profile } from '../../shared/wire/exchanges.ts';
import type { Handlers } from '../feedback/handlers.ts';
import type { InspectorDoor } from './door.ts';

type Guarded = CallName &
  ('feedback.submit' | 'contact.submit' | 'commendation.submit' | 'complaint.submit' | 'staff.open' | 'owner.begin');

export function guarded(
  handlers: Pick<Handlers, Guarded>,
  profile: () => Profile,
  door: Pick<InspectorDoor, 'ownersTurn'>,
  shutStaffPanel: () => void,
): Pick<Handlers, Guarded> {
  const isKiosk = () => profile() === 'kiosk';
  return {
    'feedback.submit'(form) {
      const isOwners = form.surveyId === OWNER_SURVEY;
      const isAsked = isKiosk() ? !isOwners : isOwners && door.ownersTurn()?.turn === 'survey';
      return isAsked ? handlers['feedback.submit'](form) : notHere();
    },
    'contact.submit': (form) => (isKiosk() ? handlers['contact.submit'](form) : notHere()),
    'commendation.submit': (form) => (isKiosk() ? handlers['commendation.submit'](form) : notHere()),
    'complaint.submit': (form) => (isKiosk() ? handlers['complaint.submit'](form) : notHere()),
    async 'owner.begin'(asked) {
      const begun = await handlers['owner.begin'](asked);
      if (begun.ok) shutStaffPanel();
      return begun;
    },
    'staff.open': (tried) =>
      door.ownersTurn() === null ? handlers['staff.open'](tried) : err({ type: 'wait', waitSeconds: 0 }),
  };
}

function notHere() {
  return err<SubmitError>({ type: 'invalid', field: '(root)', detail: 'is not taken here now' });
}
