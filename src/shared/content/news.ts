/**
 * News as data: notices, issues of the newsletter, what was answered. It is a part of the catalogue and
 * can be replaced as a whole by one JSON document. Its texts stand in it, by language: what is urgent
 * need not wait for twelve translations, and a visitor whose language is missing sees the English.
 */
import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/);
const words = z.string().min(1);
const tag = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const moment = z.iso.datetime({ offset: true });

/** The same in each language it has been written in, by BCP 47 tag. English is always there. */
function inLanguages<T extends z.ZodType>(said: T) {
  return z.record(tag, said).refine((text) => Object.hasOwn(text, 'en'), 'must be said in English (en)');
}

export const NOTICE_KINDS = ['closing_early', 'closed', 'moved', 'heat', 'cold', 'other'] as const;

const noticeSchema = z
  .object({
    id,
    kind: z.enum(NOTICE_KINDS),
    /** Shown from this moment until that one. */
    from: moment,
    until: moment,
    /** Ids of the centers it is about; null: all of them. */
    centers: z.array(z.string().min(1)).min(1).nullable(),
    text: inLanguages(z.object({ title: words, body: z.array(words).min(1) })),
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), 'must end after it starts');
export type Notice = z.infer<typeof noticeSchema>;

const issueSchema = z.object({
  id,
  volume: z.number().int().min(1),
  number: z.number().int().min(1),
  month,
  /** Where what is said of it was read. */
  source: z.url({ protocol: /^https?$/ }),
  text: inLanguages(z.object({ topics: z.array(words).min(1) })),
});
export type Issue = z.infer<typeof issueSchema>;

const answeredSchema = z.object({
  id,
  /** The center it was corrected at; null: everywhere. */
  center: z.string().min(1).nullable(),
  month,
  text: inLanguages(z.object({ said: words, did: words })),
});
export type Answered = z.infer<typeof answeredSchema>;

export const newsSchema = z
  .object({
    notices: z.array(noticeSchema),
    issues: z.array(issueSchema),
    answered: z.array(answeredSchema),
  })
  .superRefine((news, context) => {
    for (const part of ['notices', 'issues', 'answered'] as const) {
      const ids = news[part].map((each) => each.id);
      const twice = ids.findIndex((each, at) => ids.indexOf(each) !== at);
      if (twice !== -1) context.addIssue({ code: 'custom', path: [part, twice, 'id'], message: 'stands there twice' });
    }
  });
export type News = z.infer<typeof newsSchema>;
