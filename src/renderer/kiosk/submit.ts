/** Hands a finished form to the desk and says what became of it. */
import type { Bridge, CallInput, Saved, SubmitError } from '../../shared/bridge.ts';
import { givenAnswers } from '../../shared/content/answering.ts';
import type { Survey } from '../../shared/content/survey.ts';
import { err, type Result } from '../../shared/result.ts';
import { cleanText } from '../../shared/text.ts';
import { partialAnswers } from './partial.ts';
import type { Failure, FormName, Session } from './session.ts';

export type SubmitResult = Result<Saved, { type: Failure }>;

/** @returns null where the session holds no such form */
export async function submitForm(
  bridge: Bridge,
  form: FormName,
  session: Session,
  survey: Survey,
): Promise<SubmitResult | null> {
  switch (form) {
    case 'survey': {
      const input = feedbackOf(session, survey, false);
      return input === null ? null : outcome(await bridge.call('feedback.submit', input));
    }
    case 'thank': {
      const input = commendationOf(session);
      return input === null ? null : outcome(await bridge.call('commendation.submit', input));
    }
    case 'complaint': {
      const input = complaintOf(session);
      return input === null ? null : outcome(await bridge.call('complaint.submit', input));
    }
    case 'contact': {
      const input = contactOf(session);
      return input === null ? null : outcome(await bridge.call('contact.submit', input));
    }
  }
}

/** Keeps what silence left: without a word that was typed. Nobody waits for its answer. */
export async function submitPartial(bridge: Bridge, session: Session, survey: Survey): Promise<void> {
  const input = feedbackOf(session, survey, true);
  if (input !== null) await bridge.call('feedback.submit', input);
}

function feedbackOf(session: Session, survey: Survey, partial: boolean): CallInput<'feedback.submit'> | null {
  if (session.survey === null || session.locale === null) return null;
  const answers = partial ? partialAnswers(survey, session.survey.answers) : session.survey.answers;
  if (answers === null) return null;
  return {
    key: session.survey.key,
    surveyId: survey.id,
    surveyVersion: survey.version,
    locale: session.locale,
    partial,
    answers: givenAnswers(answers),
  };
}

function commendationOf(session: Session): CallInput<'commendation.submit'> | null {
  const { thank, locale } = session;
  if (thank === null || locale === null || thank.draft.agency === null || thank.draft.kind === null) return null;
  return {
    key: thank.key,
    locale,
    agency: thank.draft.agency,
    nominee: { kind: thank.draft.kind, name: cleanText(thank.draft.name.trim()) },
    values: [...thank.draft.values],
    story: cleanText(thank.draft.story.trim()),
  };
}

function complaintOf(session: Session): CallInput<'complaint.submit'> | null {
  const { complaint, locale } = session;
  if (complaint === null || locale === null || complaint.draft.agency === null || complaint.draft.reason === null) {
    return null;
  }
  const { agency, reason } = complaint.draft;
  const languageNeeded = cleanText(complaint.draft.languageNeeded.trim());
  const details = cleanText(complaint.draft.details.trim());
  return {
    key: complaint.key,
    locale,
    agency,
    reason,
    ...(languageNeeded === '' ? {} : { languageNeeded }),
    ...(details === '' ? {} : { details }),
  };
}

function contactOf(session: Session): CallInput<'contact.submit'> | null {
  if (session.contact === null) return null;
  const { key, draft } = session.contact;
  const given = (text: string) => cleanText(text.trim());
  return {
    key,
    ...(given(draft.name) === '' ? {} : { name: given(draft.name) }),
    ...(given(draft.email) === '' ? {} : { email: given(draft.email) }),
    ...(given(draft.phone) === '' ? {} : { phone: given(draft.phone) }),
    message: given(draft.message),
    // Only when the visitor asks for an answer in it: a language identifies whoever stands beside it.
    ...(draft.sameLanguage && session.locale !== null ? { replyLanguage: session.locale } : {}),
  };
}

type SubmitReply = Result<Result<Saved, SubmitError>, { type: string }>;

function outcome(reply: SubmitReply): SubmitResult {
  if (!reply.ok) return err({ type: reply.error.type === 'bad-argument' ? 'invalid' : 'desk' });
  return reply.value.ok ? reply.value : err({ type: reply.value.error.type });
}
