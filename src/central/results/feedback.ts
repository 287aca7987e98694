/**
 * Answers of visitors as they may be read: cells, and what they wrote.
 *
 * Cells count answers that are still in intake too: what was delivered is never invisible. That tells
 * no more than intake itself, which is outside the promise of separation (`ingest/intake.ts`): whoever
 * can run an export can read the database. To readers of what is exported a small cell is suppressed
 * whether it waits or not. Words are listed only once they have left intake, so that nobody can read a
 * comment minutes after its writer walked out, and with nothing beside them but center, agency and month.
 */
import { sql } from 'kysely';
import type { Work } from '../store/database.ts';
import { nameable, suppress, type Counted } from './cells.ts';
import type { SurveyBook } from './survey-book.ts';

interface CellRow {
  readonly center_id: string;
  readonly agency: string;
  readonly survey_id: string;
  readonly survey_version: number;
  readonly question: string;
  /** JSON of a number or of what looks like an option's id; null: words. */
  readonly value: string | number | null;
  readonly answers: number;
}

/** What the id of an option looks like (content/survey.ts). */
const CODE = '^[a-z0-9][a-z0-9_-]{0,63}$';

/** One object a cell; counts of 1 to 5 suppressed, and with them what would give them away. */
export async function* feedbackCells(work: Work, book: SurveyBook): AsyncGenerator<Record<string, unknown>> {
  const { rows } = await sql<CellRow>`
    WITH given AS (
      SELECT center_id, agency, survey_id, survey_version, answers, gen_random_uuid() AS person
      FROM answers WHERE NOT practice
      UNION ALL
      SELECT center_id, said->>'agency', said->>'surveyId', (said->>'surveyVersion')::bigint, said->'answers', gen_random_uuid()
      FROM intake WHERE kind = 'feedback' AND NOT practice
    ), answered AS (
      SELECT given.*, a->>'questionId' AS question, v AS raw, jsonb_typeof(v) AS kind
      FROM given, jsonb_array_elements(answers) a,
        jsonb_array_elements(CASE jsonb_typeof(a->'value') WHEN 'array' THEN a->'value' ELSE jsonb_build_array(a->'value') END) v
    ), sorted AS (
      SELECT center_id, agency, survey_id, survey_version, question, person,
        CASE WHEN kind = 'number' OR raw#>>'{}' ~ ${CODE} THEN raw END AS value
      FROM answered WHERE kind IN ('number', 'string') AND raw <> '""'::jsonb
    )
    SELECT center_id, agency, survey_id, survey_version, question, value, count(DISTINCT person) AS answers
    FROM sorted GROUP BY center_id, agency, survey_id, survey_version, question, value
    ORDER BY center_id, agency, survey_id, survey_version, question, value NULLS LAST`.execute(work);

  for (const group of grouped(rows)) {
    const [first] = group;
    if (first === undefined) continue;
    const asked = book(first.survey_id, first.survey_version, first.question);
    const counted = group.map(({ value, answers }): Counted => ({
      value: value === null ? { kind: 'words' } : { kind: 'value', value },
      answers,
    }));
    for (const cell of suppress(nameable(asked, counted))) {
      yield {
        center: first.center_id === '' ? null : first.center_id,
        agency: first.agency,
        survey: first.survey_id,
        surveyVersion: first.survey_version,
        question: first.question,
        value: cell.value,
        answers: cell.answers,
        ...(cell.answers === null ? { suppressed: true } : {}),
      };
    }
  }
}

function grouped(rows: readonly CellRow[]): CellRow[][] {
  const groups = new Map<string, CellRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.center_id, row.agency, row.survey_id, row.survey_version, row.question]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** Questions that ask for words: known ones, and those with an answer that no option's id could be. */
async function wordQuestions(
  work: Work,
  book: SurveyBook,
): Promise<(surveyId: string, version: number, question: string) => boolean> {
  const { rows } = await sql<{ survey_id: string; survey_version: number; question: string }>`
    SELECT DISTINCT survey_id, survey_version, a->>'questionId' AS question
    FROM answers, jsonb_array_elements(answers) a
    WHERE jsonb_typeof(a->'value') = 'string' AND a->>'value' !~ ${CODE} AND a->>'value' <> ''`.execute(work);
  const seen = new Set(rows.map((row) => JSON.stringify([row.survey_id, row.survey_version, row.question])));
  return (surveyId, version, question) => {
    const asked = book(surveyId, version, question);
    if (asked.kind !== 'unknown') return asked.kind === 'words';
    return seen.has(JSON.stringify([surveyId, version, question]));
  };
}

const PAGE = 500;

/** What visitors wrote: center, agency, month and the words, nothing else. */
export async function* comments(work: Work, book: SurveyBook): AsyncGenerator<Record<string, unknown>> {
  const asksForWords = await wordQuestions(work, book);
  for (
    let after: { center_id: string; id: string } = { center_id: '', id: '00000000-0000-0000-0000-000000000000' };
    ;
  ) {
    const page = await work
      .selectFrom('answers')
      .select(['center_id', 'id', 'agency', 'recorded', 'survey_id', 'survey_version', 'answers'])
      .where(sql<boolean>`(center_id, id) > (${after.center_id}, ${after.id}::uuid)`)
      .where('practice', '=', false)
      .orderBy('center_id')
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const row of page) {
      for (const { questionId, value } of row.answers) {
        if (typeof value !== 'string' || value.trim() === '') continue;
        if (!asksForWords(row.survey_id, row.survey_version, questionId)) continue;
        yield {
          center: row.center_id === '' ? null : row.center_id,
          agency: row.agency,
          month: row.recorded.slice(0, 7),
          text: value,
        };
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last;
  }
}
