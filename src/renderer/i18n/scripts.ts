/**
 * Letters, by script. Each family's style sheet is fetched when a language of its script is first
 * shown, and the font files themselves only for the characters on the screen (unicode-range).
 * A language with another script needs a line here and one in tokens.css.
 */
const families: Readonly<Record<string, () => Promise<unknown>>> = {
  Arab: () => import('@fontsource-variable/noto-sans-arabic/wght.css'),
  Hans: () => import('@fontsource-variable/noto-sans-sc/wght.css'),
};

/** The ISO 15924 script a language is written in; Latin where nothing is known of it. */
export function scriptOf(tag: string): string {
  return new Intl.Locale(tag).maximize().script ?? 'Latn';
}

const wanted = new Map<string, Promise<unknown>>();

/** Fetches what `tags` are written with. A font that cannot be had is no error: the system's stands in. */
export async function wantLetters(tags: readonly string[]): Promise<void> {
  const loads = [...new Set(tags.map(scriptOf))].flatMap((script) => {
    const held = wanted.get(script) ?? families[script]?.();
    if (held === undefined) return [];
    wanted.set(script, held);
    return [held];
  });
  await Promise.allSettled(loads);
}
