/**
 * How to contest or fix a violation: facts as data, each with where it was read and the day it was
 * checked, and the days that count for business days. What is said of them is the language's.
 */
import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/);
const words = z.string().min(1);
const day = z.iso.date();

const sourceSchema = z.object({
  /** Who says it, in English. */
  name: words,
  url: z.url({ protocol: /^https?$/ }),
});

/** The days a visitor can know, and a deadline counts from. */
export const KNOWN_DAYS = ['hearing', 'summons', 'decision', 'default'] as const;
export type KnownDay = (typeof KNOWN_DAYS)[number];

export const deadlineSchema = z.object({
  id,
  /** Null where no source says which day it counts from: shown, never counted. */
  from: z.enum(KNOWN_DAYS).nullable(),
  count: z.number().int().min(0).max(366),
  unit: z.enum(['days', 'business-days']),
  direction: z.enum(['before', 'after']),
  /** The count where the decision was mailed. */
  mailed: z.number().int().min(0).max(366).optional(),
  source: z.url({ protocol: /^https?$/ }),
  verifiedOn: day,
});
export type Deadline = z.infer<typeof deadlineSchema>;

const topicSchema = z.object({
  id,
  /** Ids of deadlines that are shown with it. */
  deadlines: z.array(id),
  /** Addresses of offices, as they are written on a letter. */
  places: z.array(words).default([]),
  sources: z.array(sourceSchema).min(1),
  verifiedOn: day,
});
export type ContestTopic = z.infer<typeof topicSchema>;

export const contestSchema = z.object({
  /** In the order they are shown. */
  topics: z.array(topicSchema).min(1),
  deadlines: z.array(deadlineSchema),
});
export type Contest = z.infer<typeof contestSchema>;

const named = z.object({ day, name: words, source: words });

/** How the City's calendar differs from the public holidays of the State of New York, and for which days that is known. */
export const calendarSchema = z
  .object({
    from: day,
    to: day,
    /** Closed although no public holiday. */
    added: z.array(named),
    /** Open although a public holiday. */
    removed: z.array(named),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'is before from' });
export type CityCalendar = z.infer<typeof calendarSchema>;

/** What all of it says in one language. */
export const contestTextSchema = z.object({
  topics: z.record(id, z.object({ title: words, body: z.array(words).min(1) })),
  /** Each in one line that makes sense alone. */
  deadlines: z.record(id, words),
});
export type ContestText = z.infer<typeof contestTextSchema>;

/** What the facts name without saying what it is, or null. */
export function contestFault({ topics, deadlines }: Contest): string | null {
  const known = new Set(deadlines.map((deadline) => deadline.id));
  if (known.size !== deadlines.length) return 'contest.deadlines names one twice';
  for (const topic of topics) {
    const unknown = topic.deadlines.find((each) => !known.has(each));
    if (unknown !== undefined) return `contest.topics.${topic.id} names ${unknown}, which is not a deadline`;
  }
  return null;
}

/** The first topic or deadline that `text` has no words for, or null. */
export function contestSilence({ topics, deadlines }: Contest, text: ContestText): string | null {
  const topic = topics.find((each) => !Object.hasOwn(text.topics, each.id));
  if (topic !== undefined) return `contest.topics.${topic.id} is missing`;
  const deadline = deadlines.find((each) => !Object.hasOwn(text.deadlines, each.id));
  return deadline === undefined ? null : `contest.deadlines.${deadline.id} is missing`;
}
