/**
 * The payloads of every report type, as they stand inside the seal. A type never changes: a new or
 * changed field is a new type (`….v2`). Lengths are bounded by the envelope, not here: what was
 * accepted once is accepted always.
 */
import { z } from 'zod';
import { problem, type Problem } from '../wire/problems.ts';
import { err, ok, type Result } from '../result.ts';
import { firstUncleanPath } from '../text.ts';

const id = z.string().min(1);
const integer = z.number().int();
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits in lower case');

const exactMoment = z.object({
  wall: z.iso.datetime(),
  utcOffsetMinutes: integer,
  monotonicMs: z.number(),
  bootId: z.string(),
});
const hour = z.object({ hour: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}Z$/, 'must be like 2026-11-23T15Z') });
const day = z.object({ day: z.iso.date() });

/** What visitors send says no finer time than the hour, a contact request no finer than the day. A finer one is taken and not stored. */
const coarseMoment = z.union([hour, day, exactMoment]);

const attachment = z.object({
  sha256: sha256Hex,
  size: integer.min(0),
  mediaType: z.string().min(1),
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url'),
});

const common = {
  practice: z.boolean().optional(),
  centerId: id.nullable(),
  contentVersion: z.string(),
  attachments: z.array(attachment).default([]),
};
const visitor = { ...common, locale: id, recorded: coarseMoment };
const inspector = {
  ...common,
  locale: id,
  recorded: exactMoment,
  supersedes: z.string().min(1).nullable().default(null),
  inspectorId: id,
};

export const feedbackSchema = z.object({
  schema: z.literal('org.fairdesk.feedback.v1'),
  ...visitor,
  surveyId: id,
  surveyVersion: integer,
  agency: id,
  partial: z.boolean(),
  answers: z.array(
    z.object({
      questionId: id,
      value: z.union([z.string(), z.number(), z.array(z.string()), z.null()]),
    }),
  ),
});

export const contactRequestSchema = z.object({
  schema: z.literal('org.fairdesk.contact-request.v1'),
  ...common,
  recorded: coarseMoment,
  name: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  message: z.string(),
  replyLanguage: id.optional(),
});

export const commendationSchema = z.object({
  schema: z.literal('org.fairdesk.commendation.v1'),
  ...visitor,
  agency: id,
  nominee: z.object({ kind: z.enum(['person', 'team', 'project']), name: z.string() }),
  values: z.array(z.enum(['respect', 'timeliness', 'quality'])),
  story: z.string(),
});

export const languageComplaintSchema = z.object({
  schema: z.literal('org.fairdesk.language-complaint.v1'),
  ...visitor,
  agency: id,
  reason: z.enum(['not_offered', 'not_available', 'too_slow', 'poor_quality']),
  languageNeeded: z.string().optional(),
  details: z.string().optional(),
});

export const rightsReviewSchema = z.object({
  schema: z.literal('org.fairdesk.rights-review.v1'),
  ...inspector,
  agency: id,
  jointWith: z.array(z.object({ agency: id, inspectorId: id.optional() })).optional(),
  business: z.object({
    name: z.string().min(1),
    address: z.string().optional(),
    licence: z.string().optional(),
    bin: z.string().optional(),
  }),
  recipientRole: z.enum(['owner', 'manager', 'employee', 'nobody_present']),
  preferredLanguage: id.optional(),
  languagesShown: z.array(id),
  copy: z.object({
    how: z.enum(['paper', 'electronic', 'left_on_site', 'deferred', 'offered_not_taken']),
    exception: z.enum(['undercover', 'urgent_safety', 'inspector_safety', 'not_an_inspector']).optional(),
  }),
  interpreter: z.object({
    mode: z.enum([
      'not_needed',
      'inspector',
      'staff',
      'phone',
      'video',
      'in_person',
      'sign_language',
      'companion',
      'none_available',
      'declined',
    ]),
    language: id.optional(),
    waitMinutes: z.number().min(0).optional(),
    companionUnder18: z.boolean().optional(),
  }),
  rightsShown: z.array(id),
  acknowledgement: z.object({
    kind: z.enum(['signed', 'typed', 'declined', 'absent']),
    signature: sha256Hex.optional(),
    name: z.string().optional(),
  }),
});

const score = z.number().min(0).max(100).nullable();

export const inspectionSchema = z
  .object({
    schema: z.literal('org.fairdesk.inspection.v1'),
    ...inspector,
    checklistId: id,
    checklistVersion: integer,
    visitedAt: z.iso.datetime({ offset: true }),
    visit: z.enum(['done', 'closed', 'moved', 'refused', 'unsafe']).optional(),
    ratings: z.array(
      z.object({
        itemId: id,
        rating: z.enum(['excellent', 'good', 'fair', 'poor', 'not_observed']),
        note: z.string().optional(),
        photos: z.array(sha256Hex),
      }),
    ),
    scores: z.object({ sections: z.record(z.string(), score), overall: score }),
  })
  .refine((value) => (value.visit ?? 'done') === 'done' || value.ratings.length === 0, {
    path: ['ratings'],
    message: 'must be empty when the visit was not done',
  });

export const correctionCheckSchema = z.object({
  schema: z.literal('org.fairdesk.correction-check.v1'),
  ...inspector,
  findingId: id,
  outcome: z.enum(['corrected', 'not_corrected']),
  note: z.string().optional(),
  photos: z.array(sha256Hex),
});

export const trainingSchema = z.object({
  schema: z.literal('org.fairdesk.training.v1'),
  ...inspector,
  agency: id,
  programmeId: id,
  programmeVersion: integer,
  score: z.number(),
  passed: z.boolean(),
  completedAt: z.iso.datetime({ offset: true }),
});

/** Every type the central endpoint accepts, by its name on the wire. */
export const payloadSchemas = {
  'org.fairdesk.feedback.v1': feedbackSchema,
  'org.fairdesk.contact-request.v1': contactRequestSchema,
  'org.fairdesk.commendation.v1': commendationSchema,
  'org.fairdesk.language-complaint.v1': languageComplaintSchema,
  'org.fairdesk.rights-review.v1': rightsReviewSchema,
  'org.fairdesk.inspection.v1': inspectionSchema,
  'org.fairdesk.correction-check.v1': correctionCheckSchema,
  'org.fairdesk.training.v1': trainingSchema,
} as const;

export type ReportType = keyof typeof payloadSchemas;
export type Payload = { [T in ReportType]: z.infer<(typeof payloadSchemas)[T]> }[ReportType];
export type FeedbackPayload = z.infer<typeof feedbackSchema>;
export type ContactRequestPayload = z.infer<typeof contactRequestSchema>;
export type CommendationPayload = z.infer<typeof commendationSchema>;
export type LanguageComplaintPayload = z.infer<typeof languageComplaintSchema>;
export type RightsReviewPayload = z.infer<typeof rightsReviewSchema>;

/** The types that visitors send: coarse time, no trace back to a device and a second. A kiosk sends only these. */
export const visitorTypes = [
  'org.fairdesk.feedback.v1',
  'org.fairdesk.contact-request.v1',
  'org.fairdesk.commendation.v1',
  'org.fairdesk.language-complaint.v1',
] as const satisfies readonly ReportType[];
export type VisitorType = (typeof visitorTypes)[number];

export function isReportType(type: string): type is ReportType {
  return Object.hasOwn(payloadSchemas, type);
}

export function isVisitorType(type: string): type is VisitorType {
  return (visitorTypes as readonly string[]).includes(type);
}

/**
 * Parses what was under a seal. The problem names the first field that is wrong and never repeats its value.
 *
 * @param type the event's `type`, which the sealed `schema` must equal
 */
export function parsePayload(type: ReportType, value: unknown): Result<Payload, { type: 'schema'; problem: Problem }> {
  const unclean = firstUncleanPath(value);
  if (unclean !== null) return refused(`${unclean} holds U+0000 or a lone surrogate`);
  const parsed = payloadSchemas[type].safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return refused(`${issue?.path.join('.') || '(root)'}: ${issue?.message ?? 'does not follow the schema'}`);
}

function refused(detail: string) {
  return err({ type: 'schema' as const, problem: problem('schema', detail) });
}
