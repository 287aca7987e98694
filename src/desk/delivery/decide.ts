/**
 * What delivery does next: a pure function of what was and what came, without I/O. It guarantees that
 * no failure ends delivery, that only the central endpoint's own word pauses it, that no report holds
 * another, and that nothing is given up but what the central endpoint refused for good.
 *
 * All moments are monotonic milliseconds; the wall clock decides nothing here.
 */
import { BATCH_MAX_EVENTS } from '../../shared/wire/envelope.ts';
import { assertNever } from '../../shared/result.ts';
import type { Failure } from '../device/answer.ts';
import { backoff, retryWait } from './backoff.ts';
import type { ClaimedReport, Outcome } from './outbox.ts';
import type { Verdict } from './results.ts';

export interface DeliveryState {
  /** Failures in a row that were answered by waiting; an answer that settles something ends the row. */
  readonly failures: number;
  /** Nothing is sent before. */
  readonly waitUntil: number;
  /** Most events of the next batch of those that never failed alone. */
  readonly batch: number;
  /**
   * Most events of the next batch of those that did. One until one of them succeeds: whatever makes them
   * fail is in one request then. A batch of them that fails never makes that of the others smaller.
   */
  readonly suspects: number;
  /** The clock was corrected and no answer has shown since that it is right. */
  readonly corrected: boolean;
  readonly pause: Pause | null;
  readonly heartbeatAt: number;
}

/** Most events of a batch: of fresh reports, and where none of those is due, of reports that failed alone. */
export interface Sizes {
  readonly events: number;
  readonly suspects: number;
}

export interface Pause {
  /** Slug of the problem that the central endpoint answered with. */
  readonly reason: string;
  readonly probeAt: number;
}

/** Whether a request was answered with what it asked for, which is all that matters of a probe and a heartbeat. */
export type Plain = { readonly type: 'ok' } | { readonly type: 'unparsable'; readonly status: number } | Failure;

export type DeliveryEvent =
  /** Nothing is under way. `due`: when the outbox has the next report, null where none waits. */
  | { readonly type: 'idle'; readonly due: number | null }
  | {
      readonly type: 'sent';
      readonly batch: readonly ClaimedReport[];
      readonly answer: { readonly type: 'ok'; readonly value: readonly Verdict[] } | Exclude<Plain, { type: 'ok' }>;
    }
  | { readonly type: 'probed'; readonly answer: Plain }
  | { readonly type: 'heartbeat'; readonly answer: Plain }
  /** There is something to tell that should not wait for the next heartbeat. */
  | { readonly type: 'news' }
  | { readonly type: 'enrolled' };

export type Action =
  | ({ readonly type: 'send' } & Sizes)
  | { readonly type: 'probe' }
  | { readonly type: 'heartbeat' }
  /** Until this moment or until woken. */
  | { readonly type: 'wait'; readonly until: number }
  /** Reports of the batch that are not named in `outcomes` are given back untouched. */
  | { readonly type: 'settle'; readonly outcomes: readonly Outcome[]; readonly serverTime: number | null };

export interface Step {
  readonly state: DeliveryState;
  readonly action: Action;
}

/** Wire contract: a paused device probes every 15 min, a revoked one once a day. */
export const PROBE_MS = 15 * 60_000;
export const REVOKED_PROBE_MS = 24 * 3_600_000;
/** Wire contract: refused but retryable is tried once a day. */
export const PARKED_MS = 24 * 3_600_000;
export const HEARTBEAT_MS = 5 * 60_000;
/** Where the failure may be one event's own fault, the others do not wait for a long backoff of everything. */
const SUSPECT_CAP_MS = 30_000;

/** @param pausedReason of the process before this one; the first thing then is a probe */
export function firstState(now: number, pausedReason: string | null): DeliveryState {
  return {
    failures: 0,
    waitUntil: now,
    batch: BATCH_MAX_EVENTS,
    suspects: 1,
    corrected: false,
    pause: pausedReason === null ? null : { reason: pausedReason, probeAt: now },
    heartbeatAt: now,
  };
}

/** @param random uniform in [0, 1) */
export function next(state: DeliveryState, event: DeliveryEvent, now: number, random: () => number): Step {
  switch (event.type) {
    case 'idle':
      return { state, action: whatNow(state, event.due, now) };
    case 'sent':
      return event.answer.type === 'ok'
        ? afterResults(state, event.batch, event.answer.value, now, random)
        : afterFailure(state, event.batch, event.answer, now, random);
    case 'probed':
      return afterProbe(state, event.answer, now);
    case 'heartbeat':
      return afterHeartbeat(state, event.answer, now);
    case 'news':
      return settle({ ...state, heartbeatAt: now });
    case 'enrolled':
      return settle(firstState(now, null));
    default:
      return assertNever(event);
  }
}

function whatNow(state: DeliveryState, due: number | null, now: number): Action {
  if (state.pause !== null) {
    return state.pause.probeAt <= now ? { type: 'probe' } : { type: 'wait', until: state.pause.probeAt };
  }
  if (state.heartbeatAt <= now) return { type: 'heartbeat' };
  const sendAt = due === null ? Number.POSITIVE_INFINITY : Math.max(due, state.waitUntil);
  if (sendAt <= now) return { type: 'send', ...sizes(state) };
  return { type: 'wait', until: Math.min(sendAt, state.heartbeatAt) };
}

export function sizes({ batch, suspects }: DeliveryState): Sizes {
  return { events: batch, suspects };
}

/**
 * What of the reports that are due goes into one batch, in their order: those that never failed alone, so that
 * nobody fails with what failed before, and only where none of them is due those that did.
 */
export function together(due: readonly ClaimedReport[], { events, suspects }: Sizes): readonly ClaimedReport[] {
  const fresh = due.filter((report) => !isSuspect(report));
  return fresh.length > 0 ? fresh.slice(0, events) : due.slice(0, suspects);
}

function isSuspect(report: ClaimedReport | undefined): boolean {
  return report !== undefined && report.failedAlone > 0;
}

function settle(state: DeliveryState, outcomes: readonly Outcome[] = [], serverTime: number | null = null): Step {
  return { state, action: { type: 'settle', outcomes, serverTime } };
}

/** The report alone goes behind the others, and waits by what it did itself. */
function behind(report: ClaimedReport, now: number, random: () => number): Outcome {
  return { kind: 'behind', id: report.id, notBefore: now + backoff(report.failedAlone + 1, random) };
}

function afterResults(
  state: DeliveryState,
  batch: readonly ClaimedReport[],
  verdicts: readonly Verdict[],
  now: number,
  random: () => number,
): Step {
  const reports = new Map(batch.map((report) => [report.id, report]));
  const outcomes = verdicts.map((verdict): Outcome => {
    const report = reports.get(verdict.id);
    if (report === undefined) throw new Error('a verdict on a report that was not sent');
    if (verdict.kind === 'delivered') return verdict;
    if (verdict.kind === 'unproven') return behind(report, now, random);
    return verdict.problem.retryable
      ? { kind: 'parked', id: verdict.id, problem: verdict.problem, notBefore: now + PARKED_MS }
      : { kind: 'dead', id: verdict.id, problem: verdict.problem };
  });
  // Nobody who proves nothing at all is the central endpoint: the reports wait, and so does everything else.
  if (verdicts.every(({ kind }) => kind === 'unproven')) {
    const failures = state.failures + 1;
    return settle({ ...state, failures, waitUntil: now + backoff(failures, random) }, outcomes);
  }
  const twice = (size: number) => Math.min(BATCH_MAX_EVENTS, size * 2);
  const suspects = isSuspect(batch[0]) ? twice(state.suspects) : state.suspects;
  const calm = { ...state, failures: 0, waitUntil: now, corrected: false };
  return settle({ ...calm, batch: twice(state.batch), suspects }, outcomes);
}

function afterFailure(
  state: DeliveryState,
  batch: readonly ClaimedReport[],
  answer: Exclude<Plain, { type: 'ok' }>,
  now: number,
  random: () => number,
): Step {
  const meaning = meaningOf(answer);
  const alone = batch.length === 1 ? batch[0] : undefined;
  const half = Math.max(1, Math.floor(batch.length / 2));
  const smaller = isSuspect(batch[0]) ? { ...state, suspects: half } : { ...state, batch: half };

  switch (meaning.type) {
    case 'pause':
      return settle(paused(state, meaning.reason, now));
    case 'skew': {
      const once = !state.corrected && meaning.serverTime !== null;
      const failures = once ? state.failures : state.failures + 1;
      const waitUntil = once ? now : now + backoff(failures, random);
      return settle({ ...state, corrected: true, failures, waitUntil }, [], meaning.serverTime);
    }
    case 'refused':
      // The central endpoint has spoken, so nothing waits; each step makes the batch or the queue smaller.
      return alone === undefined
        ? settle({ ...smaller, failures: 0, waitUntil: now })
        : settle({ ...state, failures: 0, waitUntil: now }, [{ kind: 'dead', id: alone.id, problem: meaning.problem }]);
    case 'again': {
      if (meaning.connected && alone === undefined) {
        // The next request is another one, half as large: it waits a first step, not the row's.
        const waitUntil = now + retryWait(1, meaning.retryAfterMs, random);
        return settle({ ...smaller, waitUntil });
      }
      const failures = state.failures + 1;
      const cap = alone !== undefined && meaning.mayBeItsOwn ? SUSPECT_CAP_MS : undefined;
      const waitUntil = now + retryWait(failures, meaning.retryAfterMs, random, cap);
      const after = { ...state, failures, waitUntil };
      if (!meaning.connected || alone === undefined) return settle(after);
      return settle({ ...after, suspects: 1 }, [behind(alone, now, random)]);
    }
    default:
      return assertNever(meaning);
  }
}

function afterProbe(state: DeliveryState, answer: Plain, now: number): Step {
  const { pause } = state;
  if (pause === null) return settle(state);
  if (answer.type === 'ok') {
    return settle({ ...state, pause: null, failures: 0, waitUntil: now, corrected: false, heartbeatAt: now });
  }
  const meaning = meaningOf(answer);
  if (meaning.type === 'skew' && !state.corrected && meaning.serverTime !== null) {
    return settle({ ...state, corrected: true, pause: { ...pause, probeAt: now } }, [], meaning.serverTime);
  }
  return settle(paused(state, meaning.type === 'pause' ? meaning.reason : pause.reason, now));
}

function afterHeartbeat(state: DeliveryState, answer: Plain, now: number): Step {
  const after = { ...state, heartbeatAt: now + HEARTBEAT_MS };
  if (answer.type === 'ok') return settle({ ...after, corrected: false });
  const meaning = meaningOf(answer);
  if (meaning.type === 'skew' && !state.corrected && meaning.serverTime !== null) {
    return settle({ ...after, corrected: true, heartbeatAt: now }, [], meaning.serverTime);
  }
  // A central endpoint that takes no heartbeats may take reports; only who we are is the same question there.
  const status = answer.type === 'problem' ? answer.status : 0;
  return settle(
    meaning.type === 'pause' && (status === 401 || status === 403) ? paused(after, meaning.reason, now) : after,
  );
}

function paused(state: DeliveryState, reason: string, now: number): DeliveryState {
  const every = reason === 'device-revoked' ? REVOKED_PROBE_MS : PROBE_MS;
  return { ...state, corrected: false, pause: { reason, probeAt: now + every } };
}

type Meaning =
  | {
      readonly type: 'again';
      readonly connected: boolean;
      readonly retryAfterMs: number | null;
      /** The answer is one that a single event can bring about, such as a filter's refusal of its bytes. */
      readonly mayBeItsOwn: boolean;
    }
  | { readonly type: 'skew'; readonly serverTime: number | null }
  | { readonly type: 'pause'; readonly reason: string }
  | { readonly type: 'refused'; readonly problem: Extract<Failure, { type: 'problem' }>['problem'] };

/** The wire contract's table of answers to the whole request. */
function meaningOf(answer: Exclude<Plain, { type: 'ok' }>): Meaning {
  if (answer.type === 'network') {
    return { type: 'again', connected: answer.connected, retryAfterMs: null, mayBeItsOwn: false };
  }
  const retryAfterMs = answer.type === 'unparsable' ? null : answer.retryAfterMs;
  const again = { type: 'again', connected: true, retryAfterMs } as const;
  if (answer.type !== 'problem') return { ...again, mayBeItsOwn: isItems(answer.status) };
  const { status, slug } = answer;
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    return { ...again, mayBeItsOwn: isItems(status) };
  }
  if (slug === 'clock-skew') return { type: 'skew', serverTime: answer.serverTime };
  if (status === 400 || status === 413 || status === 422) return { type: 'refused', problem: answer.problem };
  return { type: 'pause', reason: slug };
}

function isItems(status: number): boolean {
  return status === 500 || (status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429);
}
