import { describe, expect, test } from 'vitest';
import {
  firstState,
  HEARTBEAT_MS,
  next,
  PARKED_MS,
  PROBE_MS,
  REVOKED_PROBE_MS,
  type DeliveryEvent,
  type DeliveryState,
  type Plain,
} from '../../../../src/desk/delivery/decide.ts';
import type { ClaimedReport } from '../../../../src/desk/delivery/outbox.ts';
import type { Verdict } from '../../../../src/desk/delivery/results.ts';
import type { NetworkFault } from '../../../../src/desk/device/answer.ts';
import type { ReportId } from '../../../../src/shared/ids.ts';
import { problem, type ProblemSlug } from '../../../../src/shared/wire/problems.ts';

const NOW = 1_000_000;
/** The longest wait that jitter can give, and the shortest. */
const most = () => 1 - Number.EPSILON;
const least = () => 0;

const fresh: DeliveryState = { ...firstState(NOW, null), heartbeatAt: NOW + HEARTBEAT_MS };

function reports(count: number, failedAlone = 0): ClaimedReport[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `0198c1de-0000-7000-8000-${String(at).padStart(12, '0')}` as ReportId,
    sequence: at + 1,
    event: '{}',
    sha256: '',
    failedAlone,
  }));
}

type Failed = Exclude<Plain, { type: 'ok' }>;

function own(status: number, slug: string, more: { retryAfterMs?: number; serverTime?: number } = {}): Failed {
  const document = { ...problem('internal', 'x'), type: `urn:fairdesk:problem:${slug}`, status };
  return { type: 'problem', status, slug, problem: document, retryAfterMs: null, serverTime: null, ...more };
}
const foreign = (status: number, retryAfterMs: number | null = null): Failed => ({ type: 'foreign', status, retryAfterMs });
const network = (fault: NetworkFault, connected: boolean): Failed => ({ type: 'network', fault, connected });

function sent(state: DeliveryState, batch: ClaimedReport[], answer: Failed | Verdict[], random = most) {
  const event: DeliveryEvent = {
    type: 'sent',
    batch,
    answer: Array.isArray(answer) ? { type: 'ok', value: answer } : answer,
  };
  const step = next(state, event, NOW, random);
  if (step.action.type !== 'settle') throw new Error('a sent batch must be settled');
  return { state: step.state, outcomes: step.action.outcomes, serverTime: step.action.serverTime };
}

function verdict(report: ClaimedReport, how: 'delivered' | 'unproven' | ProblemSlug): Verdict {
  if (how === 'delivered') return { kind: 'delivered', id: report.id, receipt: 'r' };
  if (how === 'unproven') return { kind: 'unproven', id: report.id };
  return { kind: 'refused', id: report.id, problem: problem(how, 'x') };
}

const only = (list: ClaimedReport[]) => {
  const [report] = list;
  if (report === undefined) throw new Error('none');
  return report;
};

describe('an answer to the whole request', () => {
  const passing: [string, Failed][] = [
    ['a time-out of the answer', network('answer-timeout', true)],
    ['a slow body', network('body-timeout', true)],
    ['a cut connection', network('cut', true)],
    ['408', own(408, 'slow')],
    ['425', own(425, 'early')],
    ['429', own(429, 'rate-limited')],
    ['500', own(500, 'internal')],
    ['503', own(503, 'unavailable')],
    ["500 under a slug that would revoke", own(500, 'device-revoked')],
    ['a foreign 401', foreign(401)],
    ['a foreign 403', foreign(403)],
    ['a foreign 404', foreign(404)],
    ['a foreign 413', foreign(413)],
    ['a foreign 502', foreign(502)],
    ['a redirect', foreign(302)],
    ['a 2xx that does not parse', { type: 'unparsable', status: 200 }],
  ];

  test.each(passing)('%s: the next batch is half as large, after a first backoff', (_, answer) => {
    const { state, outcomes } = sent(fresh, reports(80), answer);
    expect(outcomes).toEqual([]);
    expect(state).toMatchObject({ batch: 40, waitUntil: NOW + 5_000, pause: null });
  });

  test.each(passing)('%s: one event that failed alone goes behind with a backoff of its own', (_, answer) => {
    const batch = reports(1, 2);
    const { state, outcomes } = sent({ ...fresh, batch: 1 }, batch, answer);
    expect(outcomes).toEqual([{ kind: 'behind', id: only(batch).id, notBefore: NOW + 20_000 }]);
    expect(state).toMatchObject({ batch: 1, failures: 1, waitUntil: NOW + 5_000, pause: null });
  });

  test('no connection: all wait longer each time, up to 15 min, and no batch shrinks', () => {
    let state = fresh;
    const waits: number[] = [];
    for (let time = 0; time < 10; time++) {
      const step = sent(state, reports(500), network('refused', false));
      expect(step.outcomes).toEqual([]);
      state = step.state;
      waits.push((state.waitUntil - NOW) / 1000);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
    expect(state.batch).toBe(500);
  });

  test('no connection: a single event is not blamed', () => {
    expect(sent(fresh, reports(1), network('name-not-found', false)).outcomes).toEqual([]);
  });

  test('a server that fails again and again is asked less and less, one event at a time', () => {
    let state: DeliveryState = { ...fresh, batch: 1 };
    for (let time = 0; time < 12; time++) state = sent(state, reports(1), own(503, 'unavailable')).state;
    expect(state.waitUntil).toBe(NOW + 900_000);
  });

  test("where the failure may be one event's own, the others wait 30 s at most", () => {
    for (const answer of [own(500, 'internal'), foreign(403)]) {
      let state: DeliveryState = { ...fresh, batch: 1 };
      for (let time = 0; time < 12; time++) state = sent(state, reports(1), answer).state;
      expect(state.waitUntil).toBe(NOW + 30_000);
    }
  });

  test.each([own(429, 'rate-limited', { retryAfterMs: 60_000 }), foreign(503, 60_000)])(
    'Retry-After is honoured whoever sent it',
    (answer) => {
      expect(sent(fresh, reports(2), answer, least).state.waitUntil).toBe(NOW + 60_000);
    },
  );

  test('Retry-After is honoured for 15 min at most', () => {
    expect(sent(fresh, reports(2), foreign(503, 9_000_000), least).state.waitUntil).toBe(NOW + 900_000);
  });

  test.each([
    [401, 'signature-invalid'],
    [403, 'not-permitted'],
    [404, 'not-found'],
    [405, 'method-not-allowed'],
    [406, 'not-acceptable'],
    [409, 'key-known'],
    [415, 'unsupported-media-type'],
    [426, 'upgrade'],
    [431, 'headers-too-large'],
  ])('%s of its own pauses sending, nothing is blamed, and a probe follows in 15 min', (status, slug) => {
    const { state, outcomes } = sent(fresh, reports(1), own(status, slug));
    expect(outcomes).toEqual([]);
    expect(state.pause).toEqual({ reason: slug, probeAt: NOW + PROBE_MS });
  });

  test.each([401, 403])('%s device-revoked stops sending and probes once a day', (status) => {
    const { state, outcomes } = sent(fresh, reports(3), own(status, 'device-revoked'));
    expect(outcomes).toEqual([]);
    expect(state.pause).toEqual({ reason: 'device-revoked', probeAt: NOW + REVOKED_PROBE_MS });
  });

  test.each([400, 413, 422])('%s of its own halves the batch at once', (status) => {
    const { state, outcomes } = sent(fresh, reports(9), own(status, 'bad-request'));
    expect(outcomes).toEqual([]);
    expect(state).toMatchObject({ batch: 4, waitUntil: NOW });
  });

  test.each([400, 413, 422])('%s of its own makes one event sent alone a dead letter', (status) => {
    const batch = reports(1);
    const { state, outcomes } = sent(fresh, batch, own(status, 'schema'));
    expect(outcomes).toMatchObject([{ kind: 'dead', id: only(batch).id, problem: { status } }]);
    expect(state.waitUntil).toBe(NOW);
  });

  test('clock-skew corrects the clock once at once, then as any failure', () => {
    const skew = own(401, 'clock-skew', { serverTime: 1_800_000_000_000 });
    const first = sent(fresh, reports(2), skew);
    expect(first).toMatchObject({ serverTime: 1_800_000_000_000, outcomes: [] });
    expect(first.state).toMatchObject({ waitUntil: NOW, corrected: true, pause: null });
    const second = sent(first.state, reports(2), skew);
    expect(second).toMatchObject({ serverTime: 1_800_000_000_000 });
    expect(second.state).toMatchObject({ waitUntil: NOW + 5_000, failures: 1, pause: null });
    const success = sent(second.state, reports(1), [verdict(only(reports(1)), 'delivered')]);
    expect(success.state.corrected).toBe(false);
  });

  test('clock-skew without a time to go by waits and never pauses', () => {
    expect(sent(fresh, reports(2), own(401, 'clock-skew')).state).toMatchObject({ waitUntil: NOW + 5_000, pause: null });
  });
});

describe('results of a batch', () => {
  test('each report goes its own way', () => {
    const batch = reports(7);
    const hows = ['delivered', 'id-conflict', 'data-reused', 'unsealable', 'schema', 'unknown-type', 'unproven'] as const;
    const verdicts = batch.map((report, at) => verdict(report, hows[at] ?? 'unproven'));
    const { outcomes, state } = sent(fresh, batch, verdicts);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['delivered', 'dead', 'dead', 'dead', 'dead', 'parked', 'behind']);
    expect(state).toMatchObject({ failures: 0, waitUntil: NOW });
  });

  test.each(['unknown-type', 'unknown-key', 'not-permitted'] as const)('%s is parked for a day', (slug) => {
    const batch = reports(1);
    const { outcomes } = sent(fresh, batch, [verdict(only(batch), slug)]);
    expect(outcomes).toMatchObject([{ kind: 'parked', notBefore: NOW + PARKED_MS }]);
  });

  test('each success doubles the batch again, to 500', () => {
    let state: DeliveryState = { ...fresh, batch: 1 };
    const sizes: number[] = [];
    for (let time = 0; time < 10; time++) {
      const batch = reports(1);
      state = sent(state, batch, [verdict(only(batch), 'delivered')]).state;
      sizes.push(state.batch);
    }
    expect(sizes).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 500, 500]);
  });

  test('an answer that proves nothing is no success: its reports go behind and everything waits', () => {
    const batch = reports(2);
    const { outcomes, state } = sent({ ...fresh, batch: 8 }, batch, batch.map((report) => verdict(report, 'unproven')));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['behind', 'behind']);
    expect(state).toMatchObject({ failures: 1, waitUntil: NOW + 5_000, batch: 8 });
  });
});

describe('what to do now', () => {
  const idle = (state: DeliveryState, due: number | null) => next(state, { type: 'idle', due }, NOW, most).action;

  test('reports that are due are sent', () => {
    expect(idle({ ...fresh, batch: 31 }, NOW - 1)).toEqual({ type: 'send', events: 31 });
  });

  test('a new report does not cut a backoff short', () => {
    expect(idle({ ...fresh, waitUntil: NOW + 900 }, NOW)).toEqual({ type: 'wait', until: NOW + 900 });
  });

  test('nothing to send waits for the heartbeat', () => {
    expect(idle(fresh, null)).toEqual({ type: 'wait', until: NOW + HEARTBEAT_MS });
    expect(idle(fresh, NOW + 10)).toEqual({ type: 'wait', until: NOW + 10 });
  });

  test('a heartbeat goes out at the start and five minutes after each', () => {
    const start = firstState(NOW, null);
    expect(idle(start, null)).toEqual({ type: 'heartbeat' });
    const after = next(start, { type: 'heartbeat', answer: { type: 'ok' } }, NOW, most).state;
    expect(after.heartbeatAt).toBe(NOW + 300_000);
  });

  test('paused: no report and no heartbeat, only the probe', () => {
    const paused: DeliveryState = { ...firstState(NOW, null), pause: { reason: 'not-permitted', probeAt: NOW + 5 } };
    expect(idle(paused, NOW)).toEqual({ type: 'wait', until: NOW + 5 });
    expect(next(paused, { type: 'idle', due: NOW }, NOW + 5, most).action).toEqual({ type: 'probe' });
  });

  test('a pause outlives a restart, and a probe is the first thing then', () => {
    expect(idle(firstState(NOW, 'device-revoked'), NOW)).toEqual({ type: 'probe' });
  });
});

describe('the probe of a paused device', () => {
  const paused: DeliveryState = { ...fresh, pause: { reason: 'not-permitted', probeAt: NOW } };
  const probed = (answer: Plain, state = paused) => next(state, { type: 'probed', answer }, NOW, most);

  test('a configuration of its own ends the pause', () => {
    expect(probed({ type: 'ok' }).state).toMatchObject({ pause: null, waitUntil: NOW, failures: 0 });
  });

  test.each([
    ['no network', network('refused', false)],
    ["a captive portal's 200", { type: 'unparsable', status: 200 } as const],
    ["a proxy's 403", foreign(403)],
    ['503', own(503, 'unavailable')],
    ['400', own(400, 'bad-request')],
    ['404', own(404, 'not-found')],
    ['403', own(403, 'not-permitted')],
  ])('%s does not, and the next probe is in 15 min', (_, answer) => {
    expect(probed(answer).state.pause).toMatchObject({ probeAt: NOW + PROBE_MS });
  });

  test('a revoked device stays revoked whatever else is answered, and asks again in a day', () => {
    const revoked: DeliveryState = { ...fresh, pause: { reason: 'device-revoked', probeAt: NOW } };
    expect(probed(foreign(403), revoked).state.pause).toEqual({ reason: 'device-revoked', probeAt: NOW + REVOKED_PROBE_MS });
  });

  test('clock-skew is corrected and probed once more at once', () => {
    const skew = own(401, 'clock-skew', { serverTime: 5 });
    const first = probed(skew);
    expect(first.action).toMatchObject({ serverTime: 5 });
    expect(first.state.pause?.probeAt).toBe(NOW);
    expect(probed(skew, first.state).state.pause?.probeAt).toBe(NOW + PROBE_MS);
  });
});

describe('a heartbeat', () => {
  const beat = (answer: Plain) => next(fresh, { type: 'heartbeat', answer }, NOW, most).state;

  test.each([
    ['no network', network('refused', false)],
    ['a foreign 403', foreign(403)],
    ['404', own(404, 'not-found')],
    ['400', own(400, 'bad-request')],
    ['503', own(503, 'unavailable')],
  ])('answered with %s holds no report', (_, answer) => {
    expect(beat(answer)).toMatchObject({ pause: null, waitUntil: NOW, batch: 500, heartbeatAt: NOW + HEARTBEAT_MS });
  });

  test('tells a device that it was revoked', () => {
    expect(beat(own(403, 'device-revoked')).pause?.reason).toBe('device-revoked');
  });
});

describe('a new enrollment', () => {
  test('ends pause, backoff and small batches of the one before', () => {
    const before: DeliveryState = { ...fresh, failures: 9, waitUntil: NOW + 9, batch: 1, pause: { reason: 'x', probeAt: NOW + 9 } };
    expect(next(before, { type: 'enrolled' }, NOW, most).state).toEqual(firstState(NOW, null));
  });
});
