/**
 * A review of the rights while it is being written: what an inspector has said so far, saved at every
 * change. Everything may still be missing; what is wrong with it is said by `rules.ts`.
 */
import { z } from 'zod';
import { NAME_MAX } from '../limits.ts';
import {
  acknowledgementKinds,
  copyExceptions,
  copyWays,
  interpreterModes,
  recipientRoles,
  reviewSteps,
} from './terms.ts';

const line = (max: number) => z.string().max(max).default('');
const tag = z.string().min(2).max(35);

/** Lines drawn in a box of `width` by `height` CSS pixels: where they went, never when or how hard. */
export const signatureSchema = z.object({
  width: z.number().min(1).max(4000),
  height: z.number().min(1).max(4000),
  strokes: z
    .array(z.array(z.tuple([z.number().min(-4000).max(8000), z.number().min(-4000).max(8000)])).max(4000))
    .max(400),
});
export type Signature = z.infer<typeof signatureSchema>;

export const businessSchema = z.object({
  name: line(NAME_MAX),
  address: line(300),
  licence: line(64),
  /** Building identification number of the City, seven digits. */
  bin: line(16),
});

/** Loose: what a newer version wrote into a draft is kept by an older one that saves it. */
export const reviewDraftSchema = z.looseObject({
  business: businessSchema.prefault({}),
  /** The business as this laptop knows it, or null for a new one. */
  businessId: z.uuid().nullable().default(null),
  recipientRole: z.enum(recipientRoles).nullable().default(null),
  copy: z
    .object({
      how: z.enum(copyWays).nullable().default(null),
      exception: z.enum(copyExceptions).nullable().default(null),
    })
    .prefault({}),
  jointWith: z
    .array(z.object({ agency: z.string().min(1).max(64), inspectorId: line(64) }))
    .max(20)
    .default([]),
  preferredLanguage: tag.nullable().default(null),
  /** Side by side on the screen now: the owner's first, the second one or none. */
  languages: z.tuple([tag, tag.nullable()]).default(['en', null]),
  /** Every language in which rights were on the screen. */
  languagesShown: z.array(tag).max(64).default([]),
  interpreter: z
    .object({
      mode: z.enum(interpreterModes).nullable().default(null),
      language: tag.nullable().default(null),
      waitMinutes: z.number().min(0).max(1440).nullable().default(null),
      companionUnder18: z.boolean().nullable().default(null),
    })
    .prefault({}),
  /** Ids of rights of the content. */
  rightsShown: z.array(z.string().min(1).max(64)).max(64).default([]),
  acknowledgement: z
    .object({
      kind: z.enum(acknowledgementKinds).nullable().default(null),
      name: line(NAME_MAX),
      signature: signatureSchema.nullable().default(null),
    })
    .prefault({}),
  /** Id of the report that this one follows: of a copy that was deferred. */
  supersedes: z.string().nullable().default(null),
  /** Where the inspector was: back there after a crash. `field` is the name of a control. */
  at: z
    .object({ step: z.enum(reviewSteps).default('business'), field: z.string().max(64).nullable().default(null) })
    .prefault({}),
});
export type ReviewDraft = z.infer<typeof reviewDraftSchema>;

/** A review nobody has said anything in yet. */
export function emptyReview(): ReviewDraft {
  return reviewDraftSchema.parse({});
}
