/** Which center this device stands at, and which agency a report is about: as they are on a day of the City. */
import { agencyOfCenter, movedFrom, successorOf } from '../../shared/content/agencies.ts';
import type { Catalogue } from '../../shared/content/content.ts';
import type { Settings } from '../../shared/settings.ts';

/** Reports need an agency; the central endpoint puts this one right when it knows the center. */
export const UNASSIGNED = 'unassigned';

type Places = Pick<Catalogue, 'agencies' | 'centers'>;

/** The agency set on this device, else the one that runs its center, else null; where one has ended, its successor. */
export function knownAgency(
  settings: Settings,
  catalogue: Places,
  centerId: string | null,
  day: string,
): string | null {
  if (settings.agency !== null) return successorOf(catalogue.agencies, settings.agency, day)?.id ?? settings.agency;
  return centerId === null ? null : agencyOfCenter(catalogue, centerId, day);
}

/** The device's center, or where it has moved to. A center that the content does not know stays as it is. */
export function centerNow({ centers }: Pick<Places, 'centers'>, centerId: string | null, day: string): string | null {
  return centerId === null ? null : (movedFrom(centers, centerId, day)?.id ?? centerId);
}
