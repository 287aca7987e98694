/** Who is who among agencies today, wherever a center has moved and whoever has taken over, as the content says that ships with this version. */
import { agencyOfCenter, successorOf } from '../../shared/content/agencies.ts';
import { cityDay } from '../../shared/clock.ts';
import { shippedCatalogue } from '../content/shipped.ts';

export interface Agencies {
  /** The agency that runs a center. */
  ofCenter(centerId: string): string | null;
  /** The agency that does an agency's work: itself where it is there, or where it is not known. */
  today(id: string): string;
}

/** @param now milliseconds since the epoch */
export function shippedAgencies(now: () => number = Date.now): Agencies {
  const catalogue = shippedCatalogue();
  return {
    ofCenter: (centerId) => agencyOfCenter(catalogue, centerId, cityDay(now())),
    today: (id) => successorOf(catalogue.agencies, id, cityDay(now()))?.id ?? id,
  };
}
