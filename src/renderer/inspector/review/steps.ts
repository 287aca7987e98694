/** The steps of a review and what each still lacks. Pure. */
import type { ReviewDraft } from '../../../shared/reviews/draft.ts';
import { reviewFaults, type ReviewFault, type ReviewField } from '../../../shared/reviews/rules.ts';
import { reviewSteps, type ReviewStep } from '../../../shared/reviews/terms.ts';

export interface StepState {
  readonly step: ReviewStep;
  readonly faults: readonly ReviewFault[];
}

/** Every step with what keeps it from being whole. */
export function stepsOf(draft: ReviewDraft, rights: readonly string[]): readonly StepState[] {
  const faults = reviewFaults(draft, rights);
  return reviewSteps.map((step) => ({ step, faults: faults.filter((fault) => fault.step === step) }));
}

export function stepAfter(step: ReviewStep): ReviewStep | null {
  return reviewSteps[reviewSteps.indexOf(step) + 1] ?? null;
}

export function stepBefore(step: ReviewStep): ReviewStep | null {
  return reviewSteps[reviewSteps.indexOf(step) - 1] ?? null;
}

/** What is wrong with one field, or null. */
export function faultOf(faults: readonly ReviewFault[], field: ReviewField): ReviewFault['fault'] | null {
  return faults.find((fault) => fault.field === field)?.fault ?? null;
}
