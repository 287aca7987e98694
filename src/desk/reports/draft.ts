/** A report as a form gives it, and what the desk adds: where, when, with which content. */
import { dayName, hourName, startOfDay, startOfHour } from '../../shared/clock.ts';
import {
  isVisitorType,
  payloadSchemas,
  type CommendationPayload,
  type ContactRequestPayload,
  type FeedbackPayload,
  type LanguageComplaintPayload,
  type Payload,
  type ReportType,
  type RightsReviewPayload,
} from '../../shared/reports/payloads.ts';
import { cleanText, firstUncleanPath } from '../../shared/text.ts';
import type { Attachment } from '../attachments/blob-folder.ts';

type Form<P> = Omit<P, 'recorded' | 'centerId' | 'contentVersion' | 'attachments' | 'practice'>;
/** What a visitor's form says. */
export type VisitorDraft =
  | Form<FeedbackPayload>
  | Form<CommendationPayload>
  | Form<ContactRequestPayload>
  | Form<LanguageComplaintPayload>;
/** What an inspector's form says: they sign for it, so it says when to the second. */
export type InspectorDraft = Form<RightsReviewPayload>;
export type Draft = VisitorDraft | InspectorDraft;

export interface DraftError {
  readonly type: 'invalid';
  readonly field: string;
  readonly detail: string;
}

/** Where a report was written, as far as it is known then. */
export interface Place {
  readonly centerId: string | null;
  readonly contentVersion: string;
  /** Of a device in practice: what it sends is kept out of every result. */
  readonly practice: boolean;
}

/** When a report is written, as the clocks of this device say it. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly wall: number;
  readonly monotonicMs: number;
  /** Of this run of the desk: by it monotonic times are compared. */
  readonly bootId: string;
}

/** The payload of a form: cleaned text, the place, and the time as coarse as its type asks. Not validated yet. */
export function payloadOf(
  draft: Draft,
  place: Place,
  moment: Moment,
  attachments: readonly Attachment[] = [],
): Payload {
  const { practice, ...where } = place;
  const recorded = recordedAt(draft.schema, moment);
  const written = { ...draft, ...(practice ? { practice } : {}), ...where, recorded, attachments };
  return (firstUncleanPath(written) === null ? written : withCleanText(written)) as Payload;
}

/**
 * @returns the first field that is wrong, or null
 * @throws Error where the payload holds what its schema does not know: a form was built wrongly here
 */
export function payloadFault(payload: Payload): DraftError | null {
  const parsed = payloadSchemas[payload.schema].safeParse(payload);
  if (parsed.success) {
    // What is sealed is the payload itself, so nothing of it may have been left out of the check.
    if (JSON.stringify(parsed.data).length === JSON.stringify(payload).length) return null;
    throw new Error(`a payload of ${payload.schema} holds fields of no schema`);
  }
  const issue = parsed.error.issues[0];
  return {
    type: 'invalid',
    field: issue?.path.join('.') ?? '(root)',
    detail: issue?.message ?? 'does not follow the schema',
  };
}

export function isContactRequest(type: string): boolean {
  return type === 'org.fairdesk.contact-request.v1';
}

/** What a payload says of time: a visitor's the hour, a contact request the day, an inspector's all that the clocks say. */
function recordedAt(type: ReportType, { wall, monotonicMs, bootId }: Moment) {
  if (isContactRequest(type)) return { day: dayName(wall) };
  if (isVisitorType(type)) return { hour: hourName(wall) };
  const at = new Date(wall);
  return { wall: at.toISOString(), utcOffsetMinutes: -at.getTimezoneOffset(), monotonicMs, bootId };
}

/** The moment of the envelope and inside the id, as coarse as the type asks. */
export function envelopeMoment(type: string, wall: number): number {
  if (!isVisitorType(type)) return wall;
  return isContactRequest(type) ? startOfDay(wall) : startOfHour(wall);
}

/** `value` with every text in it as every database and every parser takes it. */
export function withCleanText<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleaned(inner)]));
}
