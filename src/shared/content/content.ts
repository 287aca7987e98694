/**
 * What the app says, as data: languages, rights, surveys, agencies, centers. Adding a language is
 * adding its two files (`resources/content/text/<tag>.json`, `resources/locales/<tag>.json`).
 */
import { z } from 'zod';
import { calendarSchema, contestSchema, contestTextSchema } from './contest.ts';
import { STATUTORY } from './statutory.ts';
import { newsSchema } from './news.ts';
import { surveySchema } from './survey.ts';
import { widerSchema } from './wider.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/);
const words = z.string().min(1);

/** What a file can say of itself; that a text is outdated follows from the versions (`status.ts`). */
const textStatus = z.enum(['source', 'draft', 'reviewed']);

export const languageSchema = z.object({
  /** BCP 47. */
  tag: z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/),
  /** Its own name in its own script, as on the button. */
  name: words,
  /** Its English name, for staff. */
  english: words,
  dir: z.enum(['ltr', 'rtl']),
  /** One word or two of welcome, shown under the name and, large, on the attract screen. */
  greeting: words,
  /** "Choose your language". */
  choose: words,
  /** Place on the language wall, ascending. */
  order: z.number().int(),
});
export type Language = z.infer<typeof languageSchema>;

export const rightsSchema = z.object({
  version: z.number().int().min(1),
  sources: z.array(z.string()).min(1),
  /** The City's own page of these rights; left out where there is none. */
  address: z.url({ protocol: /^https$/ }).optional(),
  groups: z.array(z.object({ id, rights: z.array(id).min(1) })).min(1),
  rights: z.record(
    id,
    z.object({
      /** Number in the City's published list. */
      number: z.number().int().min(1),
      /** Items of the statutory minimum (Charter §15(f)(1)) that it covers. */
      statutory: z.array(z.enum(STATUTORY)),
    }),
  ),
});
export type Rights = z.infer<typeof rightsSchema>;

/** Its id never changes, whatever it is called. */
export const agencySchema = z.object({
  id,
  name: words,
  short: words,
  /** Names it had before; `until`: the first day on which it had another one, left out where it is not known. */
  earlier: z
    .array(z.object({ name: words, short: words, until: z.iso.date().optional(), source: words.optional() }))
    .optional(),
  /** The first day on which it was no longer there. */
  ended: z.iso.date().optional(),
  /** Who has done its work since. */
  successor: id.optional(),
});
export type Agency = z.infer<typeof agencySchema>;

export const centerSchema = z.object({
  id: z.string().min(1),
  agency: id,
  name: words,
  address: words.optional(),
  /** Building identification number of the City. */
  bin: z
    .string()
    .regex(/^\d{7}$/)
    .optional(),
  /** Borough, block and lot. */
  bbl: z
    .string()
    .regex(/^\d{10}$/)
    .optional(),
  /** The first day on which it was open. */
  opened: z.iso.date().optional(),
  /** The first day on which it was no longer open. */
  closed: z.iso.date().optional(),
  /** The center that serves its visitors since. */
  movedTo: z.string().min(1).optional(),
});
export type Center = z.infer<typeof centerSchema>;

/** Language-independent content: what there is, not what it says. */
export const catalogueSchema = z.object({
  version: z.string().min(1).max(64),
  rights: rightsSchema,
  surveys: z.array(surveySchema).min(1),
  agencies: z.array(agencySchema),
  centers: z.array(centerSchema),
  contest: contestSchema,
  calendar: calendarSchema,
  news: newsSchema,
  wider: widerSchema,
});
export type Catalogue = z.infer<typeof catalogueSchema>;

const rightText = z.object({
  /** The right in one sentence. */
  title: words,
  /** What it means, one sentence or two a paragraph. */
  means: z.array(words).min(1),
  /** What to do when it is not respected. */
  act: z.array(words).min(1),
});

/** What the content says in one language. */
export const contentTextSchema = z.object({
  language: languageSchema,
  /** Of every unit that `units` does not name. */
  status: textStatus,
  /** Version of the English this text was made from; in English, of its units. */
  source: z.number().int().min(1),
  /** Units that stand otherwise than the whole, by name. */
  units: z
    .record(
      z.string().min(1),
      z.object({
        source: z.number().int().min(1).optional(),
        status: z.enum(['draft', 'reviewed']).optional(),
        /** Who reviewed it, and when: a certified translator. */
        by: words.optional(),
        on: z.iso.date().optional(),
      }),
    )
    .default({}),
  rights: z.object({
    groups: z.record(id, words),
    rights: z.record(id, rightText),
    /** What the law asks for, item by item, in our own words. */
    statutory: z.record(z.enum(STATUTORY), words),
    /** Information only, no cause of action or defence (Charter §15(f)(4)). */
    disclaimer: z.array(words).min(1),
  }),
  surveys: z.record(
    id,
    z.object({
      questions: z.record(
        id,
        z.object({
          title: words,
          hint: words.optional(),
          options: z.record(id, words).optional(),
        }),
      ),
      screens: z.record(id, z.object({ title: words, hint: words.optional() })),
    }),
  ),
  contest: contestTextSchema,
  /** Language help: cards to show at a desk, and how to get an interpreter. */
  help: z.object({
    /** "I speak …, please get me an interpreter." */
    speak: words,
    /** The same for American Sign Language. */
    sign: words,
    interpreter: z.array(words).min(1),
  }),
});
export type ContentText = z.infer<typeof contentTextSchema>;

/** UI words of one language: i18next JSON (v4 plural suffixes), flat keys with dots. */
export const uiWordsSchema = z.record(z.string(), z.string());
export type UiWords = z.infer<typeof uiWordsSchema>;
