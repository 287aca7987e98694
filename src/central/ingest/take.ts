/**
 * Takes a batch of reports: judges each, signs receipts, writes in order of id, answers in the order it
 * came. What a database rejects or a seal hides never holds the others.
 */
import { decodeJwt } from 'jose';
import { startOfHour } from '../../shared/clock.ts';
import { isVisitorType } from '../../shared/reports/payloads.ts';
import { receiptClaimsSchema, type ReportResult } from '../../shared/wire/envelope.ts';
import { problem, problemSlug, type Problem } from '../../shared/wire/problems.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Sender } from '../http/authenticate.ts';
import { signReceipt } from '../keys/signing.ts';
import type { Arrival } from './batch.ts';
import { judge, type Verdict } from './judge.ts';
import { rowOf } from './rows.ts';
import { writeBatch, type Candidate, type Held, type Written } from './write.ts';

type Outcome =
  | { readonly status: 'accepted' }
  | { readonly status: 'duplicate'; readonly held: Held }
  | { readonly status: 'refused'; readonly problem: Problem };

export async function takeReports(endpoint: Endpoint, sender: Sender, arrivals: readonly Arrival[]): Promise<ReportResult[]> {
  // All cryptography before the transaction opens: it holds no lock while it computes.
  const verdicts = await Promise.all(arrivals.map((arrival) => judge(sender, endpoint.keyring.sealing, arrival)));
  const now = endpoint.clock.wall();
  const candidates = await candidatesOf(endpoint, sender, verdicts, now);
  const firsts = firstOccurrences(verdicts);
  const settleAll = (written: Written) => verdicts.map((verdict, at) => settle(verdict, firsts.has(at), written));

  const written = await writeBatch(endpoint.store.db, {
    device: sender.id,
    now: new Date(now),
    hour: new Date(startOfHour(now)),
    candidates,
    named: verdicts.map(({ named }) => named).filter((named) => named !== null),
    refused: (so) =>
      settleAll(so).flatMap((outcome, at) => {
        const sequence = verdicts[at]?.named?.sequence;
        return outcome.status === 'refused' && sequence !== undefined ? [sequence] : [];
      }),
  });

  const outcomes = settleAll(written);
  const receipts = new Map(candidates.map(({ named, receipt }) => [named.id, receipt]));
  const results = await Promise.all(
    outcomes.map((outcome, at): Promise<ReportResult> | ReportResult => {
      const id = arrivals[at]?.id ?? '';
      const verdict = verdicts[at];
      if (verdict === undefined || outcome.status === 'refused') {
        return { id, status: 'refused', ...(outcome.status === 'refused' ? { problem: outcome.problem } : {}) };
      }
      const missing = attachmentsOf(verdict);
      if (outcome.status === 'accepted') {
        const receipt = verdict.named === null ? undefined : receipts.get(verdict.named.id);
        if (receipt === undefined) throw new Error('a report was stored without a receipt');
        return { id, status: 'accepted', receipt, missingAttachments: missing };
      }
      return trustedReceipt(endpoint, outcome.held).then((receipt) => ({
        id,
        status: 'duplicate',
        receipt,
        missingAttachments: missing,
      }));
    }),
  );
  report(endpoint, sender, outcomes, written);
  if (verdicts.some((verdict) => verdict.ok && isVisitorType(verdict.payload.schema))) endpoint.visitorsArrived();
  return results;
}

/** One receipt for each id: of the same id twice, or the same bytes under two ids, the first in order is it. */
async function candidatesOf(endpoint: Endpoint, sender: Sender, verdicts: readonly Verdict[], now: number): Promise<Candidate[]> {
  const { keyring } = endpoint;
  const ids = new Set<string>();
  const hashes = new Set<string>();
  const good = verdicts.filter((verdict) => verdict.ok).toSorted((a, b) => (a.named.id < b.named.id ? -1 : a.named.id > b.named.id ? 1 : 0));
  const unique = good.filter(({ named }) => {
    if (ids.has(named.id) || hashes.has(named.sha256)) return false;
    ids.add(named.id);
    hashes.add(named.sha256);
    return true;
  });
  return Promise.all(
    unique.map(async ({ named, payload, sealed }) => {
      const seconds = Math.floor((isVisitorType(payload.schema) ? startOfHour(now) : now) / 1000);
      const receipt = await signReceipt(keyring.receipt.current, {
        iss: keyring.centralId,
        sub: sender.id,
        id: named.id,
        seq: named.sequence,
        sha256: named.sha256,
        iat: seconds,
      });
      return { named, row: rowOf(payload), sealed, receipt, receiptKid: keyring.receipt.current.kid };
    }),
  );
}

/** Places in the batch that stand for their id and bytes; a later one of the same is a duplicate of it. */
function firstOccurrences(verdicts: readonly Verdict[]): Set<number> {
  const seen = new Set<string>();
  const firsts = new Set<number>();
  for (const [at, verdict] of verdicts.entries()) {
    if (!verdict.ok) continue;
    const key = `${verdict.named.id} ${verdict.named.sha256}`;
    if (!seen.has(key)) firsts.add(at);
    seen.add(key);
  }
  return firsts;
}

/** What the ledger says about one event. */
function settle(verdict: Verdict, first: boolean, written: Written): Outcome {
  const held = verdict.named === null ? undefined : written.held.get(verdict.named.id);
  const same = held !== undefined && held.sha256 === verdict.named?.sha256;
  // Stored is stored: also where the key it was sealed to is gone, or the sender's rights have changed since.
  if (!verdict.ok) return same ? { status: 'duplicate', held } : { status: 'refused', problem: verdict.problem };
  const { id } = verdict.named;
  if (same) return first && written.accepted.has(id) ? { status: 'accepted' } : { status: 'duplicate', held };
  if (held !== undefined) return { status: 'refused', problem: problem('id-conflict', 'id: another report of this device has it') };
  if (written.rejected.has(id)) {
    return { status: 'refused', problem: problem('schema', 'data: holds a value that cannot be stored') };
  }
  return { status: 'refused', problem: problem('data-reused', 'data: another report of this device has these bytes') };
}

/** The first receipt; a new one only where its key is no longer trusted. */
async function trustedReceipt({ keyring }: Endpoint, held: Held): Promise<string> {
  if (keyring.receipt.byKid.has(held.receiptKid)) return held.receipt;
  return signReceipt(keyring.receipt.current, receiptClaimsSchema.parse(decodeJwt(held.receipt)));
}

/** Attachments come in a later version: none is held yet. */
function attachmentsOf(verdict: Verdict): string[] {
  return verdict.ok ? [...new Set(verdict.payload.attachments.map(({ sha256 }) => sha256))] : [];
}

function report({ log }: Endpoint, sender: Sender, outcomes: readonly Outcome[], written: Written): void {
  const counts = new Map<ReturnType<typeof problemSlug>, number>();
  for (const outcome of outcomes) {
    if (outcome.status !== 'refused') continue;
    const slug = problemSlug(outcome.problem.type);
    counts.set(slug, (counts.get(slug) ?? 0) + 1);
  }
  for (const [slug, count] of counts) if (slug !== null) log({ event: 'reports.refused', device: sender.id, slug, count });
  if (written.cloneSuspected) log({ event: 'clone.suspected', device: sender.id });
}
