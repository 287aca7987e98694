import { describe, expect, test } from 'vitest';
import {
  firstState,
  HEARTBEAT_MS,
  next,
  PROBE_MS,
  REVOKED_PROBE_MS,
  type DeliveryState,
  type Plain,
} from '../../../../src/desk/delivery/decide.ts';
import { foreign, fresh, most, network, NOW, own } from './deciding.ts';

describe('what to do now', () => {
  const idle = (state: DeliveryState, due: number | null) => next(state, { type: 'idle', due }, NOW, most).action;

  test('reports that are due are sent', () => {
    expect(idle({ ...fresh, batch: 31 }, NOW - 1)).toEqual({ type: 'send', events: 31, suspects: 1 });
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
    expect(probed(foreign(403), revoked).state.pause).toEqual({
      reason: 'device-revoked',
      probeAt: NOW + REVOKED_PROBE_MS,
    });
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

describe('news', () => {
  test('are told by the next request, where nothing is paused', () => {
    const rested = { ...fresh, heartbeatAt: NOW + 300_000 };
    const idle = (state: DeliveryState) => next(state, { type: 'idle', due: NOW }, NOW, most).action.type;
    expect(idle(rested)).toBe('send');
    expect(idle(next(rested, { type: 'news' }, NOW, most).state)).toBe('heartbeat');
    const paused = { ...rested, pause: { reason: 'x', probeAt: NOW + 9 } };
    expect(idle(next(paused, { type: 'news' }, NOW, most).state)).toBe('wait');
  });
});

describe('a new enrollment', () => {
  test('ends pause, backoff and small batches of the one before', () => {
    const before: DeliveryState = {
      ...fresh,
      failures: 9,
      waitUntil: NOW + 9,
      batch: 1,
      pause: { reason: 'x', probeAt: NOW + 9 },
    };
    expect(next(before, { type: 'enrolled' }, NOW, most).state).toEqual(firstState(NOW, null));
  });
});
