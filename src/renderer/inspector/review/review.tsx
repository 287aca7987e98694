/** What every step of a review is given: the draft, how to change it, and what is wrong with a field. */
import { createContext, useContext } from 'react';
import type { ReviewDraft } from '../../../shared/reviews/draft.ts';
import type { ReviewStep } from '../../../shared/reviews/terms.ts';
import type { ReviewFault, ReviewField } from '../../../shared/reviews/rules.ts';

export interface Review {
  /** What is sent of this one is kept out of every result. */
  readonly practice: boolean;
  readonly draft: ReviewDraft;
  readonly edit: (change: (draft: ReviewDraft) => ReviewDraft) => void;
  readonly faults: readonly ReviewFault[];
  /** Whether sending was tried: from then on what is missing is said beside its field. */
  readonly tried: boolean;
  /** What is wrong with a field in words, or null while there is nothing to say. */
  readonly said: (field: ReviewField) => string | null;
  /** Opens a step at its title, or at one of its fields. */
  readonly goTo: (step: ReviewStep, field?: string | null) => void;
}

const ReviewContext = createContext<Review | null>(null);
export const ReviewProvider = ReviewContext;

export function useReview(): Review {
  const review = useContext(ReviewContext);
  if (review === null) throw new Error('a step stands outside its review');
  return review;
}
