/** What a contact needs before someone can answer it. */
import type { ContactDraft } from '../session.ts';

export type ContactProblem = 'reach' | 'email' | 'message';

/** Only what cannot be an address at all is refused: something before an @, a dot after it, no space. */
const EMAIL_SHAPE = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function reachProblem(draft: ContactDraft): ContactProblem | null {
  const email = draft.email.trim();
  if (email === '' && draft.phone.trim() === '') return 'reach';
  return email !== '' && !EMAIL_SHAPE.test(email) ? 'email' : null;
}

export function messageProblem(draft: ContactDraft): ContactProblem | null {
  return draft.message.trim() === '' ? 'message' : null;
}
