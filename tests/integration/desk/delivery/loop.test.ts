import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { STOP_PATIENCE_MS } from '../../../../src/desk/delivery/loop.ts';
import { clockOffset } from '../../../../src/desk/device/connection.ts';
import { openDevice, type DeviceUnderTest } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';
import { openScriptedCentral, type ScriptedCentral } from './scripted-central.ts';

const YEAR_MS = 365 * 24 * 3_600_000;
const STATUS = '/v1/devices/self/status';
const ALL = { events: 500, bytes: 4_000_000 };

let time: MovedTime;
let central: ScriptedCentral;
let device: DeviceUnderTest;

beforeEach(async () => {
  time = new MovedTime();
  central = await openScriptedCentral();
  const started = time.monotonic();
  const served = time.wall();
  // Its clock is right whatever happens to ours.
  central.now = () => served + time.monotonic() - started;
  device = openDevice(time, { timeouts: { connectMs: 5_000, answerMs: 30_000, bodyMs: 5_000 } });
  await device.enrolled(central.address);
});

afterEach(async () => {
  await device.close();
  await central.close();
});

const deliveredAll = (count: number) => () => device.fates()['delivered'] === count;

describe('stopping', () => {
  test('lets the request under way finish', async () => {
    device.write(3);
    const answers: (() => void)[] = [];
    central.results = (right) =>
      new Promise((resolve) => {
        answers.push(() => resolve(right));
      });
    const delivery = device.start();
    await time.settleUntil(() => answers.length > 0);
    const stopped = delivery.stop();
    answers[0]?.();
    await stopped;
    expect(device.fates()).toEqual({ delivered: 3 });
  });

  test('cuts a request that hangs, after a few seconds, and gives its reports back untouched', async () => {
    const [first] = device.write(1);
    central.script = ({ path }) => path === '/v1/reports';
    const delivery = device.start();
    await time.settleUntil(() => central.posts().length === 1);
    const stopped = delivery.stop();
    time.pass(STOP_PATIENCE_MS);
    await stopped;
    expect(device.store.outbox.claim(time.monotonic(), ALL, 1)).toMatchObject([{ id: first, failedAlone: 0 }]);
  });

  test('while nothing is under way ends at once, and nothing is sent after', async () => {
    const delivery = device.start();
    await time.settleUntil(() => time.asleep);
    await delivery.stop();
    const before = central.seen.length;
    device.write(1);
    delivery.wake();
    time.pass(3_600_000);
    expect(central.seen).toHaveLength(before);
  });
});

describe('a lease', () => {
  test('counts from the claim, however long the report has waited: nobody else gets it a second later', async () => {
    device.write(1);
    time.pass(48 * 3_600_000);
    central.script = ({ path }) => path === '/v1/reports';
    device.start();
    await time.settleUntil(() => central.posts().length === 1);
    time.pass(1_000);
    expect(device.store.outbox.claim(time.monotonic(), ALL, 1)).toEqual([]);
  });
});

describe('clocks', () => {
  test.each([
    ['ten years back', -10 * YEAR_MS],
    ['ten years ahead', 10 * YEAR_MS],
    ['an hour ahead', 3_600_000],
    ['an hour back', -3_600_000],
  ])('set %s: everything arrives at once, in order of sequence', async (_, jump) => {
    device.write(2);
    time.jump(jump);
    device.write(2);
    device.start();
    await time.settleUntil(deliveredAll(4));
    const arrived = central.posts().flatMap(({ events }) => events.map(({ sequence }) => Number(sequence)));
    expect(arrived.slice(-4)).toEqual([1, 2, 3, 4]);
    expect(Math.abs(clockOffset(device.store.records) + (Math.abs(jump) > 900_000 ? jump : 0))).toBeLessThan(1_000);
  });

  test.each([-10 * YEAR_MS, 10 * YEAR_MS])(
    'a jump of %s ms during a backoff neither lengthens nor ends it',
    async (jump) => {
      device.write(1);
      await central.close();
      device.start();
      await time.settleUntil(() => device.logged.some(({ event }) => event === 'delivery-unsent') && time.asleep);
      const from = time.monotonic();
      time.jump(jump);
      await central.reopen();
      time.pass(4_000);
      await new Promise((resolve) => setImmediate(resolve));
      expect(central.posts()).toEqual([]);
      await time.passUntil(deliveredAll(1));
      expect(time.monotonic() - from).toBe(5_000);
    },
  );

  test('a clock that is set right again after it was corrected is corrected again', async () => {
    time.jump(-10 * YEAR_MS);
    device.write(1);
    const delivery = device.start();
    await time.settleUntil(deliveredAll(1));
    time.jump(10 * YEAR_MS);
    device.write(1);
    delivery.wake();
    await time.settleUntil(deliveredAll(2));
  });
});

describe('the heartbeat', () => {
  const beats = () => central.seen.filter(({ path }) => path === STATUS);

  test('goes out at the start and every five minutes', async () => {
    device.start();
    await time.passUntil(() => beats().length === 4 && time.asleep);
    const from = time.monotonic();
    await time.passUntil(() => beats().length === 7 && time.asleep);
    expect(time.monotonic() - from).toBe(3 * 300_000);
    expect(beats()[0]?.method).toBe('PUT');
    expect(JSON.parse(beats()[0]?.body.toString() ?? '')).toEqual({
      appVersion: '0.0.0',
      pausedReason: null,
      clockOffsetMs: 0,
    });
  });

  test('that nobody takes holds no report', async () => {
    central.script = ({ path }, response) =>
      path === STATUS && response.writeHead(404).end('nothing here') === response;
    device.write(3);
    device.start();
    await time.settleUntil(deliveredAll(3));
  });
});

describe('a fault of this machine', () => {
  test('while the heartbeat is filled in: it goes out with what is known, and holds no report', async () => {
    device.heartbeat = () => {
      throw new Error('no such disk');
    };
    device.write(3);
    device.start();
    await time.settleUntil(deliveredAll(3));
    expect(central.seen.filter(({ path }) => path === STATUS)).toHaveLength(1);
  });

  test('a key that cannot be opened here sends nothing, and staff are told', async () => {
    device.store.records.remove('device-keys');
    device.write(1);
    const before = central.seen.length;
    const delivery = device.start();
    await time.settleUntil(() => delivery.pausedReason() === 'key-unreadable');
    expect(central.seen).toHaveLength(before);
  });
});

describe('a fault of the store', () => {
  test('while an answer is written down: the loop goes on, and the reports are delivered later', async () => {
    device.write(2);
    const { outbox } = device.store;
    const { settle } = outbox;
    let faults = 1;
    outbox.settle = (outcomes) => {
      if (faults-- > 0) throw new Error('disk full');
      settle(outcomes);
    };
    device.start();
    await time.passUntil(deliveredAll(2));
    expect(device.logged.map(({ event }) => event)).toContain('delivery-failed');
    expect([...central.stored.values()].map(({ times }) => times)).toEqual([2, 2]);
  });
});

describe('the log', () => {
  test('holds no id and nothing of a report', async () => {
    const ids = device.write(3);
    device.start();
    await time.settleUntil(deliveredAll(3));
    const text = JSON.stringify(device.logged);
    for (const id of ids) expect(text).not.toContain(id);
    expect(text).not.toContain(central.deviceId);
  });
});
