/** In a long backlog one batch flies while the one before it is settled; no promise of delivery changes by it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { STOP_PATIENCE_MS } from '../../../../src/desk/delivery/loop.ts';
import { openDevice, type DeviceUnderTest } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';
import { answerProblem, openScriptedCentral, type ScriptedCentral } from './scripted-central.ts';

const REPORTS = 600;
const ALL = { events: 500, bytes: 4_000_000 };

let time: MovedTime;
let central: ScriptedCentral;
let device: DeviceUnderTest;

beforeEach(async () => {
  time = new MovedTime();
  central = await openScriptedCentral();
  central.now = () => time.wall();
  device = openDevice(time, { timeouts: { connectMs: 10_000, answerMs: 30_000, bodyMs: 30_000 } });
  await device.enrolled(central.address);
  device.write(REPORTS);
});

afterEach(async () => {
  await device.close();
  await central.close();
});

const steps = () =>
  device.logged.flatMap((each) => {
    if (each.event === 'delivery-sending') return [`sending ${each.reports}`];
    return each.event === 'delivery-sent' ? [`delivered ${each.delivered}`] : [];
  });

test('the next full batch leaves before the last one is settled, each report once and in order', async () => {
  device.start();
  await time.settleUntil(() => device.fates()['delivered'] === REPORTS && time.asleep);
  expect(steps()).toEqual(['sending 500', 'sending 100', 'delivered 500', 'delivered 100']);
  const sequences = central.posts().flatMap(({ events }) => events.map(({ sequence }) => Number(sequence)));
  expect(sequences).toEqual(Array.from({ length: REPORTS }, (_, at) => at + 1));
  expect([...central.stored.values()].every(({ times }) => times === 1)).toBe(true);
});

test('a batch that nobody proves is kept, and so is the one behind it', async () => {
  central.results = (right) => right.map((result) => ({ ...result, receipt: 'e30.e30.e30' }));
  const delivery = device.start();
  await time.settleUntil(() => central.posts().length === 2 && time.asleep);
  expect(device.fates()).toEqual({ behind: REPORTS });
  expect(delivery.pausedReason()).toBe('network');
});

test('a refusal of the batch behind does not undo the one before it', async () => {
  let posts = 0;
  central.script = ({ path }, response) =>
    path === '/v1/reports' && ++posts === 2 && answerProblem(response, 'unavailable');
  device.start();
  await time.settleUntil(() => device.fates()['delivered'] === 500 && time.asleep);
  expect(device.logged.map(({ event }) => event)).toContain('delivery-unsent');
  await time.passUntil(() => device.fates()['delivered'] === REPORTS);
  expect([...central.stored.values()].every(({ times }) => times === 1)).toBe(true);
});

test('a stop cuts the batch behind after a few seconds and gives it back untouched', async () => {
  let posts = 0;
  central.script = ({ path }) => path === '/v1/reports' && ++posts === 2;
  const delivery = device.start();
  await time.settleUntil(() => device.fates()['delivered'] === 500 && posts === 2);
  const stopped = delivery.stop();
  time.pass(STOP_PATIENCE_MS);
  await stopped;
  const [first] = device.store.outbox.claim(time.monotonic(), ALL, 1);
  expect(first).toMatchObject({ sequence: 501, failedAlone: 0 });
  expect(posts).toBe(2);
});
