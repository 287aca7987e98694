/**
 * Reviews of the rights counted for the City's yearly report: how copies were given in which language, and
 * how long people waited for interpreters. A review and those that follow it are one, and count as the
 * last of them says; a joint one counts for each agency that took part. A count of 1 to 5 is suppressed as
 * in the cells of answers, within an agency.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../store/database.ts';
import { SMALLEST_PUBLISHED, suppress } from './cells.ts';
import { agenciesOf, inPeriod, type Filters } from './filters.ts';
import type { Row } from './page.ts';

export const handOutColumns = ['agency', 'preferredLanguage', 'how', 'exception', 'deferredFirst', 'reviews'];

export const waitColumns = [
  'agency',
  'language',
  'mode',
  'companionUnder18',
  'reviews',
  'medianWaitMinutes',
  'longestWaitMinutes',
];

/**
 * `last`: each chain's last review by agency; `chain` goes before it. A chain is all that goes back to the
 * same review, however it branches, or to the same one that is not there. Sequences rise along it: what
 * follows a later one, or itself, leads nowhere.
 */
function lastReviews(filters: Filters): RawBuilder<unknown> {
  const payload = sql.ref('r.payload');
  return sql`chain AS (
    SELECT l.device_id, l.report_id, l.sequence, coalesce(l.supersedes, l.report_id) AS root
    FROM review_log l
    WHERE NOT l.practice AND NOT EXISTS (
      SELECT FROM review_log p WHERE p.device_id = l.device_id AND p.report_id = l.supersedes
        AND p.sequence < l.sequence AND NOT p.practice)
    UNION ALL
    SELECT l.device_id, l.report_id, l.sequence, c.root
    FROM chain c JOIN review_log l ON l.device_id = c.device_id AND l.supersedes = c.report_id
      AND l.sequence > c.sequence AND NOT l.practice
  ), ending AS (
    SELECT DISTINCT ON (device_id, root) device_id, report_id FROM chain ORDER BY device_id, root, sequence DESC
  ), last AS (
    SELECT r.device_id, r.report_id, r.payload, me.sequence, me.supersedes, part.agency
    FROM ending JOIN inspector_reports r USING (device_id, report_id) JOIN review_log me USING (device_id, report_id)
      CROSS JOIN LATERAL ${agenciesOf(payload)} part
    WHERE r.type = 'org.fairdesk.rights-review.v1' AND NOT r.practice AND ${inPeriod(payload, filters)}
      AND ${filters.agency === undefined ? sql`TRUE` : sql`part.agency = ${filters.agency}`})`;
}

interface HandOut {
  readonly agency: string;
  readonly preferredLanguage: string | null;
  readonly how: string | null;
  readonly exception: string | null;
  readonly deferredFirst: boolean | null;
  readonly reviews: number;
}

/** `deferredFirst`: an earlier review of the chain had deferred the copy. */
export async function* handOuts(work: Work, filters: Filters): AsyncGenerator<Row> {
  const { rows } = await sql<HandOut>`
    WITH RECURSIVE ${lastReviews(filters)}, earlier AS (
      SELECT DISTINCT device_id, report_id AS last_id, supersedes, sequence, false AS deferred FROM last
      WHERE supersedes IS NOT NULL
      UNION ALL
      SELECT e.device_id, e.last_id, l.supersedes, l.sequence, r.payload#>>'{copy,how}' = 'deferred'
      FROM earlier e
        JOIN review_log l ON l.device_id = e.device_id AND l.report_id = e.supersedes AND l.sequence < e.sequence
        JOIN inspector_reports r ON r.device_id = l.device_id AND r.report_id = l.report_id
      WHERE NOT l.practice
    ), before AS (SELECT device_id, last_id, bool_or(deferred) AS deferred FROM earlier GROUP BY device_id, last_id)
    SELECT last.agency, last.payload->>'preferredLanguage' AS "preferredLanguage",
      last.payload#>>'{copy,how}' AS how, last.payload#>>'{copy,exception}' AS exception,
      coalesce(before.deferred, false) AS "deferredFirst", count(*) AS reviews
    FROM last LEFT JOIN before ON before.device_id = last.device_id AND before.last_id = last.report_id
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY 1, 2 NULLS LAST, 3, 4 NULLS FIRST, 5`.execute(work);
  yield* published(rows, ['preferredLanguage', 'how', 'exception', 'deferredFirst']);
}

interface Wait {
  readonly agency: string;
  readonly language: string | null;
  readonly mode: string | null;
  readonly companionUnder18: boolean | null;
  readonly reviews: number;
  /** Of them, how many say how long the wait was. */
  readonly waits: number;
  readonly medianWaitMinutes: number | null;
  readonly longestWaitMinutes: number | null;
}

/** Waits are told where at least six are known: one of fewer is somebody's. */
export async function* interpreterWaits(work: Work, filters: Filters): AsyncGenerator<Row> {
  const { rows } = await sql<Wait>`
    WITH RECURSIVE ${lastReviews(filters)}, said AS (
      SELECT agency, payload->'interpreter' AS interpreter FROM last
    )
    SELECT agency, interpreter->>'language' AS language, interpreter->>'mode' AS mode,
      (interpreter->>'companionUnder18')::boolean AS "companionUnder18",
      count(*) AS reviews, count(interpreter->>'waitMinutes') AS waits,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY (interpreter->>'waitMinutes')::float8) AS "medianWaitMinutes",
      max((interpreter->>'waitMinutes')::float8) AS "longestWaitMinutes"
    FROM said GROUP BY 1, 2, 3, 4
    ORDER BY 1, 2 NULLS LAST, 3, 4 NULLS FIRST`.execute(work);
  const told = rows.map(({ waits, ...row }) => ({
    ...row,
    ...(waits < SMALLEST_PUBLISHED ? { medianWaitMinutes: null, longestWaitMinutes: null } : {}),
  }));
  yield* published(told, ['language', 'mode', 'companionUnder18', 'medianWaitMinutes', 'longestWaitMinutes']);
}

/**
 * Cells as they may leave: a suppressed one keeps its name and loses its numbers; where nothing of an
 * agency can be published one cell without a name stands for all of it.
 *
 * @param rows in order of agency
 * @param fields all but agency and count, in the order of the columns
 */
export function* published<T extends { readonly agency: string; readonly reviews: number }>(
  rows: readonly T[],
  fields: readonly Exclude<keyof T & string, 'agency' | 'reviews'>[],
): Generator<Row> {
  for (const [agency, group] of Map.groupBy(rows, (row) => row.agency)) {
    const cells = suppress(group.map(({ reviews }, at) => ({ value: at, answers: reviews })));
    for (const { value, answers } of cells) {
      const row = typeof value === 'number' ? group[value] : undefined;
      const secret = answers === null;
      yield {
        agency,
        ...Object.fromEntries(
          fields.map((name) => [name, row === undefined || (secret && isNumber(name)) ? null : row[name]]),
        ),
        reviews: answers,
        ...(secret ? { suppressed: true } : {}),
      };
    }
  }
}

function isNumber(field: string): boolean {
  return field.endsWith('Minutes');
}
