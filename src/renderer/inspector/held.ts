/** Where the laptop stands after the desk has said who is at work. Pure. */
import type { InspectorStanding } from '../../shared/inspector.ts';
import type { LaptopPlace } from './laptop.tsx';

export interface HeldStanding {
  /** Null until the desk has answered. */
  readonly standing: InspectorStanding | null;
  /** Null where nobody is signed in, and where nobody has been since the page was opened. */
  readonly place: LaptopPlace | null;
}

export const NOT_ASKED: HeldStanding = { standing: null, place: null };

/** Back to where somebody was before an owner's turn; after a sign-in to the draft that was open, else to Today. */
export function settle(held: HeldStanding, standing: InspectorStanding): HeldStanding {
  switch (standing.at) {
    case 'door':
      return { standing, place: null };
    case 'owner':
      return { standing, place: held.place };
    case 'work': {
      const before = held.standing?.at === 'work' ? held.standing.who.account : standing.who.account;
      const place = before === standing.who.account ? held.place : null;
      return { standing, place: place ?? opensAt(standing.draft) };
    }
  }
}

function opensAt(draft: string | null): LaptopPlace {
  return draft === null ? { name: 'today' } : { name: 'review', id: draft };
}

/** Whether new content and settings can be taken in without changing anything under somebody's hands. */
export function nobodyWrites({ standing, place }: HeldStanding): boolean {
  if (standing === null || standing.at === 'owner') return false;
  return standing.at === 'door' || place?.name !== 'review';
}
