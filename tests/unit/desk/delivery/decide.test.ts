import { describe, expect, test } from 'vitest';
import { PARKED_MS, PROBE_MS, REVOKED_PROBE_MS, type DeliveryState } from '../../../../src/desk/delivery/decide.ts';
import { foreign, fresh, least, network, NOW, only, own, reports, sent, verdict, type Failed } from './deciding.ts';

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
    ['500 under a slug that would revoke', own(500, 'device-revoked')],
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
    expect(sent(fresh, reports(2), own(401, 'clock-skew')).state).toMatchObject({
      waitUntil: NOW + 5_000,
      pause: null,
    });
  });
});

describe('results of a batch', () => {
  test('each report goes its own way', () => {
    const batch = reports(7);
    const hows = [
      'delivered',
      'id-conflict',
      'data-reused',
      'unsealable',
      'schema',
      'unknown-type',
      'unproven',
    ] as const;
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
    const { outcomes, state } = sent(
      { ...fresh, batch: 8 },
      batch,
      batch.map((report) => verdict(report, 'unproven')),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['behind', 'behind']);
    expect(state).toMatchObject({ failures: 1, waitUntil: NOW + 5_000, batch: 8 });
  });
});
