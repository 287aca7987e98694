/** Which agency runs a center, as the content says that ships with this version. */
import { shippedCatalogue } from '../content/shipped.ts';

export type AgencyOfCenter = (centerId: string) => string | null;

export function shippedAgencies(): AgencyOfCenter {
  const agencies = new Map(shippedCatalogue().centers.map(({ id, agency }) => [id, agency]));
  return (centerId) => agencies.get(centerId) ?? null;
}
