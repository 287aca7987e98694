/** States, batches and answers to decide about. */
import {
  firstState,
  HEARTBEAT_MS,
  next,
  type DeliveryEvent,
  type DeliveryState,
  type Plain,
} from '../../../../src/desk/delivery/decide.ts';
import type { ClaimedReport } from '../../../../src/desk/delivery/outbox.ts';
import type { Verdict } from '../../../../src/desk/delivery/results.ts';
import type { NetworkFault } from '../../../../src/desk/device/answer.ts';
import type { ReportId } from '../../../../src/shared/ids.ts';
import { problem, type ProblemSlug } from '../../../../src/shared/wire/problems.ts';

export const NOW = 1_000_000;
/** The longest wait that jitter can give, and the shortest. */
export const most = () => 1 - Number.EPSILON;
export const least = () => 0;

export const fresh: DeliveryState = { ...firstState(NOW, null), heartbeatAt: NOW + HEARTBEAT_MS };

export function reports(count: number, failedAlone = 0): ClaimedReport[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `0198c1de-0000-7000-8000-${String(at).padStart(12, '0')}` as ReportId,
    sequence: at + 1,
    event: '{}',
    sha256: '',
    failedAlone,
  }));
}

export type Failed = Exclude<Plain, { type: 'ok' }>;

export function own(status: number, slug: string, more: { retryAfterMs?: number; serverTime?: number } = {}): Failed {
  const document = { ...problem('internal', 'x'), type: `urn:fairdesk:problem:${slug}`, status };
  return { type: 'problem', status, slug, problem: document, retryAfterMs: null, serverTime: null, ...more };
}
export const foreign = (status: number, retryAfterMs: number | null = null): Failed => ({
  type: 'foreign',
  status,
  retryAfterMs,
});
export const network = (fault: NetworkFault, connected: boolean): Failed => ({ type: 'network', fault, connected });

export function sent(state: DeliveryState, batch: ClaimedReport[], answer: Failed | Verdict[], random = most) {
  const event: DeliveryEvent = {
    type: 'sent',
    batch,
    answer: Array.isArray(answer) ? { type: 'ok', value: answer } : answer,
  };
  const step = next(state, event, NOW, random);
  if (step.action.type !== 'settle') throw new Error('a sent batch must be settled');
  return { state: step.state, outcomes: step.action.outcomes, serverTime: step.action.serverTime };
}

export function verdict(report: ClaimedReport, how: 'delivered' | 'unproven' | ProblemSlug): Verdict {
  if (how === 'delivered') return { kind: 'delivered', id: report.id, receipt: 'r' };
  if (how === 'unproven') return { kind: 'unproven', id: report.id };
  return { kind: 'refused', id: report.id, problem: problem(how, 'x') };
}

export const only = (list: ClaimedReport[]) => {
  const [report] = list;
  if (report === undefined) throw new Error('none');
  return report;
};
