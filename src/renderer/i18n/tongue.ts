/** A language to say things in beside the one of the face: its text, and the words of the face in it. */
import type { i18n } from 'i18next';
import type { Words } from '../../shared/bridge.ts';
import type { ContentText } from '../../shared/content/content.ts';

export interface Tongue {
  readonly text: ContentText;
  readonly say: (key: string, put?: Record<string, string | number>) => string;
}

/** @param words read by the wordbook that `i18n` belongs to */
export function tongueOf(i18n: i18n, { locale, text }: Words): Tongue {
  const say = i18n.getFixedT(locale);
  return { text, say: (key, put = {}) => say(key, put) };
}
