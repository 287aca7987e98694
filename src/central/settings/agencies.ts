/** Which agency runs a center today, wherever it has moved, as the content says that ships with this version. */
import { agencyOfCenter } from '../../shared/content/agencies.ts';
import { cityDay } from '../../shared/clock.ts';
import { shippedCatalogue } from '../content/shipped.ts';

export type AgencyOfCenter = (centerId: string) => string | null;

/** @param now milliseconds since the epoch */
export function shippedAgencies(now: () => number = Date.now): AgencyOfCenter {
  const catalogue = shippedCatalogue();
  return (centerId) => agencyOfCenter(catalogue, centerId, cityDay(now()));
}
