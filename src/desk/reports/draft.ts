/** A report as a form gives it, and what the desk adds: where, when, with which content. */
import { dayName, hourName, startOfDay, startOfHour } from '../../shared/clock.ts';
import {
  payloadSchemas,
  type CommendationPayload,
  type ContactRequestPayload,
  type FeedbackPayload,
  type LanguageComplaintPayload,
  type Payload,
  type ReportType,
} from '../../shared/reports/payloads.ts';
import { cleanText, firstUncleanPath } from '../../shared/text.ts';
import type { Attachment } from '../attachments/blob-folder.ts';

type Form<P> = Omit<P, 'recorded' | 'centerId' | 'contentVersion' | 'attachments' | 'practice'>;
/** What a visitor's form says. */
export type Draft =
  | Form<FeedbackPayload>
  | Form<CommendationPayload>
  | Form<ContactRequestPayload>
  | Form<LanguageComplaintPayload>;

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

/** The payload of a form: cleaned text, the place, and the time as coarse as its type asks. Not validated yet. */
export function payloadOf(draft: Draft, place: Place, wall: number, attachments: readonly Attachment[] = []): Payload {
  const { practice, ...where } = place;
  const recorded = recordedAt(draft.schema, wall);
  const written = { ...draft, ...(practice ? { practice } : {}), ...where, recorded, attachments };
  return (firstUncleanPath(written) === null ? written : cleaned(written)) as Payload;
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

/** What a visitor's payload says of time: the hour, a contact request the day. */
function recordedAt(type: ReportType, wall: number): { hour: string } | { day: string } {
  return isContactRequest(type) ? { day: dayName(wall) } : { hour: hourName(wall) };
}

/** The moment of the envelope and inside the id: the start of the hour, of a contact request the start of the day. */
export function coarseMoment(type: string, wall: number): number {
  return isContactRequest(type) ? startOfDay(wall) : startOfHour(wall);
}

/** `value` with every text in it as every database and every parser takes it. */
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleaned(inner)]));
}
