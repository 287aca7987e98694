/** What the surveys that ship with this version ask: which values are options, and which questions take words. */
import type { Survey } from '../../shared/content/survey.ts';
import { shippedCatalogue } from '../content/shipped.ts';

export type Asked =
  | { readonly kind: 'choice'; readonly values: ReadonlySet<string | number> }
  | { readonly kind: 'words' }
  /** A survey or question that this version has not seen. */
  | { readonly kind: 'unknown' };

export type SurveyBook = (surveyId: string, version: number, questionId: string) => Asked;

export function surveyBook(surveys: readonly Survey[]): SurveyBook {
  const known = new Map<string, Asked>();
  for (const { id, version, screens } of surveys) {
    for (const question of screens.flatMap((screen) => screen.questions)) {
      known.set(
        JSON.stringify([id, version, question.id]),
        question.kind === 'text'
          ? { kind: 'words' }
          : { kind: 'choice', values: new Set(question.options.map((option) => option.value ?? option.id)) },
      );
    }
  }
  return (surveyId, version, questionId) =>
    known.get(JSON.stringify([surveyId, version, questionId])) ?? { kind: 'unknown' };
}

/** The book of the content that ships with the app. */
export function shippedSurveys(): SurveyBook {
  return surveyBook(shippedCatalogue().surveys);
}
