/**
 * Languages that the face is not written in, for the way "My language is not here": each by its own
 * name, ending at a card that asks for an interpreter. Adding one is adding a line to
 * `resources/content/languages.json`.
 */
import { z } from 'zod';

const words = z.string().min(1);

export const widerLanguageSchema = z.object({
  /** BCP 47. */
  tag: z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/),
  /** Its own name in its own script. */
  name: words,
  /** Its English name, for staff and for the English sentence. */
  english: words,
  dir: z.enum(['ltr', 'rtl']),
  /** "I speak …, please get me an interpreter" in it. Where nobody has written that, its name stands alone. */
  speak: words.optional(),
});
export type WiderLanguage = z.infer<typeof widerLanguageSchema>;

/** Where the English name stands in the English sentence. */
const SLOT = '{{language}}';

export const widerSchema = z.object({
  version: z.number().int().min(1),
  /** Of every sentence: `draft` until a certified translator has seen all of them. */
  status: z.enum(['draft', 'reviewed']),
  /** Where the City says what a visitor is told about language help. */
  sources: z.array(z.url({ protocol: /^https?$/ })).min(1),
  /** The City's page on language and disability access, ASL Direct among it: shown as a code. */
  address: z.url({ protocol: /^https$/ }),
  /** The English sentence of every card; `{{language}}` stands for the English name. */
  english: words.includes(SLOT),
  languages: z.array(widerLanguageSchema),
});
export type Wider = z.infer<typeof widerSchema>;

/** The first tag that is named twice, or null. */
export function widerFault({ languages }: Wider): string | null {
  const tags = languages.map(({ tag }) => tag);
  const twice = tags.find((tag, at) => tags.indexOf(tag) !== at);
  return twice === undefined ? null : `wider.languages names ${twice} twice`;
}
