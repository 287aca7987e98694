/**
 * Takes a batch of reports: judges each, signs receipts, writes in order of id, answers in the order it
 * came. What a database rejects or a seal hides never holds the others.
 */
import { setImmediate } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { startOfHour } from '../../shared/clock.ts';
import type { DeviceId } from '../../shared/ids.ts';
import { isVisitorType } from '../../shared/reports/payloads.ts';
import { receiptClaimsSchema, type ReportResult } from '../../shared/wire/envelope.ts';
import { problem, problemSlug, type Problem } from '../../shared/wire/problems.ts';
import { namedBlobs, notHeld } from '../attachments/missing.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Sender } from '../http/authenticate.ts';
import { signReceipt } from '../keys/signing.ts';
import type { Arrival } from './batch.ts';
import { judge, keyOf, type Verdict } from './judge.ts';
import { rowOf } from './rows.ts';
import { writeBatch, type Candidate, type Held, type Written } from './write.ts';

type Outcome =
  | { readonly status: 'accepted' | 'duplicate'; readonly held: Held }
  | { readonly status: 'refused'; readonly problem: Problem };

export async function takeReports(
  endpoint: Endpoint,
  sender: Sender,
  arrivals: readonly Arrival[],
): Promise<ReportResult[]> {
  // All cryptography before the transaction opens: it holds no lock while it computes.
  const verdicts = await judgeAll(endpoint, sender, arrivals);
  const now = endpoint.clock.wall();
  const candidates = candidatesOf(endpoint, sender, verdicts, now);
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
  const results = await Promise.all(
    outcomes.map(async (outcome, at): Promise<ReportResult> => {
      const id = arrivals[at]?.id ?? '';
      if (outcome.status === 'refused') return { id, status: 'refused', problem: outcome.problem };
      const receipt = trustedReceipt(endpoint, outcome.held);
      const missing = await missingAttachments(endpoint, sender.id, id, verdicts[at]);
      return { id, status: outcome.status, receipt, missingAttachments: missing };
    }),
  );
  report(endpoint, sender, outcomes, written);
  if (verdicts.some((verdict) => verdict.ok && isVisitorType(verdict.payload.schema))) endpoint.visitorsArrived();
  return results;
}

/** Opening a seal holds this thread: other requests have their turn after this many. */
const SLICE = 50;

async function judgeAll({ keyring }: Endpoint, sender: Sender, arrivals: readonly Arrival[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (let at = 0; at < arrivals.length; at += SLICE) {
    if (at > 0) await setImmediate();
    const slice = arrivals.slice(at, at + SLICE);
    verdicts.push(...(await Promise.all(slice.map((arrival) => judge(sender, keyring.sealing, arrival)))));
  }
  return verdicts;
}

/** Everything that may be stored, in order of id, with its receipt. Which of two with one id or the same bytes it is, the database decides. */
function candidatesOf({ keyring }: Endpoint, sender: Sender, verdicts: readonly Verdict[], now: number): Candidate[] {
  const firsts = firstOccurrences(verdicts);
  return verdicts
    .filter((_, at) => firsts.has(at))
    .filter((verdict) => verdict.ok)
    .sort((a, b) => Number(a.named.id > b.named.id) - Number(a.named.id < b.named.id))
    .map(({ named, payload, sealed }) => {
      const seconds = Math.floor((isVisitorType(payload.schema) ? startOfHour(now) : now) / 1000);
      const receipt = signReceipt(keyring.receipt.current, {
        iss: keyring.centralId,
        sub: sender.id,
        id: named.id,
        seq: named.sequence,
        sha256: named.sha256,
        iat: seconds,
      });
      return { named, row: rowOf(payload), sealed, receipt, receiptKid: keyring.receipt.current.kid };
    });
}

/** Places in the batch that stand for their id and bytes; a later one of the same is a duplicate of it. */
function firstOccurrences(verdicts: readonly Verdict[]): Set<number> {
  const seen = new Set<string>();
  const firsts = new Set<number>();
  for (const [at, verdict] of verdicts.entries()) {
    if (!verdict.ok) continue;
    const key = keyOf(verdict.named);
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
  if (same) {
    const now = verdict.ok && first && written.accepted.has(keyOf(verdict.named));
    return { status: now ? 'accepted' : 'duplicate', held };
  }
  // Before the seal is blamed: other bytes under an id that is taken conflict, whether they open or not.
  if (held !== undefined) {
    return { status: 'refused', problem: problem('id-conflict', 'id: another report of this device has it') };
  }
  if (!verdict.ok) return { status: 'refused', problem: verdict.problem };
  const key = keyOf(verdict.named);
  if (written.rejected.has(key)) {
    return { status: 'refused', problem: problem('schema', 'data: holds a value that cannot be stored') };
  }
  return { status: 'refused', problem: problem('data-reused', 'data: another report of this device has these bytes') };
}

/** The first receipt; a new one only where its key is no longer trusted. */
function trustedReceipt({ keyring }: Endpoint, held: Held): string {
  if (keyring.receipt.byKid.has(held.receiptKid)) return held.receipt;
  return signReceipt(keyring.receipt.current, receiptClaimsSchema.parse(decodeJwt(held.receipt)));
}

/** What of a stored report's attachments is not here: as its payload names them, or, where that cannot be opened any more, as it did. */
async function missingAttachments(
  { store, blobs }: Endpoint,
  device: DeviceId,
  id: string,
  verdict: Verdict | undefined,
): Promise<string[]> {
  const named = verdict?.ok === true ? verdict.payload.attachments : await namedBlobs(store.db, device, [id]);
  return notHeld(blobs, named);
}

function report({ log, metrics }: Endpoint, sender: Sender, outcomes: readonly Outcome[], written: Written): void {
  const counts = new Map<ReturnType<typeof problemSlug>, number>();
  for (const outcome of outcomes) {
    if (outcome.status !== 'refused') {
      metrics.reports(outcome.status, '', 1);
      continue;
    }
    const slug = problemSlug(outcome.problem.type);
    counts.set(slug, (counts.get(slug) ?? 0) + 1);
  }
  for (const [slug, count] of counts) {
    if (slug === null) continue;
    metrics.reports('refused', slug, count);
    log({ event: 'reports.refused', device: sender.id, slug, count });
  }
  if (written.cloneSuspected) log({ event: 'clone.suspected', device: sender.id });
}
