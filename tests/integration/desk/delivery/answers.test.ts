import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReportId } from '../../../../src/shared/ids.ts';
import { IMPATIENT, openDevice, type DeviceUnderTest } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';
import { answerPage, answerProblem, openScriptedCentral, type ScriptedCentral, type Seen } from './scripted-central.ts';

let time: MovedTime;
let central: ScriptedCentral;
let device: DeviceUnderTest;

beforeEach(async () => {
  time = new MovedTime();
  central = await openScriptedCentral();
  central.now = () => time.wall();
  device = openDevice(time);
  await device.enrolled(central.address);
});

afterEach(async () => {
  await device.close();
  await central.close();
});

const delivered = (ids: readonly ReportId[]) => () => ids.every((id) => device.fate(id).state === 'delivered');

/** Answers reports with `answer` the first `times` times, or for ever. */
function scriptReports(
  answer: (response: ServerResponse, seen: Seen) => boolean,
  times = Number.POSITIVE_INFINITY,
): void {
  let left = times;
  central.script = (seen, response) => seen.path === '/v1/reports' && left-- > 0 && answer(response, seen);
}

describe('reports', () => {
  test('are delivered once each, in order, with their receipts', async () => {
    const ids = device.write(20);
    device.start();
    await time.passUntil(delivered(ids));
    expect(central.posts().flatMap(({ events }) => events.map(({ id }) => id))).toEqual(ids);
    expect([...central.stored.values()].every(({ times }) => times === 1)).toBe(true);
    expect(ids.every((id) => device.fate(id).receipt !== null)).toBe(true);
  });

  test('written later are sent when the loop is woken, without any time passing', async () => {
    const delivery = device.start();
    await time.settleUntil(() => central.seen.some(({ path }) => path === '/v1/devices/self/status') && time.asleep);
    const ids = device.write(1);
    delivery.wake();
    await time.settleUntil(delivered(ids));
  });

  test('go out in bodies under 4 MiB and batches of 500', async () => {
    device.write(30, 250_000);
    device.write(570);
    device.start();
    await time.passUntil(() => device.fates()['delivered'] === 600);
    expect(Math.max(...central.posts().map(({ body }) => body.length))).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(Math.max(...central.posts().map(({ events }) => events.length))).toBe(500);
  });
});

describe('an answer that is nobody’s word', () => {
  const faults: [string, (response: ServerResponse) => boolean][] = [
    ['500', (response) => answerProblem(response, 'internal')],
    ['503', (response) => answerProblem(response, 'unavailable')],
    ['429', (response) => answerProblem(response, 'rate-limited')],
    ['408', (response) => answerPage(response, 408)],
    ['425', (response) => answerPage(response, 425)],
    ["a proxy's 502 page", (response) => answerPage(response, 502)],
    ["a filter's 401 page", (response) => answerPage(response, 401)],
    ["a filter's 403 page", (response) => answerPage(response, 403)],
    ['a foreign 404 page', (response) => answerPage(response, 404)],
    ["a captive portal's 200", (response) => answerPage(response, 200)],
    ['a redirect', (response) => answerPage(response, 302, { location: `${central.address}/elsewhere` })],
    [
      'a redirect that keeps the method',
      (response) => answerPage(response, 307, { location: `${central.address}/v1/reports` }),
    ],
    ['garbage with 200', (response) => garbage(response, Buffer.from([0, 255, 254, 123]))],
    ['an empty 200', (response) => garbage(response, Buffer.alloc(0))],
    [
      'an empty list',
      (response) => garbage(response, Buffer.from('{"results":[],"serverTime":"2026-11-23T15:00:00Z"}')),
    ],
    ['204', (response) => response.writeHead(204).end() === response],
    ['an answer cut in half', (response) => cut(response)],
    ['what is not HTTP', (response) => response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n') !== undefined],
    ['an answer without end', (response) => flood(response)],
  ];

  const sizes = () => central.posts().map(({ events }) => events.length);

  test.each(faults)('%s: all reports are kept, the next batch is half as large, and all arrive', async (_, fault) => {
    const ids = device.write(8);
    scriptReports(fault, 2);
    const delivery = device.start();
    await time.passUntil(delivered(ids));
    expect(sizes().slice(0, 3)).toEqual([8, 4, 2]);
    expect(delivery.pausedReason()).toBeNull();
    expect(central.seen.some(({ path }) => path === '/elsewhere')).toBe(false);
    expect([...central.stored.values()].every(({ times }) => times === 1)).toBe(true);
  });

  test.each<[string, (response: ServerResponse) => boolean]>([
    ['an answer that never begins', () => true],
    ['an answer that never ends', (response) => drip(response)],
  ])('%s is given up: all reports are kept, the next batch is half as large, and all arrive', async (_, silence) => {
    await device.close();
    device = openDevice(time, { timeouts: IMPATIENT });
    await device.enrolled(central.address, 'WXYZ-WXYZ-WXYZ');
    const ids = device.write(8);
    scriptReports(silence, 2);
    device.start();
    await time.passUntil(delivered(ids));
    expect(sizes().slice(0, 3)).toEqual([8, 4, 2]);
  });

  function garbage(response: ServerResponse, body: Buffer): boolean {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    return true;
  }

  /** Slow-loris: the headers and a byte at a time, for ever. */
  function drip(response: ServerResponse): boolean {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000_000 });
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
    return true;
  }

  function cut(response: ServerResponse): boolean {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
    response.write('{"results":[', () => response.destroy());
    return true;
  }

  function flood(response: ServerResponse): boolean {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
    return true;
  }

  test('a kept connection that the server has closed is no failure: the request goes again at once on a new one', async () => {
    const ids = device.write(8);
    scriptReports((response) => response.destroy() === response, 1);
    device.start();
    await time.settleUntil(delivered(ids));
    expect(central.posts().map(({ events }) => events.length)).toEqual([8, 8]);
  });

  test('a new connection that is cut is a failure', async () => {
    const ids = device.write(8);
    scriptReports((response) => response.destroy() === response, 2);
    device.start();
    await time.passUntil(delivered(ids));
    expect(central.posts().map(({ events }) => events.length)).toEqual([8, 8, 4, 4]);
  });

  test('a batch that was stored and whose answer was lost ends with the first receipts, each report there once', async () => {
    const ids = device.write(3);
    let lost = false;
    central.results = async (right) => {
      central.results = null;
      await central.close();
      lost = true;
      return right;
    };
    device.start();
    await time.settleUntil(() => lost && time.asleep);
    expect(device.fates()).toEqual({ waiting: 3 });
    await central.reopen();
    await time.passUntil(delivered(ids));
    expect([...central.stored.values()].map(({ times }) => times)).toEqual([2, 2, 2]);
  });

  test('nobody there: waits double from 5 s to 15 min, no report is blamed, and all arrive when somebody is', async () => {
    const ids = device.write(5);
    await central.close();
    const delivery = device.start();
    const from = time.monotonic();
    await time.passUntil(() => time.monotonic() - from > 24 * 3_600_000);
    expect(delivery.pausedReason()).toBe('network');
    expect(device.fates()).toEqual({ waiting: 5 });
    const tries = device.logged.filter(({ event }) => event === 'delivery-unsent').length;
    // Ten in the first half hour and one each quarter of an hour after it.
    expect(tries).toBeGreaterThan(95);
    expect(tries).toBeLessThan(110);
    expect(ids).toHaveLength(5);
  });
});

describe('Retry-After', () => {
  test.each([
    ['seconds', () => ({ 'retry-after': '120' })],
    [
      'a date, read against the Date of its answer',
      () => ({ date: 'Mon, 01 Jan 2024 00:00:00 GMT', 'retry-after': 'Mon, 01 Jan 2024 00:02:00 GMT' }),
    ],
  ])('as %s is waited for, also from a proxy', async (_, headers) => {
    const ids = device.write(1);
    scriptReports((response) => answerPage(response, 503, headers()), 1);
    device.start();
    await time.settleUntil(() => central.posts().length === 1 && time.asleep);
    const from = time.monotonic();
    await time.passUntil(delivered(ids));
    expect(time.monotonic() - from).toBe(120_000);
  });
});

describe('the central endpoint’s own refusal', () => {
  test.each([
    'signature-invalid',
    'not-permitted',
    'not-found',
    'method-not-allowed',
    'unsupported-media-type',
  ] as const)('%s pauses sending and is probed every 15 min, until a configuration is answered', async (slug) => {
    const ids = device.write(3);
    central.script = (seen, response) => seen.path !== '/v1/devices/self/status' && answerProblem(response, slug);
    const delivery = device.start();
    await time.settleUntil(() => delivery.pausedReason() === slug && time.asleep);
    const from = time.monotonic();
    const probes = () => central.seen.filter(({ path }) => path === '/v1/devices/self/config').length;
    await time.passUntil(() => probes() === 4 && time.asleep);
    expect(time.monotonic() - from).toBe(4 * 15 * 60_000);
    expect(central.posts()).toHaveLength(1);
    expect(device.fates()).toEqual({ waiting: 3 });
    central.script = () => false;
    await time.passUntil(delivered(ids));
    expect(delivery.pausedReason()).toBeNull();
  });

  test('device-revoked stops sending, keeps everything and probes once a day, also after a restart', async () => {
    const ids = device.write(3);
    central.script = (_, response) => answerProblem(response, 'device-revoked');
    const delivery = device.start();
    await time.settleUntil(() => delivery.pausedReason() === 'device-revoked' && time.asleep);
    const from = time.monotonic();
    const probes = () => central.seen.filter(({ path }) => path === '/v1/devices/self/config').length;
    await time.passUntil(() => probes() === 2 && time.asleep);
    expect(time.monotonic() - from).toBe(2 * 24 * 3_600_000);
    await delivery.stop();
    const again = device.start();
    expect(again.pausedReason()).toBe('device-revoked');
    expect(device.fates()).toEqual({ waiting: ids.length });
  });

  test('clock-skew is corrected once and sent again at once', async () => {
    const ids = device.write(3);
    time.jump(-10 * 365 * 24 * 3_600_000);
    central.now = () => Date.parse('2026-11-23T15:00:00.000Z');
    device.start();
    await time.settleUntil(delivered(ids));
  });
});
