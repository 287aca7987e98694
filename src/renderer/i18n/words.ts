/**
 * Words of every language, as the desk hands them out: read once, kept, given to i18next. There is
 * no list of languages here; a language exists because the face says so.
 */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Bridge, Words } from '../../shared/bridge.ts';

/** What all other languages are translated from, and what stands in for a word that one lacks. */
export const SOURCE_LOCALE = 'en';

export interface Wordbook {
  readonly i18n: i18n;
  /** @returns null where the desk does not know the language or does not answer */
  read(locale: string): Promise<Words | null>;
  /** What `read` has brought before, without waiting. */
  held(locale: string): Words | null;
  /** Makes `locale`, which has been read, the language of the face. */
  speak(locale: string): Promise<void>;
  /** Forgets everything read: the content has changed. */
  forget(): void;
}

export async function openWordbook(bridge: Bridge): Promise<Wordbook> {
  const kept = new Map<string, Words>();
  const i18n = i18next.createInstance();
  await i18n.use(initReactI18next).init({
    lng: SOURCE_LOCALE,
    fallbackLng: SOURCE_LOCALE,
    ns: 'ui',
    defaultNS: 'ui',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: {},
    react: { useSuspense: false },
  });
  return {
    i18n,
    async read(locale) {
      const before = kept.get(locale);
      if (before !== undefined) return before;
      const reply = await bridge.call('content.read', { locale });
      if (!reply.ok || !reply.value.ok) return null;
      const words = reply.value.value;
      kept.set(locale, words);
      i18n.addResourceBundle(locale, 'ui', words.ui, true, true);
      return words;
    },
    held: (locale) => kept.get(locale) ?? null,
    async speak(locale) {
      if (i18n.language !== locale) await i18n.changeLanguage(locale);
    },
    forget: () => kept.clear(),
  };
}
