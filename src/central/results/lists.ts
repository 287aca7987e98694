/**
 * What was sent row by row: visitors' messages, which carry no trace of their report, and what
 * inspectors sent, whole. Practice is left out. Read in pages by primary key, so that a stream of any
 * length takes little memory.
 */
import { sql } from 'kysely';
import { payloadSchemas, type Payload, type ReportType } from '../../shared/reports/payloads.ts';
import type { Work } from '../store/database.ts';
import { concerns, inPeriod, type Filters } from './filters.ts';
import { LOWEST_ID, PAGE, type Row } from './page.ts';

/** Tables of visitors' messages, and the names their columns leave under. */
export const messageKinds = {
  'contact-requests': {
    table: 'contact_requests',
    columns: {
      recorded: 'recorded',
      name: 'name',
      email: 'email',
      phone: 'phone',
      message: 'message',
      replyLanguage: 'reply_language',
    },
  },
  commendations: {
    table: 'commendations',
    columns: {
      recorded: 'recorded',
      agency: 'agency',
      locale: 'locale',
      nomineeKind: 'nominee_kind',
      nominee: 'nominee_name',
      values: 'merits',
      story: 'story',
    },
  },
  'language-complaints': {
    table: 'language_complaints',
    columns: {
      recorded: 'recorded',
      agency: 'agency',
      locale: 'locale',
      reason: 'reason',
      languageNeeded: 'language_needed',
      details: 'details',
    },
  },
} as const;
export type MessageKind = keyof typeof messageKinds;

export const inspectorKinds = {
  inspections: 'org.fairdesk.inspection.v1',
  'correction-checks': 'org.fairdesk.correction-check.v1',
  training: 'org.fairdesk.training.v1',
} as const satisfies Record<string, ReportType>;
export type InspectorKind = keyof typeof inspectorKinds;

export function messageColumns(kind: MessageKind): string[] {
  return ['center', ...Object.keys(messageKinds[kind].columns)];
}

export async function* messages(work: Work, kind: MessageKind): AsyncGenerator<Row> {
  const { table, columns } = messageKinds[kind];
  const names = Object.entries(columns);
  for (let after = { center_id: '', id: LOWEST_ID }; ;) {
    const { rows } = await sql<Row & { center_id: string; id: string }>`
      SELECT * FROM ${sql.table(table)} WHERE (center_id, id) > (${after.center_id}, ${after.id}::uuid) AND NOT practice
      ORDER BY center_id, id LIMIT ${PAGE}`.execute(work);
    for (const row of rows) {
      yield {
        center: row.center_id === '' ? null : row.center_id,
        ...Object.fromEntries(names.map(([name, column]) => [name, row[column]])),
      };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last;
  }
}

/** Not part of what an inspector found: how it was carried, and keys that open attachments. */
const CARRIAGE = new Set(['schema', 'practice', 'centerId', 'attachments']);

export function inspectorColumns(kind: InspectorKind): string[] {
  const fields = Object.keys(payloadSchemas[inspectorKinds[kind]].shape);
  return ['report', 'device', 'center', 'received', ...fields.filter((name) => !CARRIAGE.has(name)), 'attachments'];
}

export async function* inspectorReports(work: Work, kind: InspectorKind, filters: Filters): AsyncGenerator<Row> {
  const stored = sql.ref('payload');
  const type = inspectorKinds[kind];
  for (let after = { device_id: LOWEST_ID, report_id: LOWEST_ID }; ;) {
    const rows = await work
      .selectFrom('inspector_reports')
      .select(['device_id', 'report_id', 'center_id', 'received_at', 'payload'])
      .where(sql<boolean>`(device_id, report_id) > (${after.device_id}::uuid, ${after.report_id}::uuid)`)
      .where('type', '=', type)
      .where('practice', '=', false)
      .where(inPeriod(stored, filters))
      .where(concerns(stored, filters))
      .orderBy('device_id')
      .orderBy('report_id')
      .limit(PAGE)
      .execute();
    for (const row of rows) yield wholeRow(row, payloadSchemas[type].parse(row.payload));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last;
  }
}

/** A report of an inspector as its type has it, and where it came from. */
export function wholeRow(
  stored: { readonly report_id: string; readonly device_id: string; readonly center_id: string; received_at: Date },
  payload: Payload,
): Row {
  return {
    report: stored.report_id,
    device: stored.device_id,
    center: stored.center_id === '' ? null : stored.center_id,
    received: stored.received_at.toISOString(),
    ...Object.fromEntries(Object.entries(payload).filter(([name]) => !CARRIAGE.has(name))),
    attachments: payload.attachments.map(({ sha256 }) => sha256),
  };
}
