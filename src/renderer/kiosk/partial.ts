/** What silence may keep: what was chosen in a survey, never what was typed. */
import type { Answers } from '../../shared/content/answering.ts';
import type { Survey } from '../../shared/content/survey.ts';

/** @returns the chosen answers without any text, or null where nothing is left to keep */
export function partialAnswers(survey: Survey, answers: Answers): Answers | null {
  const kept = survey.screens
    .flatMap((screen) => screen.questions)
    .filter((question) => question.kind !== 'text')
    .flatMap((question) => {
      const value = answers[question.id];
      const empty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
      return empty ? [] : [[question.id, value] as const];
    });
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
