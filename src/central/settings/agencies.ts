/** Which agency runs a center, as the content says that ships with this version. */
import { readFileSync } from 'node:fs';
import { catalogueSchema } from '../../shared/content/content.ts';

export type AgencyOfCenter = (centerId: string) => string | null;

export function shippedAgencies(): AgencyOfCenter {
  const file = new URL('../../../resources/content/catalogue.json', import.meta.url);
  const { centers } = catalogueSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const agencies = new Map(centers.map(({ id, agency }) => [id, agency]));
  return (centerId) => agencies.get(centerId) ?? null;
}
