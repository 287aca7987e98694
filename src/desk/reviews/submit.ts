/**
 * A review is sent: what was saved last becomes a report, and in the transaction that commits it the draft
 * becomes history, a deferred copy a task, a given one no task any more, and the business is known again.
 * Sent twice it is one report.
 */
import type { InspectorAnswers } from '../../shared/inspector.ts';
import type { ReportId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ReviewDraft, Signature } from '../../shared/reviews/draft.ts';
import { reviewFaults } from '../../shared/reviews/rules.ts';
import { signatureSvg } from '../../shared/reviews/signature-svg.ts';
import type { Attachment } from '../attachments/blob-folder.ts';
import type { AtWork } from '../inspector/door.ts';
import { withCleanText } from '../reports/draft.ts';
import { referenceOfId } from '../reports/mint.ts';
import { attempt } from '../store/failures.ts';
import type { WorkRow } from '../store/work-table.ts';
import { iso, type DraftRow, type Drafts } from './drafts.ts';
import { acknowledgementOf, reviewForm } from './form.ts';
import { newId, notThere, type ReviewParts, type WriteError } from './parts.ts';
import type { Register } from './register.ts';
import { KIND, owedBodySchema, readRows, sealRow } from './rows.ts';

type Answer = InspectorAnswers['review.submit'];

/** Another account took the draft over while it was being sent. */
class Overtaken extends Error {}

/** What changes with the commit; each called once the report has its id. */
interface Consequences {
  /** Kept out of every result. */
  readonly practice: boolean;
  sent(report: ReportId, sequence: number | null): void;
}

/** @returns sends the draft of this id */
export function openSubmit(parts: ReviewParts, drafts: Drafts, register: Register) {
  const { clock, store, reports } = parts;

  /** The copy that is still owed after this report, or null. */
  const owedBy = (work: AtWork, report: ReportId | null): string | null =>
    report === null ? null : (store.work.of(work.account, 'owed').find((row) => row.report === report)?.id ?? null);

  /** What becomes of the copy: written once the report has its id, sealed now. */
  const copyTaken = (work: AtWork, row: WorkRow, draft: ReviewDraft, now: number): ((id: ReportId) => void) => {
    const { supersedes, copy, business, businessId, preferredLanguage } = draft;
    const follows = (owed: WorkRow) => supersedes !== null && owed.report === supersedes;
    const owed = store.work.of(work.account, 'owed').find(follows) ?? null;
    if (copy.how !== 'deferred') {
      return () => {
        if (owed !== null) store.work.remove(owed.id);
      };
    }
    const before = readRows(store.work, work, 'owed', owedBodySchema).find((known) => follows(known.row))?.body;
    const since = before?.since ?? iso(now);
    const body = { ...before, business, businessId, preferredLanguage, exception: copy.exception, since };
    const next = { account: work.account, kind: KIND, state: 'owed', practice: row.practice, changed: now } as const;
    const sealed = sealRow(work, body);
    if (owed === null) {
      const id = newId(parts);
      return (report) => store.work.add({ ...next, ...sealed, id, revision: 1, report, sequence: null });
    }
    const { id, revision } = owed;
    return (report) => {
      const again = { ...next, ...sealed, id, revision: revision + 1, report, sequence: null };
      if (!store.work.replace(again, revision)) throw new Overtaken();
    };
  };

  // A lock may take the keys while the report is sealed: all that needs one is done before.
  const consequences = (work: AtWork, found: DraftRow, draft: ReviewDraft): Consequences => {
    const now = clock.wall();
    const practice = found.row.practice || parts.practice();
    const row = { ...found.row, practice };
    const changed = store.work.nextSent(work.account, now);
    const business = practice ? null : register.visited(work, draft, now);
    const history = business === null ? draft : { ...draft, businessId: business.id };
    const sealed = sealRow(work, { ...found.body, draft: history, sentAt: iso(now) });
    const copy = copyTaken(work, row, history, now);
    return {
      practice,
      sent(report, sequence) {
        const sent = {
          ...row,
          ...sealed,
          state: 'sent',
          revision: row.revision + 1,
          changed,
          report,
          sequence,
        } as const;
        if (!store.work.replace(sent, row.revision)) throw new Overtaken();
        copy(report);
        if (business !== null) register.put(business);
      },
    };
  };

  /** The report of this reference that an earlier life of this draft became, as a rebuilt database may show it. */
  const sentBefore = (reference: string | null): { id: ReportId; sequence: number } | null => {
    for (let below = Number.MAX_SAFE_INTEGER; ;) {
      const rows = store.desk.before(below, PAGE);
      const found = rows.find(({ id }) => referenceOfId(id) === reference);
      if (found !== undefined) return found;
      const last = rows.at(-1);
      if (last === undefined) return null;
      below = last.sequence;
    }
  };

  /** Pictures that are on the disk and that no report names yet: another try takes the same one. Gone with the sign-in. */
  const pictures = new WeakMap<AtWork, Map<string, { revision: number; attachment: Attachment }>>();
  const picture = async (
    work: AtWork,
    { id, revision }: WorkRow,
    drawn: Signature,
  ): Promise<Result<Attachment, WriteError>> => {
    const own = pictures.get(work) ?? new Map<string, { revision: number; attachment: Attachment }>();
    pictures.set(work, own);
    const made = own.get(id);
    if (made?.revision === revision) return ok(made.attachment);
    const attached = await reports.attach(Buffer.from(signatureSvg(drawn)), 'image/svg+xml');
    if (attached.ok) own.set(id, { revision, attachment: attached.value });
    return attached;
  };

  const sendFound = async (work: AtWork, found: DraftRow): Promise<Answer> => {
    const draft = withCleanText(found.body.draft);
    const faults = reviewFaults(draft, parts.content.rights());
    if (faults.length > 0) return err({ type: 'faults', faults });
    const { account, agency } = work;
    if (agency === null) return err({ type: 'no-agency' });
    const { practice, sent } = consequences(work, found, draft);

    const drawn = acknowledgementOf(draft) === 'signed' ? draft.acknowledgement.signature : null;
    const attached = drawn === null ? null : await picture(work, found.row, drawn);
    if (attached?.ok === false) return attached;
    const attachments = attached === null ? [] : [attached.value];
    const form = reviewForm(draft, { account, agency, signature: attachments[0]?.sha256 ?? null });

    let taken: ReportId | null = null;
    const saved = await reports.submit(form, found.row.id, attachments, {
      practice,
      taking(report, sequence) {
        sent(report, sequence);
        taken = report;
      },
    });
    if (!saved.ok) return saved;
    pictures.get(work)?.delete(found.row.id);
    const { reference } = saved.value;
    if (taken === null) {
      const before = sentBefore(reference);
      if (before !== null) {
        taken = before.id;
        const kept = attempt(() => store.work.together(() => sent(before.id, before.sequence)));
        if (!kept.ok) return err({ type: kept.error.type });
      }
    }
    // Locked meanwhile, the next one may have begun.
    if (parts.door.atWork() === work) void attempt(() => parts.door.opened(null));
    return ok({ reference: reference ?? '', owed: owedBy(work, taken) });
  };

  return async (work: AtWork, id: string): Promise<Answer> => {
    const row = store.work.read(id);
    if (row?.account === work.account && row.state === 'sent' && row.report !== null) {
      return ok({ reference: referenceOfId(row.report), owed: owedBy(work, row.report) });
    }
    const found = drafts.find(work, id);
    if (found === null) return notThere();
    try {
      return await sendFound(work, found);
    } catch (error) {
      if (error instanceof Overtaken) return notThere();
      throw error;
    }
  };
}

/** Looked at in one go. */
const PAGE = 250;
