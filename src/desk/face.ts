/** What a face opens with. */
import type { Face } from '../shared/bridge.ts';
import type { Settings } from '../shared/settings.ts';
import { centerNow } from './content/agency.ts';
import { inOrder, offered, type Content } from './content/content.ts';
import type { Enrollment } from './store/device-records.ts';

export interface FaceParts {
  readonly enrollment: Enrollment | null;
  readonly settings: Settings;
  readonly appVersion: string;
  readonly content: Content;
  readonly agency: string | null;
  /** `2026-11-23`, in the City. */
  readonly today: string;
}

export function faceOf({ enrollment, settings, appVersion, content, agency, today }: FaceParts): Face {
  return {
    profile: enrollment?.profile ?? 'kiosk',
    enrolled: enrollment !== null,
    practice: settings.practice,
    appVersion,
    contentVersion: content.catalogue.version,
    languages: inOrder(offered(content, settings.reviewedLanguagesOnly), settings.languageOrder),
    settings,
    centerId: centerNow(content.catalogue, enrollment?.centerId ?? null, today),
    agency,
    catalogue: content.catalogue,
    media: content.media,
  };
}
