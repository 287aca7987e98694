/** What the visitor's face asks of the desk: forms become reports, screens get their words. */
import type { CallAnswer, CallArgument, CallName, DeliveryStatus, Face, SubmitError } from '../../shared/bridge.ts';
import { checkAnswers, type Answers } from '../../shared/content/answering.ts';
import type { mediaCallSchemas } from '../../shared/content/media.ts';
import type { Survey } from '../../shared/content/survey.ts';
import type { inspectorCallSchemas } from '../../shared/inspector.ts';
import { err, ok } from '../../shared/result.ts';
import type { speechCallSchemas } from '../../shared/speech.ts';
import type { staffCallSchemas } from '../../shared/staff.ts';
import { UNASSIGNED } from '../content/agency.ts';
import type { Content } from '../content/content.ts';
import type { DeskLog } from '../log-events.ts';
import type { Reports } from '../reports/reports.ts';
import type { Session } from './session.ts';

export interface HandlerParts {
  readonly content: Content;
  readonly reports: Reports;
  readonly session: Session;
  readonly face: () => Face;
  readonly status: () => DeliveryStatus;
  /** The agency reports are about, or null where it is not known. */
  readonly agency: () => string | null;
}

export type Handlers = {
  readonly [C in CallName]: (argument: CallArgument<C>) => CallAnswer<C> | Promise<CallAnswer<C>>;
};

/** Calls of the visitor's face; speech, media, staff, inspectors and the date helper have rooms of their own. */
export type VisitorHandlers = Omit<
  Handlers,
  | keyof typeof speechCallSchemas
  | keyof typeof mediaCallSchemas
  | keyof typeof staffCallSchemas
  | keyof typeof inspectorCallSchemas
  | 'contest.calendar'
>;

export function handlers(parts: HandlerParts, log: DeskLog): VisitorHandlers {
  const { content, reports, session } = parts;
  const isOffered = (locale: string) => content.words(locale) !== null;
  const isKnown = (id: string) =>
    id === UNASSIGNED || id === parts.agency() || content.catalogue.agencies.some((agency) => agency.id === id);

  return {
    'face.open'() {
      // A face that opens has no visitor yet, whatever the one before it said last.
      session.set(false);
      return parts.face();
    },
    'content.read'({ locale }) {
      const words = content.words(locale);
      return words === null ? err({ type: 'unknown-locale' }) : ok(words);
    },
    'session.set'({ active }) {
      session.set(active);
      return null;
    },
    async 'feedback.submit'(form) {
      const survey = content.catalogue.surveys.find((each) => each.id === form.surveyId);
      if (survey === undefined) return invalid('surveyId', 'is not a survey of this device');
      if (survey.version !== form.surveyVersion) return invalid('surveyVersion', 'is not the version of this device');
      if (!isOffered(form.locale)) return invalid('locale', 'is not a language of this device');
      const wrong = checkAnswers(survey, form.answers);
      if (wrong !== null) return invalid(answerField(survey, wrong.questionId), wrong.detail);
      return reports.submit(
        {
          schema: 'org.fairdesk.feedback.v1',
          locale: form.locale,
          surveyId: survey.id,
          surveyVersion: survey.version,
          agency: parts.agency() ?? UNASSIGNED,
          partial: form.partial,
          answers: inSurveyOrder(survey, form.answers, form.partial),
        },
        form.key,
      );
    },
    async 'contact.submit'({ key, ...form }) {
      return reports.submit({ schema: 'org.fairdesk.contact-request.v1', ...form }, key);
    },
    async 'commendation.submit'({ key, ...form }) {
      if (!isOffered(form.locale)) return invalid('locale', 'is not a language of this device');
      if (!isKnown(form.agency)) return invalid('agency', 'is not an agency of this device');
      return reports.submit({ schema: 'org.fairdesk.commendation.v1', ...form }, key);
    },
    async 'complaint.submit'({ key, ...form }) {
      if (!isOffered(form.locale)) return invalid('locale', 'is not a language of this device');
      if (!isKnown(form.agency)) return invalid('agency', 'is not an agency of this device');
      return reports.submit({ schema: 'org.fairdesk.language-complaint.v1', ...form }, key);
    },
    'panel.stuck'() {
      if (session.notePanelStuck()) log({ event: 'panel-stuck' });
      return null;
    },
    'delivery.status': () => parts.status(),
  };
}

/**
 * Answers as the survey asks them. An empty text is no answer; what silence cut short keeps no text,
 * for nobody said that it should be sent.
 */
function inSurveyOrder(survey: Survey, answers: Answers, partial: boolean) {
  const questions = survey.screens.flatMap((screen) => screen.questions);
  return questions.flatMap((question) => {
    const value = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    if (value === undefined) return [];
    if (question.kind === 'text' && (partial || value === '')) return [];
    return [{ questionId: question.id, value }];
  });
}

/** Names the question where the survey asks it; what else a caller made up is not repeated. */
function answerField(survey: Survey, questionId: string): string {
  const asked = survey.screens.some((screen) => screen.questions.some((question) => question.id === questionId));
  return asked ? `answers.${questionId}` : 'answers';
}

function invalid(field: string, detail: string) {
  return err<SubmitError>({ type: 'invalid', field, detail });
}
