/**
 * A report that a damaged database lost is made again of the history that outlived it: said when it was said,
 * with the lost one as what it follows. Should the City have that one after all, the two are one review.
 */
import type { InspectorAnswers } from '../../shared/inspector.ts';
import { ok } from '../../shared/result.ts';
import { signatureSvg } from '../../shared/reviews/signature-svg.ts';
import type { AtWork } from '../inspector/door.ts';
import { withCleanText } from '../reports/draft.ts';
import { acknowledgementOf, reviewForm } from './form.ts';
import { newId, notThere, type ReviewParts } from './parts.ts';
import { readRow, sentBodySchema } from './rows.ts';

export function openSendAgain(parts: ReviewParts) {
  const { store, reports, clock } = parts;
  return async (work: AtWork, id: string): Promise<InspectorAnswers['inspector.retry']> => {
    const found = readRow(store.work, work, id, 'sent', sentBodySchema);
    if (found === null) return notThere();
    const { row, body } = found;
    const { account, agency } = work;
    const before = withCleanText(body.draft);
    const draft = { ...before, supersedes: before.supersedes ?? row.report };
    const drawn = acknowledgementOf(draft) === 'signed' ? draft.acknowledgement.signature : null;
    if (agency === null) return ok({ retried: false });
    const attached = drawn === null ? null : await reports.attach(Buffer.from(signatureSvg(drawn)), 'image/svg+xml');
    if (attached?.ok === false) return ok({ retried: false });
    const attachments = attached === null ? [] : [attached.value];
    const form = reviewForm(draft, { account, agency, signature: attachments[0]?.sha256 ?? null });
    const said = Date.parse(body.sentAt);
    const saved = await reports.submit(form, newId(parts), attachments, {
      practice: row.practice,
      at: Number.isNaN(said) ? clock.wall() : said,
      taking(report, sequence) {
        const again = { ...row, report, sequence, revision: row.revision + 1 };
        if (!store.work.replace(again, row.revision)) throw new Error('a history changed while it was sent again');
      },
    });
    return ok({ retried: saved.ok });
  };
}
