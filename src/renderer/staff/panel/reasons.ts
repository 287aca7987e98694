/** Slugs of the wire contract and of the desk in plain words; what has none is shown as it is. */
import type { i18n } from 'i18next';

export function inWords(words: i18n, prefix: string, slug: string): string {
  const key = `${prefix}.${slug}`;
  return words.exists(key) ? words.t(key) : words.t(`${prefix}.other`, { slug });
}
