/** What an inspector has open, owes and has sent, and how far that has come. */
import type { InspectorAnswers, InspectorToday, SentLine } from '../../shared/inspector.ts';
import { ok } from '../../shared/result.ts';
import { contractSlug } from '../../shared/wire/problems.ts';
import type { AtWork } from '../inspector/door.ts';
import { referenceOfId } from '../reports/mint.ts';
import { attempt } from '../store/failures.ts';
import type { ReportState } from '../store/tally.ts';
import type { KeptWork } from '../store/work-table.ts';
import { iso } from './drafts.ts';
import { notThere, type ReviewParts } from './parts.ts';
import { draftBodySchema, openRow, owedBodySchema, readRow, sentBodySchema } from './rows.ts';

const PAGE = 50;
/** Of what waits, as much as a person looks at. */
const UNDELIVERED_MAX = 500;
/** Of a history, as much as is looked through once for each sign-in. */
const LOOKED_AT = 500;

/** Of a report that a damaged database lost. */
const LOST = 'lost';

type Fate = Pick<SentLine, 'state' | 'reason' | 'detail'>;

export interface Lists {
  today(work: AtWork): InspectorToday;
  outbox(work: AtWork, before: number | null): InspectorAnswers['inspector.outbox'];
  sent(work: AtWork, id: string): InspectorAnswers['inspector.sent'];
  retry(work: AtWork, id: string): InspectorAnswers['inspector.retry'];
  /** Whether it is one whose report a damaged database lost. */
  isLost(work: AtWork, id: string): boolean;
}

export function openLists({ store, requeued }: Pick<ReviewParts, 'store' | 'requeued'>): Lists {
  /** Found once for each sign-in: rows of the history whose bytes, or whose reports, the disk has lost. */
  const looked = new WeakMap<AtWork, { unreadable: number; lost: readonly string[] }>();

  const fateOf = (row: KeptWork): Fate => {
    if (row.received) return { state: 'received', reason: null, detail: null };
    if (row.sequence === null) return { state: 'waiting', reason: null, detail: null };
    const fate = store.desk.fate(row.sequence);
    // A damaged database was rebuilt without it, and nobody knows whether it was received before.
    if (fate === null || fate.id !== row.report) return { state: 'refused', reason: LOST, detail: null };
    const { problem } = fate;
    const told = fate.state === 'dead' || fate.state === 'parked' ? problem : null;
    return {
      state: inWords[fate.state],
      reason: told === null ? null : (contractSlug(told.type) ?? told.title),
      detail: told?.detail ?? null,
    };
  };

  const isLost = (row: KeptWork) => fateOf(row).reason === LOST;

  const lineOf = (work: AtWork, row: KeptWork): SentLine => {
    const opened = openRow(work, row, sentBodySchema);
    const body = opened.state === 'read' ? opened.body : null;
    return {
      id: row.id,
      business: body?.draft.business.name ?? '',
      sentAt: body?.sentAt ?? iso(row.changed),
      practice: row.practice,
      reference: row.report === null ? '' : referenceOfId(row.report),
      ...fateOf(row),
    };
  };

  const look = (work: AtWork) => {
    const before = looked.get(work);
    if (before !== undefined) return before;
    const rows = store.work.sent(work.account, Number.MAX_SAFE_INTEGER, LOOKED_AT);
    // What is inside is looked at when somebody asks for it.
    const isSpoilt = ({ generation, sealed }: KeptWork) =>
      work.holds(generation) && work.decrypt(generation, sealed) === null;
    const unreadable = rows.filter(isSpoilt).length;
    const lost = rows.filter(isLost).map(({ id }) => id);
    looked.set(work, { unreadable, lost });
    return { unreadable, lost };
  };

  return {
    today(work) {
      let { unreadable } = look(work);
      const drafts = store.work.of(work.account, 'draft').flatMap((row) => {
        const opened = openRow(work, row, draftBodySchema);
        if (opened.state === 'unreadable') unreadable += 1;
        if (opened.state === 'unreadable' || opened.state === 'earlier') return [];
        const { id, changed } = row;
        const body = opened.state === 'read' ? opened.body : null;
        const business = body?.draft.business.name ?? '';
        const line = { id, business, changedAt: iso(changed), readable: body !== null } as const;
        return [{ line, follows: body?.draft.supersedes ?? null }];
      });
      const owed = store.work.of(work.account, 'owed').flatMap((row) => {
        const opened = openRow(work, row, owedBodySchema);
        if (opened.state === 'unreadable' || opened.state === 'newer') unreadable += 1;
        if (opened.state !== 'read') return [];
        const { business, exception, since } = opened.body;
        const draft = drafts.find(({ follows }) => follows !== null && follows === row.report)?.line.id ?? null;
        return [{ id: row.id, business: business.name, exception, since, draft }];
      });
      const lost = look(work).lost.flatMap((id) => store.work.read(id) ?? []);
      const undelivered = store.work.undelivered(work.account, UNDELIVERED_MAX);
      const lines = [...undelivered, ...lost.filter(isLost)].map((row) => lineOf(work, row));
      const earlier = [...store.work.byGeneration(work.account)].filter(([generation]) => !work.holds(generation));
      return {
        drafts: drafts.map(({ line }) => line),
        owed,
        waiting: lines.filter(({ state }) => state === 'waiting' || state === 'parked'),
        refused: lines.filter(({ state }) => state === 'refused'),
        underEarlier: earlier.reduce((sum, [, rows]) => sum + rows, 0),
        unreadable,
      };
    },
    outbox(work, before) {
      const rows = store.work.sent(work.account, before ?? Number.MAX_SAFE_INTEGER, PAGE + 1);
      const page = rows.slice(0, PAGE);
      const next = rows.length > PAGE ? (page.at(-1)?.changed ?? null) : null;
      return ok({ sent: page.map((row) => lineOf(work, row)), next });
    },
    sent(work, id) {
      const found = readRow(store.work, work, id, 'sent', sentBodySchema);
      return found === null ? notThere() : ok({ line: lineOf(work, found.row), draft: found.body.draft });
    },
    isLost(work, id) {
      const row = store.work.read(id);
      return row?.account === work.account && row.state === 'sent' && isLost(row);
    },
    retry(work, id) {
      const row = store.work.read(id);
      if (row === null || row.account !== work.account || row.state !== 'sent' || row.report === null)
        return notThere();
      const { report } = row;
      const retried = attempt(() => store.desk.retry(report) > 0);
      if (retried.ok && retried.value) requeued();
      return ok({ retried: retried.ok && retried.value });
    },
  };
}

const inWords: Readonly<Record<ReportState, SentLine['state']>> = {
  waiting: 'waiting',
  behind: 'waiting',
  parked: 'parked',
  dead: 'refused',
  delivered: 'received',
};
