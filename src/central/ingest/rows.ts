/** What is stored of a payload, and where: visitors' words without a trace of the report, inspectors' reports whole. */
import { dayName, hourName } from '../../shared/clock.ts';
import { reportIdSchema } from '../../shared/ids.ts';
import { assertNever } from '../../shared/result.ts';
import type { Payload } from '../../shared/reports/payloads.ts';
import type { VisitorKind } from '../store/tables.ts';

export interface NamedAttachment {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
}

export type Stored =
  | {
      readonly kind: 'visitor';
      readonly centerId: string;
      readonly visitorKind: VisitorKind;
      readonly practice: boolean;
      readonly recorded: string;
      /** JSON of exactly the fields that are kept. */
      readonly said: string;
      readonly attachments: readonly NamedAttachment[];
    }
  | {
      readonly kind: 'inspector';
      readonly centerId: string;
      readonly type: string;
      readonly practice: boolean;
      readonly payload: string;
      /** Of a review of the rights: what its trail says. */
      readonly review: { readonly inspector: string; readonly supersedes: string | null } | null;
      readonly attachments: readonly NamedAttachment[];
    };

/** No center is ''. */
export function rowOf(payload: Payload): Stored {
  const centerId = payload.centerId ?? '';
  const practice = payload.practice ?? false;
  const visitor = (visitorKind: VisitorKind, recorded: string, said: object): Stored => ({
    kind: 'visitor',
    centerId,
    visitorKind,
    practice,
    recorded,
    said: JSON.stringify(said),
    // That a report has a blob, and how large, is all the ledger learns: its media type could tell the kind.
    attachments: payload.attachments.map(({ sha256, size }) => ({ sha256, size, mediaType: '' })),
  });
  switch (payload.schema) {
    case 'org.fairdesk.feedback.v1': {
      const { agency, surveyId, surveyVersion, locale, contentVersion, partial, answers } = payload;
      return visitor('feedback', coarseHour(payload.recorded), {
        agency,
        surveyId,
        surveyVersion,
        locale,
        contentVersion,
        partial,
        answers,
      });
    }
    case 'org.fairdesk.contact-request.v1': {
      const { name, email, phone, message, replyLanguage } = payload;
      return visitor('contact-request', coarseHour(payload.recorded).slice(0, 10), {
        name,
        email,
        phone,
        message,
        replyLanguage,
      });
    }
    case 'org.fairdesk.commendation.v1': {
      const { agency, locale, nominee, values, story } = payload;
      return visitor('commendation', coarseHour(payload.recorded), { agency, locale, nominee, values, story });
    }
    case 'org.fairdesk.language-complaint.v1': {
      const { agency, locale, reason, languageNeeded, details } = payload;
      return visitor('language-complaint', coarseHour(payload.recorded), {
        agency,
        locale,
        reason,
        languageNeeded,
        details,
      });
    }
    case 'org.fairdesk.rights-review.v1':
    case 'org.fairdesk.inspection.v1':
    case 'org.fairdesk.correction-check.v1':
    case 'org.fairdesk.training.v1':
      return {
        kind: 'inspector',
        centerId,
        type: payload.schema,
        practice,
        payload: JSON.stringify(payload),
        review:
          payload.schema === 'org.fairdesk.rights-review.v1'
            ? { inspector: payload.inspectorId, supersedes: reportNamed(payload.supersedes) }
            : null,
        attachments: payload.attachments.map(({ sha256, size, mediaType }) => ({ sha256, size, mediaType })),
      };
    default:
      return assertNever(payload);
  }
}

/** A payload may name anything there; only an id can be a report's. */
function reportNamed(supersedes: string | null): string | null {
  return reportIdSchema.safeParse(supersedes).success ? supersedes : null;
}

/** A finer time is taken and not stored (wire contract, "Visitor kinds"). */
function coarseHour(recorded: { hour: string } | { day: string } | { wall: string }): string {
  if ('hour' in recorded) return recorded.hour;
  if ('day' in recorded) return dayName(Date.parse(recorded.day));
  return hourName(Date.parse(recorded.wall));
}
