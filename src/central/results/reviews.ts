/**
 * Reviews of the rights, one row each, whole or flat enough for a spreadsheet; and their trail: when each
 * was received, and who has read them. Practice is left out of the first and marked in the second.
 */
import { sql } from 'kysely';
import { rightsReviewSchema } from '../../shared/reports/payloads.ts';
import type { Audit } from '../settings/audit.ts';
import type { Database, Work } from '../store/database.ts';
import { concerns, inPeriod, type Filters } from './filters.ts';
import { wholeRow } from './lists.ts';
import { LOWEST_ID, PAGE, type Row } from './page.ts';

const TYPE = 'org.fairdesk.rights-review.v1';

export const reviewColumns = [
  'report',
  'device',
  'center',
  'received',
  'recorded',
  'utcOffsetMinutes',
  'inspectorId',
  'agency',
  'jointWith',
  'businessName',
  'businessAddress',
  'businessLicence',
  'businessBin',
  'recipientRole',
  'preferredLanguage',
  'languagesShown',
  'copyHow',
  'copyException',
  'interpreterMode',
  'interpreterLanguage',
  'interpreterWaitMinutes',
  'companionUnder18',
  'rightsShown',
  'acknowledgement',
  'acknowledgedBy',
  'signature',
  'locale',
  'contentVersion',
  'supersedes',
  'supersededBy',
  'attachments',
];

interface Stored {
  readonly device_id: string;
  readonly report_id: string;
  readonly center_id: string;
  readonly received_at: Date;
  readonly payload: unknown;
  readonly superseded_by: string | null;
}

/** @param shape `whole`: as the wire contract has it; `flat`: as `reviewColumns` */
export async function* rightsReviews(work: Work, filters: Filters, shape: 'whole' | 'flat'): AsyncGenerator<Row> {
  const payload = sql.ref('r.payload');
  for (let after = { device_id: LOWEST_ID, report_id: LOWEST_ID }; ;) {
    const { rows } = await sql<Stored>`
      SELECT r.device_id, r.report_id, r.center_id, r.received_at, r.payload, (
        SELECT l.report_id FROM review_log me JOIN review_log l
          ON l.device_id = me.device_id AND l.supersedes = me.report_id AND l.sequence > me.sequence AND NOT l.practice
        WHERE me.device_id = r.device_id AND me.report_id = r.report_id
        ORDER BY l.sequence DESC LIMIT 1) AS superseded_by
      FROM inspector_reports r
      WHERE (r.device_id, r.report_id) > (${after.device_id}::uuid, ${after.report_id}::uuid)
        AND r.type = ${TYPE} AND NOT r.practice AND ${concerns(payload, filters)} AND ${inPeriod(payload, filters)}
      ORDER BY r.device_id, r.report_id LIMIT ${PAGE}`.execute(work);
    for (const row of rows) yield shape === 'flat' ? flat(row) : whole(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last;
  }
}

function whole(row: Stored): Row {
  return { ...wholeRow(row, rightsReviewSchema.parse(row.payload)), supersededBy: row.superseded_by };
}

function flat(row: Stored): Row {
  const review = rightsReviewSchema.parse(row.payload);
  const { business, copy, interpreter, acknowledgement, recorded } = review;
  return {
    report: row.report_id,
    device: row.device_id,
    center: row.center_id === '' ? null : row.center_id,
    received: row.received_at.toISOString(),
    recorded: recorded.wall,
    utcOffsetMinutes: recorded.utcOffsetMinutes,
    inspectorId: review.inspectorId,
    agency: review.agency,
    jointWith: review.jointWith ?? [],
    businessName: business.name,
    businessAddress: business.address ?? null,
    businessLicence: business.licence ?? null,
    businessBin: business.bin ?? null,
    recipientRole: review.recipientRole,
    preferredLanguage: review.preferredLanguage ?? null,
    languagesShown: review.languagesShown,
    copyHow: copy.how,
    copyException: copy.exception ?? null,
    interpreterMode: interpreter.mode,
    interpreterLanguage: interpreter.language ?? null,
    interpreterWaitMinutes: interpreter.waitMinutes ?? null,
    companionUnder18: interpreter.companionUnder18 ?? null,
    rightsShown: review.rightsShown,
    acknowledgement: acknowledgement.kind,
    acknowledgedBy: acknowledgement.name ?? null,
    signature: acknowledgement.signature ?? null,
    locale: review.locale,
    contentVersion: review.contentVersion,
    supersedes: review.supersedes,
    supersededBy: row.superseded_by,
    attachments: review.attachments.map(({ sha256 }) => sha256),
  };
}

/** Writes down that reviews are read now, and which. */
export function noteExport(db: Database, audit: Audit, filters: Filters): Promise<void> {
  return audit(db, { action: 'reviews-exported', subject: 'rights-reviews', value: filters });
}

export const reviewLogColumns = [
  'at',
  'what',
  'who',
  'device',
  'report',
  'supersedes',
  'practice',
  'agency',
  'language',
  'from',
  'to',
];

/** `received`: by whom it was written; `exported`: by whom reviews were read, and which. */
export async function* reviewLog(work: Work): AsyncGenerator<Row> {
  for (let after = { device_id: LOWEST_ID, report_id: LOWEST_ID }; ;) {
    const rows = await work
      .selectFrom('review_log')
      .selectAll()
      .where(sql<boolean>`(device_id, report_id) > (${after.device_id}::uuid, ${after.report_id}::uuid)`)
      .orderBy('device_id')
      .orderBy('report_id')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      yield {
        at: row.received_at.toISOString(),
        what: 'received',
        who: row.inspector,
        device: row.device_id,
        report: row.report_id,
        supersedes: row.supersedes,
        practice: row.practice,
      };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last;
  }
  // People read them, not devices: that is few rows.
  const exports = await work
    .selectFrom('audit')
    .select(['at', 'actor', 'value'])
    .where('action', '=', 'reviews-exported')
    .orderBy('at')
    .execute();
  for (const { at, actor, value } of exports) {
    yield {
      at: at.toISOString(),
      what: 'exported',
      who: actor,
      ...(typeof value === 'object' ? value : {}),
    };
  }
}
