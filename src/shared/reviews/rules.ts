/**
 * What a review must say before it can be sent, and what goes with what (Charter §15(f)(2)). Pure: the
 * face shows it while it is written, the desk asks again before it commits.
 */
import type { ReviewDraft } from './draft.ts';
import type { AcknowledgementKind, CopyWay, InterpreterMode, ReviewStep } from './terms.ts';

/** One thing that is missing or does not go with the rest. `field` names the control that mends it. */
export interface ReviewFault {
  readonly step: ReviewStep;
  readonly field: ReviewField;
  readonly fault: 'missing' | 'wrong';
}

export type ReviewField =
  | 'name'
  | 'bin'
  | 'recipientRole'
  | 'how'
  | 'exception'
  | 'jointWith'
  | 'mode'
  | 'waitMinutes'
  | 'companionUnder18'
  | 'rightsShown'
  | 'kind'
  | 'signature'
  | 'signedName';

/** What the law or good practice says about what was chosen; it is shown and stops nobody: what happened is recorded as it happened. */
export type ReviewAdvice =
  /** Without one of the four reasons the copy at the start is a physical one. */
  | 'physical-copy'
  /** With nobody present a physical copy is left on site. */
  | 'leave-copy'
  /** A child is not to interpret. */
  | 'no-children'
  /** An interpreter is free on request and was not to be had. */
  | 'none-available';

/** Ways a copy can have gone, given who was there: what cannot have happened is not offered. */
export function waysFor(draft: Pick<ReviewDraft, 'recipientRole'>): readonly CopyWay[] {
  return draft.recipientRole === 'nobody_present'
    ? ['left_on_site', 'deferred']
    : ['paper', 'electronic', 'left_on_site', 'offered_not_taken', 'deferred'];
}

/** Whether the law's reason is asked for: where the copy waits, and where it went by wire alone. */
export function asksForException({ copy }: Pick<ReviewDraft, 'copy'>): 'must' | 'may' | 'no' {
  if (copy.how === 'deferred') return 'must';
  return copy.how === 'electronic' ? 'may' : 'no';
}

/** What can be said under a review: of an absent person only that, of one who is there the three that are equal. */
export function acknowledgementsFor(
  draft: Pick<ReviewDraft, 'recipientRole' | 'copy'>,
): readonly AcknowledgementKind[] {
  if (draft.recipientRole === 'nobody_present') return ['absent'];
  // An undercover or urgent inspection may have had nobody to ask.
  return draft.copy.how === 'deferred' ? ['signed', 'typed', 'declined', 'absent'] : ['signed', 'typed', 'declined'];
}

/** Modes in which somebody was waited for. */
const WAITED: ReadonlySet<InterpreterMode> = new Set([
  'staff',
  'phone',
  'video',
  'in_person',
  'sign_language',
  'none_available',
]);

export function asksForWait(mode: InterpreterMode | null): boolean {
  return mode !== null && WAITED.has(mode);
}

/** Whether an interpreter's language is asked for. */
export function asksForLanguage(mode: InterpreterMode | null): boolean {
  return mode !== null && mode !== 'not_needed' && mode !== 'sign_language';
}

export function adviceFor(draft: ReviewDraft): readonly ReviewAdvice[] {
  const { copy, interpreter, recipientRole } = draft;
  const advice: ReviewAdvice[] = [];
  if (copy.how === 'electronic' && copy.exception === null && draft.supersedes === null) advice.push('physical-copy');
  if (recipientRole === 'nobody_present' && copy.how === 'deferred' && draft.supersedes === null) {
    advice.push('leave-copy');
  }
  if (interpreter.mode === 'companion' && interpreter.companionUnder18 === true) advice.push('no-children');
  if (interpreter.mode === 'none_available') advice.push('none-available');
  return advice;
}

/** Whether rights must have been on the screen: not where the copy waits or nobody was there to see them. */
export function asksForRights(draft: Pick<ReviewDraft, 'recipientRole' | 'copy'>): boolean {
  return draft.recipientRole !== 'nobody_present' && draft.copy.how !== 'deferred';
}

/**
 * Everything that keeps a review from being sent, in the order of the steps.
 *
 * @param rights ids of the rights of the content
 */
export function reviewFaults(draft: ReviewDraft, rights: readonly string[]): readonly ReviewFault[] {
  const faults: ReviewFault[] = [];
  const missing = (step: ReviewStep, field: ReviewField) => faults.push({ step, field, fault: 'missing' });
  const wrong = (step: ReviewStep, field: ReviewField) => faults.push({ step, field, fault: 'wrong' });
  const { business, copy, interpreter, acknowledgement } = draft;

  if (business.name.trim() === '') missing('business', 'name');
  if (business.bin.trim() !== '' && !/^\d{7}$/.test(business.bin.trim())) wrong('business', 'bin');

  if (draft.recipientRole === null) missing('copy', 'recipientRole');
  if (copy.how === null) missing('copy', 'how');
  else if (!waysFor(draft).includes(copy.how)) wrong('copy', 'how');
  if (asksForException(draft) === 'must' && copy.exception === null) missing('copy', 'exception');
  if (draft.jointWith.some(({ agency }) => agency.trim() === '')) wrong('copy', 'jointWith');
  if (interpreter.mode === null) missing('copy', 'mode');
  if (interpreter.mode === 'companion' && interpreter.companionUnder18 === null) missing('copy', 'companionUnder18');

  if (asksForRights(draft) && draft.rightsShown.length === 0) missing('rights', 'rightsShown');
  if (draft.rightsShown.some((id) => !rights.includes(id))) wrong('rights', 'rightsShown');

  const kinds = acknowledgementsFor(draft);
  const kind = kinds.length === 1 ? (kinds[0] ?? null) : acknowledgement.kind;
  if (kind === null) missing('sign', 'kind');
  else if (!kinds.includes(kind)) wrong('sign', 'kind');
  if (kind === 'signed' && !isDrawn(draft)) missing('sign', 'signature');
  if (kind === 'typed' && acknowledgement.name.trim() === '') missing('sign', 'signedName');
  return faults;
}

/** Whether anything was drawn. */
function isDrawn({ acknowledgement }: Pick<ReviewDraft, 'acknowledgement'>): boolean {
  return acknowledgement.signature !== null && acknowledgement.signature.strokes.some((stroke) => stroke.length > 0);
}
