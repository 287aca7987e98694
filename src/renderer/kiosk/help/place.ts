/** Where one can be in "Help in my language". */
export type HelpPage =
  | { readonly page: 'hub' | 'interpreter' | 'sign' | 'more' }
  /** `language`: a tag of the wider list, or null for the language of the face. */
  | { readonly page: 'card'; readonly language: string | null }
  | { readonly page: 'complaint'; readonly step: ComplaintStep };

export const COMPLAINT_STEPS = ['agency', 'reason', 'details'] as const;
export type ComplaintStep = (typeof COMPLAINT_STEPS)[number];

/** The four reasons of the City's language access complaint. */
export const COMPLAINT_REASONS = ['not_offered', 'not_available', 'too_slow', 'poor_quality'] as const;
export type ComplaintReason = (typeof COMPLAINT_REASONS)[number];

export interface ComplaintDraft {
  readonly agency: string | null;
  readonly reason: ComplaintReason | null;
  /** As written; empty where nothing was said. */
  readonly languageNeeded: string;
  readonly details: string;
}
export const EMPTY_COMPLAINT: ComplaintDraft = { agency: null, reason: null, languageNeeded: '', details: '' };
