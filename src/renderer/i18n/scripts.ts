/**
 * Letters, by the style of script (ISO 15924) a language is read in. Each family's style sheet is fetched when a language of its script is first
 * shown, and the font files themselves only for the characters on the screen (unicode-range).
 * A language with another script needs a line here and one in tokens.css.
 */
const families: Readonly<Record<string, () => Promise<unknown>>> = {
  Arab: () => import('@fontsource-variable/noto-sans-arabic/wght.css'),
  Aran: () => import('./nastaliq.css'),
  Beng: () => import('@fontsource-variable/noto-sans-bengali/wght.css'),
  Deva: () => import('@fontsource-variable/noto-sans-devanagari/wght.css'),
  Ethi: () => import('@fontsource-variable/noto-sans-ethiopic/wght.css'),
  Geor: () => import('@fontsource-variable/noto-sans-georgian/wght.css'),
  Guru: () => import('@fontsource-variable/noto-sans-gurmukhi/wght.css'),
  Hans: () => import('@fontsource-variable/noto-sans-sc/wght.css'),
  Hant: () => import('@fontsource-variable/noto-sans-tc/wght.css'),
  Hebr: () => import('@fontsource-variable/noto-sans-hebrew/wght.css'),
  // The characters of Japanese names and cards are in the larger of the Chinese fonts.
  Jpan: () => import('@fontsource-variable/noto-sans-sc/wght.css'),
  Kore: () => import('@fontsource-variable/noto-sans-kr/wght.css'),
  Tibt: () => import('@fontsource-variable/noto-serif-tibetan/wght.css'),
};

/** Languages whose readers expect another style of their script than most do: Urdu is read in Nastaliq. */
const styles: Readonly<Record<string, string>> = { ur: 'Aran' };

/** The ISO 15924 script a language is written in; Latin where nothing is known of it. */
export function scriptOf(tag: string): string {
  return new Intl.Locale(tag).maximize().script ?? 'Latn';
}

/** The style of script a language is set in. */
export function styleOf(tag: string): string {
  return styles[new Intl.Locale(tag).language] ?? scriptOf(tag);
}

const wanted = new Map<string, Promise<unknown>>();

/** Fetches what `tags` are written with. A font that cannot be had is no error: the system's stands in. */
export async function wantLetters(tags: readonly string[]): Promise<void> {
  const loads = [...new Set(tags.map(styleOf))].flatMap((style) => {
    const held = wanted.get(style) ?? families[style]?.();
    if (held === undefined) return [];
    wanted.set(style, held);
    return [held];
  });
  await Promise.allSettled(loads);
}
