/** The pure rules of walking through a survey. No zod here: the faces use it. */
import { cleanText } from '../text.ts';
import type { ChoiceQuestion, Survey, SurveyQuestion, SurveyScreen } from './survey.ts';

/** Of a visit to a center, at its kiosk. */
export const VISIT_SURVEY = 'visit';
/** Of an inspection, for the owner of the business (Charter §15(h)). */
export const OWNER_SURVEY = 'business-owner';

export type AnswerValue = string | number | string[] | null;
/** What was chosen so far, by question. A question that was not touched is absent. */
export type Answers = Readonly<Record<string, AnswerValue>>;

/** Whether anything was chosen or typed on this screen: the button reads Next then, else Skip. */
function isAnswered(screen: SurveyScreen, answers: Answers): boolean {
  return screen.questions.some((question) => {
    const value = answers[question.id];
    if (value === undefined || value === null) return false;
    return typeof value === 'number' || value.length > 0;
  });
}

/** Where somebody stands on screen `at`: whether it is the last, and whether this one or any holds an answer. */
export function stepOf(survey: Survey, at: number, answers: Answers) {
  const screen = survey.screens[at];
  return {
    last: at >= survey.screens.length - 1,
    answered: screen !== undefined && isAnswered(screen, answers),
    anything: survey.screens.some((each) => isAnswered(each, answers)),
  };
}

/** What is sent of it: what was skipped or emptied again is no answer. */
export function givenAnswers(answers: Answers): Record<string, AnswerValue> {
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([, value]) => value !== null && (typeof value === 'number' || value.length > 0))
      .map(([id, value]) => [id, typeof value === 'string' ? cleanText(value) : value]),
  );
}

/** The value that choosing `optionId` gives this question, from what it held before. */
export function choose(question: ChoiceQuestion, held: AnswerValue | undefined, optionId: string): AnswerValue {
  const option = question.options.find((each) => each.id === optionId);
  if (option === undefined) return held ?? null;
  if (question.kind !== 'many') return option.value ?? option.id;
  const before = Array.isArray(held) ? held : [];
  if (before.includes(optionId)) return before.filter((each) => each !== optionId);
  if (option.alone === true) return [optionId];
  const alone = new Set(question.options.filter((each) => each.alone === true).map((each) => each.id));
  return [...before.filter((each) => !alone.has(each)), optionId];
}

/** The ids of the options that `value` stands for. */
export function chosen(question: ChoiceQuestion, value: AnswerValue | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  return question.options.filter((each) => (each.value ?? each.id) === value).map((each) => each.id);
}

export type AnswerError = { type: 'answer'; questionId: string; detail: string };

/** What is wrong with answers that claim to be this survey's, or null. Skipped questions are fine. */
export function checkAnswers(survey: Survey, answers: Answers): AnswerError | null {
  const questions = new Map(survey.screens.flatMap((each) => each.questions).map((each) => [each.id, each]));
  for (const [questionId, value] of Object.entries(answers)) {
    const question = questions.get(questionId);
    if (question === undefined) return { type: 'answer', questionId, detail: 'is not asked by this survey' };
    const detail = wrongWith(question, value);
    if (detail !== null) return { type: 'answer', questionId, detail };
  }
  return null;
}

function wrongWith(question: SurveyQuestion, value: AnswerValue): string | null {
  if (value === null) return null;
  if (question.kind === 'text') {
    if (typeof value !== 'string') return 'must be text';
    return value.length > question.maxLength ? `must be at most ${question.maxLength} characters` : null;
  }
  if (question.kind === 'many') {
    if (!Array.isArray(value)) return 'must be a list of options';
    const known = new Set(question.options.map((each) => each.id));
    if (new Set(value).size !== value.length) return 'must name each option once';
    return value.every((each) => known.has(each)) ? null : 'names an option that is not offered';
  }
  return question.options.some((each) => (each.value ?? each.id) === value) ? null : 'is not an option that is offered';
}
