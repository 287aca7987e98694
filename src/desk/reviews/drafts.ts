/** Reviews while they are written: begun, read, saved, dropped. What is answered as saved is on disk. */
import type { InspectorAnswers, OpenReview } from '../../shared/inspector.ts';
import { emptyReview, type ReviewDraft } from '../../shared/reviews/draft.ts';
import { err, ok } from '../../shared/result.ts';
import type { AtWork } from '../inspector/door.ts';
import { attempt } from '../store/failures.ts';
import type { KeptWork } from '../store/work-table.ts';
import { newId, notThere, write, type ReviewParts, type WriteError } from './parts.ts';
import type { Register } from './register.ts';
import {
  draftBodySchema,
  KIND,
  openRow,
  owedBodySchema,
  readRow,
  readRows,
  sealRow,
  type DraftBody,
  type ReadRow,
} from './rows.ts';

export type DraftRow = ReadRow<DraftBody>;

export interface Drafts {
  start(work: AtWork, from: { business: string | null; owed: string | null }): InspectorAnswers['review.start'];
  read(work: AtWork, id: string): InspectorAnswers['review.read'];
  save(work: AtWork, id: string, revision: number, draft: ReviewDraft): InspectorAnswers['review.save'];
  drop(work: AtWork, id: string): InspectorAnswers['review.drop'];
  /** Null where it is nobody's, somebody else's, sent, or cannot be read. */
  find(work: AtWork, id: string): DraftRow | null;
  /** Writes `draft` in the place of what `found` says. @returns the row as it is then, or why not */
  replace(work: AtWork, found: DraftRow, draft: ReviewDraft): { row: KeptWork } | WriteError;
}

export function openDrafts(parts: ReviewParts, register: Register): Drafts {
  const { clock, unsaved } = parts;
  const table = parts.store.work;

  /** After a lock it is opened again; where that cannot be written down, it is found in the list. */
  const remember = (id: string | null) => void attempt(() => parts.door.opened(id));
  /** What the disk did not take is what was said last. */
  const latest = (work: AtWork, found: DraftRow): DraftRow => {
    const next = unsaved.of(found.row);
    const opened = next === null ? null : openRow(work, next, draftBodySchema);
    return opened?.state === 'read' ? { row: found.row, body: opened.body } : found;
  };
  const find = (work: AtWork, id: string): DraftRow | null => {
    const found = readRow(table, work, id, 'draft', draftBodySchema);
    return found === null ? null : latest(work, found);
  };
  const drafts = (work: AtWork) => readRows(table, work, 'draft', draftBodySchema);

  const begin = (work: AtWork, draft: ReviewDraft, practice: boolean): InspectorAnswers['review.start'] => {
    const id = newId(parts);
    const changed = clock.wall();
    const row: KeptWork = {
      id,
      account: work.account,
      kind: KIND,
      state: 'draft',
      practice,
      revision: 1,
      changed,
      report: null,
      sequence: null,
      received: false,
      ...sealRow(work, { draft }),
    };
    const failed = write(parts, () => table.add(row));
    if (failed !== null) return err(failed);
    remember(id);
    return ok(openReview(row, draft));
  };

  /** The owner's language beside English, as far as it can be shown here. */
  const sideBySide = (preferred: string | null): ReviewDraft['languages'] =>
    preferred === null || preferred === 'en' || !parts.content.languages().includes(preferred)
      ? ['en', null]
      : [preferred, 'en'];

  const fromOwed = (work: AtWork, id: string): InspectorAnswers['review.start'] => {
    const owed = readRow(table, work, id, 'owed', owedBodySchema);
    if (owed === null) return notThere();
    const { report, practice } = owed.row;
    const begun = drafts(work).find(({ body }) => body.draft.supersedes === report);
    if (begun !== undefined) return read(work, begun.row.id);
    const { business, businessId, preferredLanguage } = owed.body;
    const languages = sideBySide(preferredLanguage);
    const draft: ReviewDraft = {
      ...emptyReview(),
      business,
      businessId,
      preferredLanguage,
      languages,
      supersedes: report,
      // The business is known: what is left to say begins with the copy.
      at: { step: 'copy', field: null },
    };
    return begin(work, draft, practice);
  };

  const read = (work: AtWork, id: string): InspectorAnswers['review.read'] => {
    unsaved.settle();
    const found = find(work, id);
    if (found === null) return notThere();
    remember(id);
    return ok(openReview(found.row, found.body.draft));
  };

  const replace: Drafts['replace'] = (work, { row, body }, draft) => {
    // What a newer version wrote beside it is written again.
    const sealed = sealRow(work, { ...body, draft: { ...body.draft, ...draft } });
    const next: KeptWork = { ...row, ...sealed, revision: row.revision + 1, changed: clock.wall() };
    let replaced = false;
    const failed = write(parts, () => {
      replaced = table.replace(next, row.revision);
    });
    if (failed !== null) {
      unsaved.hold(next);
      return failed;
    }
    if (!replaced) throw new Error('a draft changed while it was being saved');
    unsaved.forget(row.id);
    return { row: next };
  };

  return {
    find,
    read,
    replace,
    start(work, { business, owed }) {
      if (owed !== null) return fromOwed(work, owed);
      if (work.expired()) return err({ type: 'expired' });
      if (business === null) return begin(work, emptyReview(), work.practice);
      const known = register.read(business);
      if (known === null) return notThere();
      const { id: businessId, name, address, licence, bin, preferredLanguage } = known;
      const draft = {
        ...emptyReview(),
        businessId,
        business: { name, address, licence, bin },
        preferredLanguage,
        languages: sideBySide(preferredLanguage),
      };
      return begin(work, draft, work.practice);
    },
    save(work, id, revision, draft) {
      const found = find(work, id);
      if (found === null) return notThere();
      if (found.row.revision !== revision) return err({ type: 'stale', revision: found.row.revision });
      // Which report it follows is not the face's to say.
      const kept = replace(work, found, { ...draft, supersedes: found.body.draft.supersedes });
      if (!('row' in kept)) return err(kept);
      remember(id);
      return ok({ revision: kept.row.revision, savedAt: iso(kept.row.changed) });
    },
    drop(work, id) {
      if (find(work, id) === null) return notThere();
      const dropped = attempt(() => table.remove(id));
      if (!dropped.ok) return err({ type: dropped.error.type });
      unsaved.forget(id);
      remember(null);
      return ok(null);
    },
  };
}

function openReview({ id, revision, changed, practice }: KeptWork, draft: ReviewDraft): OpenReview {
  return { id, revision, savedAt: iso(changed), practice, draft };
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
