/**
 * A review that is finished, as the wire contract says it (`org.fairdesk.rights-review.v1`). Pure. What was
 * left empty is left out, and so is what does not go with what was chosen in the end.
 */
import type { ReviewDraft } from '../../shared/reviews/draft.ts';
import { acknowledgementsFor, asksForException, asksForLanguage, asksForWait } from '../../shared/reviews/rules.ts';
import type { AcknowledgementKind } from '../../shared/reviews/terms.ts';
import type { InspectorDraft } from '../reports/draft.ts';

export interface Signer {
  /** Name of the account. */
  readonly account: string;
  readonly agency: string;
  /** SHA-256 of the attachment that holds what was drawn; null where nothing was. */
  readonly signature: string | null;
}

/** What is said under a review in the end: where one thing alone can be said, that. */
export function acknowledgementOf(draft: ReviewDraft): AcknowledgementKind | null {
  const kinds = acknowledgementsFor(draft);
  return kinds.length === 1 ? (kinds[0] ?? null) : draft.acknowledgement.kind;
}

/** @throws Error where `draft` has faults: they are asked for before */
export function reviewForm(draft: ReviewDraft, { account, agency, signature }: Signer): InspectorDraft {
  const { business, copy, interpreter } = draft;
  const kind = acknowledgementOf(draft);
  if (draft.recipientRole === null || copy.how === null || interpreter.mode === null || kind === null) {
    throw new Error('a review with faults was to be sent');
  }
  const { mode } = interpreter;
  const jointWith = draft.jointWith.map((other) => ({
    agency: other.agency.trim(),
    ...filled('inspectorId', other.inspectorId),
  }));
  const exception = asksForException(draft) === 'no' ? null : copy.exception;
  return {
    schema: 'org.fairdesk.rights-review.v1',
    locale: 'en',
    supersedes: draft.supersedes === '' ? null : draft.supersedes,
    inspectorId: account,
    agency,
    ...(jointWith.length === 0 ? {} : { jointWith }),
    business: {
      name: business.name.trim(),
      ...filled('address', business.address),
      ...filled('licence', business.licence),
      ...filled('bin', business.bin),
    },
    recipientRole: draft.recipientRole,
    ...given('preferredLanguage', draft.preferredLanguage),
    languagesShown: [...new Set(draft.languagesShown)],
    copy: { how: copy.how, ...given('exception', exception) },
    interpreter: {
      mode,
      ...given('language', asksForLanguage(mode) ? interpreter.language : null),
      ...given('waitMinutes', asksForWait(mode) ? interpreter.waitMinutes : null),
      ...given('companionUnder18', mode === 'companion' ? interpreter.companionUnder18 : null),
    },
    rightsShown: [...new Set(draft.rightsShown)],
    acknowledgement: {
      kind,
      ...given('signature', kind === 'signed' ? signature : null),
      ...(kind === 'signed' || kind === 'typed' ? filled('name', draft.acknowledgement.name) : {}),
    },
  };
}

function filled<K extends string>(key: K, text: string): { [key in K]?: string } {
  const trimmed = text.trim();
  return given(key, trimmed === '' ? null : trimmed);
}

function given<K extends string, V>(key: K, value: V | null): { [key in K]?: V } {
  return (value === null ? {} : { [key]: value }) as { [key in K]?: V };
}
