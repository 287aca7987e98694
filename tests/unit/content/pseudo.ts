/**
 * A language nobody speaks, made from English: accented, longer, in brackets. What shows up on a
 * screen without accents was never translatable; what loses a bracket was cut off.
 */
import {
  contentTextSchema,
  uiWordsSchema,
  type ContentText,
  type UiWords,
} from '../../../src/shared/content/content.ts';
import { spokenParts } from './corpus.ts';

const plain = 'AEINOSUYaeinosuyc';
const accented = 'ÀÉÎÑÖŠÛÝàéîñöšûýç';

/** Translations run up to this much longer than short English. */
const GROWTH = 0.4;
/** What is added comes in pieces that a line can break between, as long as a long word. */
const PIECE = 10;

/** Placeholders and tags stay as they are; everything else is accented and lengthened. */
export function pseudo(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\}|<[^>]*>)/g);
  const changed = parts.map((part, n) => (n % 2 === 1 ? part : accent(part))).join('');
  const added = '~'.repeat(Math.ceil(text.length * GROWTH)).match(new RegExp(`~{1,${PIECE}}`, 'g')) ?? [];
  return `[${[changed, ...added].join(' ')}]`;
}

function accent(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => accented[plain.indexOf(letter)] ?? letter);
}

function everyString(value: unknown): unknown {
  if (typeof value === 'string') return pseudo(value);
  if (Array.isArray(value)) return value.map(everyString);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, everyString(inner)]));
}

/** The two files of a language `tag` made from the English ones. The face's plural forms are English's. */
export function pseudoLanguage(
  tag: string,
  english: { text: ContentText; ui: UiWords },
): { text: ContentText; ui: UiWords } {
  const { text, ui } = english;
  return {
    text: contentTextSchema.parse({
      ...(everyString(spokenParts(text)) as object),
      status: 'draft',
      source: text.source,
      language: {
        ...text.language,
        tag,
        name: pseudo(text.language.name),
        english: `Pseudo (${tag})`,
        greeting: pseudo(text.language.greeting),
        choose: pseudo(text.language.choose),
        order: 1000,
      },
    }),
    ui: uiWordsSchema.parse(everyString(ui)),
  };
}
