/** The words of the staff room: English only, in an i18next of their own beside the visitor's language. */
import i18next, { type i18n } from 'i18next';
import words from '../../../resources/locales/staff/en.json';
import type { UiWords } from '../../shared/content/content.ts';

const LOCALE = 'en';

/** @param shared what visitors read in English: the staff room uses the same parts, with the same words */
export function openStaffWords(shared: UiWords): i18n {
  const instance = i18next.createInstance();
  void instance.init({
    lng: LOCALE,
    fallbackLng: LOCALE,
    ns: ['staff', 'ui'],
    defaultNS: 'staff',
    fallbackNS: 'ui',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { [LOCALE]: { staff: words, ui: shared } },
    // Everything is here: the first drawing already has its words.
    initAsync: false,
    react: { useSuspense: false },
  });
  return instance;
}
