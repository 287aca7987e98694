/** Which agency a report is about. */
import type { Catalogue } from '../../shared/content/content.ts';
import type { Settings } from '../../shared/settings.ts';

/** Reports need an agency; the central endpoint puts this one right when it knows the center. */
export const UNASSIGNED = 'unassigned';

/** The agency set on this device, else the one that runs its center, else null. */
export function knownAgency(settings: Settings, catalogue: Catalogue, centerId: string | null): string | null {
  return settings.agency ?? catalogue.centers.find((center) => center.id === centerId)?.agency ?? null;
}
