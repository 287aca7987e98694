/** Which of what inspectors sent is asked for. */
import { sql, type RawBuilder } from 'kysely';

export interface Filters {
  /** Id of an agency. */
  readonly agency?: string;
  /** Tag of a language. */
  readonly language?: string;
  /** First and last day, New York's: `2026-11-23`. */
  readonly from?: string;
  readonly to?: string;
}
export type FilterName = keyof Filters;

type Payload = RawBuilder<unknown>;

/**
 * The day a report was recorded, in New York. The minute is enough for it, and the rest may be as long as
 * a device likes; a clock that stands before the year 1000 or after 2999 names no day.
 */
function dayOf(payload: Payload): RawBuilder<string | null> {
  return sql`CASE WHEN ${payload}#>>'{recorded,wall}' ~ '^[12][0-9]{3}-' THEN
    ((left(${payload}#>>'{recorded,wall}', 16) || 'Z')::timestamptz AT TIME ZONE 'America/New_York')::date END`;
}

/** Whether it was recorded from the one day to the other, both included. */
export function inPeriod(payload: Payload, { from, to }: Filters): RawBuilder<boolean> {
  const parts = [sql<boolean>`TRUE`];
  if (from !== undefined) parts.push(sql`${dayOf(payload)} >= ${from}::date`);
  if (to !== undefined) parts.push(sql`${dayOf(payload)} <= ${to}::date`);
  return sql`(${sql.join(parts, sql` AND `)})`;
}

/** Every agency that took part, each once: whose report it is, and those beside. */
export function agenciesOf(payload: Payload): RawBuilder<{ agency: string }> {
  return sql`(SELECT ${payload}->>'agency' AS agency
    UNION SELECT beside->>'agency' FROM jsonb_array_elements(coalesce(${payload}->'jointWith', '[]')) beside)`;
}

/** Whether an agency took part, and whether it had to do with a language: preferred, shown or interpreted. */
export function concerns(payload: Payload, { agency, language }: Filters): RawBuilder<boolean> {
  const parts = [sql<boolean>`TRUE`];
  if (agency !== undefined) parts.push(sql`${agency} IN ${agenciesOf(payload)}`);
  if (language !== undefined) {
    parts.push(sql`(${payload}->>'preferredLanguage' = ${language}
      OR ${payload}#>>'{interpreter,language}' = ${language}
      OR coalesce(${payload}->'languagesShown', '[]') ? ${language})`);
  }
  return sql`(${sql.join(parts, sql` AND `)})`;
}
