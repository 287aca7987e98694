/** A stream of what was stored, for people's own tools: one JSON object a line, or CSV that a spreadsheet may open. */
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { sql } from 'kysely';
import type { Database, Work } from '../store/database.ts';
import type { VisitorKind } from '../store/tables.ts';
import { comments, feedbackCells } from './feedback.ts';
import {
  inspectorColumns,
  inspectorKinds,
  inspectorReports,
  messageColumns,
  messageKinds,
  messages,
  type InspectorKind,
  type MessageKind,
} from './lists.ts';
import type { FilterName, Filters } from './filters.ts';
import type { Row } from './page.ts';
import { handOutColumns, handOuts, interpreterWaits, waitColumns } from './review-counts.ts';
import { reviewColumns, reviewLog, reviewLogColumns, rightsReviews } from './reviews.ts';
import type { SurveyBook } from './survey-book.ts';

type ReviewKind = 'rights-reviews' | 'review-log' | 'hand-outs' | 'interpreter-waits';
export type ExportKind = 'feedback' | 'comments' | MessageKind | InspectorKind | ReviewKind;
export type ExportFormat = 'csv' | 'json';

export const exportKinds: readonly ExportKind[] = [
  'feedback',
  'comments',
  ...(Object.keys(messageKinds) as MessageKind[]),
  'rights-reviews',
  'review-log',
  'hand-outs',
  'interpreter-waits',
  ...(Object.keys(inspectorKinds) as InspectorKind[]),
];

/** Which filters a kind takes. What visitors say takes none: two cuts that differ by little tell of one person. */
export function filtersOf(kind: ExportKind): readonly FilterName[] {
  switch (kind) {
    case 'rights-reviews':
      return ['agency', 'language', 'from', 'to'];
    case 'hand-outs':
    case 'interpreter-waits':
    case 'training':
      return ['agency', 'from', 'to'];
    case 'inspections':
    case 'correction-checks':
      return ['from', 'to'];
    case 'feedback':
    case 'comments':
    case 'contact-requests':
    case 'commendations':
    case 'language-complaints':
    case 'review-log':
      return [];
  }
}

/** What stands in CSV for a count that may not be published. */
const SUPPRESSED = '*';
const COUNTS: ReadonlySet<string> = new Set(['answers', 'reviews']);

/** Writes one kind to `out` from one snapshot of the database. `out` is not ended. */
export function exportKind(
  db: Database,
  book: SurveyBook,
  kind: ExportKind,
  format: ExportFormat,
  out: Writable,
  filters: Filters = {},
): Promise<void> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (work) => {
      // A slow reader of the stream must not cost the snapshot.
      await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(work);
      const { columns, rows } = sourceOf(work, book, kind, format, filters);
      const lines = format === 'csv' ? csv(columns) : jsonLines();
      await pipeline(Readable.from(rows), lines, out, { end: false });
    });
}

/** How many reports of a kind still wait in intake. Cells count them; lists do not show them. */
export async function waitingInIntake(db: Database, kind: ExportKind): Promise<number> {
  const of: Partial<Record<ExportKind, VisitorKind>> = {
    comments: 'feedback',
    'contact-requests': 'contact-request',
    commendations: 'commendation',
    'language-complaints': 'language-complaint',
  };
  const waiting = of[kind];
  if (waiting === undefined) return 0;
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM intake WHERE kind = ${waiting} AND NOT practice`.execute(db);
  return rows[0]?.count ?? 0;
}

function sourceOf(
  work: Work,
  book: SurveyBook,
  kind: ExportKind,
  format: ExportFormat,
  filters: Filters,
): { columns: string[]; rows: AsyncGenerator<Row> } {
  if (kind === 'feedback') {
    const columns = ['center', 'agency', 'survey', 'surveyVersion', 'question', 'value', 'answers'];
    return { columns, rows: feedbackCells(work, book) };
  }
  if (kind === 'comments') return { columns: ['center', 'agency', 'month', 'text'], rows: comments(work, book) };
  if (kind === 'rights-reviews') {
    return { columns: reviewColumns, rows: rightsReviews(work, filters, format === 'csv' ? 'flat' : 'whole') };
  }
  if (kind === 'review-log') return { columns: reviewLogColumns, rows: reviewLog(work) };
  if (kind === 'hand-outs') return { columns: handOutColumns, rows: handOuts(work, filters) };
  if (kind === 'interpreter-waits') return { columns: waitColumns, rows: interpreterWaits(work, filters) };
  if (isMessageKind(kind)) return { columns: messageColumns(kind), rows: messages(work, kind) };
  return { columns: inspectorColumns(kind), rows: inspectorReports(work, kind, filters) };
}

function isMessageKind(kind: ExportKind): kind is MessageKind {
  return Object.hasOwn(messageKinds, kind);
}

function jsonLines(): Transform {
  return new Transform({
    writableObjectMode: true,
    transform(row: object, _encoding, done) {
      done(null, `${JSON.stringify(row)}\n`);
    },
  });
}

/** A cell that begins like a formula is made text: spreadsheets run what they open (OWASP, "CSV Injection"). */
function csv(columns: string[]): Transform {
  return stringify({
    header: true,
    columns: columns.map((key) => ({ key: [key], header: key })),
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: {
      boolean: (value) => String(value),
      object: (value) => JSON.stringify(value),
      // A column is named by its path, here of one step.
      null: (_value, { column }) => (COUNTS.has(String(column)) ? SUPPRESSED : ''),
    },
  });
}
