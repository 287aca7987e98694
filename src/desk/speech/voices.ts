/** Which voice of espeak-ng speaks which of our languages. A new language is a line here. */
const VOICES: Readonly<Record<string, string>> = {
  en: 'en-us',
  // The Spanish of the Americas.
  es: 'es-419',
  'zh-Hans': 'cmn',
  'zh-Hant': 'cmn',
  ru: 'ru',
  bn: 'bn',
  ht: 'ht',
  ko: 'ko',
  ar: 'ar',
  ur: 'ur',
  fr: 'fr-fr',
  pl: 'pl',
};

/** Words a minute that are 100 %: espeak-ng's own default. Its range, 80 to 450, holds 50 to 200 % of it. */
const USUAL_SPEED = 175;

/** @returns the voice for a BCP 47 tag, or null where there is none */
export function voiceOf(locale: string): string | null {
  const asked = Object.hasOwn(VOICES, locale) ? locale : (locale.split('-')[0] ?? '');
  return Object.hasOwn(VOICES, asked) ? (VOICES[asked] ?? null) : null;
}

/** @param voices what the program says it has */
export function localesOf(voices: readonly string[]): readonly string[] {
  return Object.entries(VOICES).flatMap(([locale, voice]) => (voices.includes(voice) ? [locale] : []));
}

/** @param rate percent of the usual speed, 50 to 200 */
export function wordsPerMinute(rate: number): number {
  return Math.round((USUAL_SPEED * rate) / 100);
}
