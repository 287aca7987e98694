/** More than the central endpoint can hold is turned away before it takes memory, and told when to come again. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Agent, request as httpRequest } from 'node:http';
import { Client } from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { useCentral } from './harness.ts';
import { request, TestDevice, type Answer } from './device.ts';
import { feedbackOf } from './payloads.ts';

/** For what comes by itself; below the 10 s after which whoever stops cuts what is under way. */
const PATIENCE_MS = 9_000;

function expectAgain(answer: Answer, seconds = /^\d+$/): void {
  expect([answer.status, answer.problem]).toEqual([429, 'rate-limited']);
  expect(answer.headers.get('retry-after')).toMatch(seconds);
  expect(answer.headers.get('date')).not.toBeNull();
}

describe('under load', () => {
  const place = useCentral('embedded');

  test('bodies beyond what is held at once are refused while they arrive, and everyone is served after', async () => {
    const central = await place.start({ load: { bytes: 300_000 } });
    const device = await central.device('kiosk');
    const slow = connect(Number(new URL(central.url).port), '127.0.0.1');
    slow.write('POST /v1/enrollments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    slow.write(`Content-Length: 250000\r\n\r\n${'x'.repeat(200_000)}`);
    const body = JSON.stringify([{ padding: 'x'.repeat(150_000) }]);
    const send = () =>
      device.send('POST', '/v1/reports', body, { headers: { 'content-type': 'application/cloudevents-batch+json' } });
    await vi.waitFor(async () => expectAgain(await send()), PATIENCE_MS);
    // What is small finds its place, and a single one that is larger than all is refused too.
    expect((await device.results([await device.event(feedbackOf(3))]))[0]?.status).toBe('accepted');
    slow.destroy();
    await vi.waitFor(async () => expect((await send()).problem).toBe('bad-request'), PATIENCE_MS);
    expect(central.events.filter(({ event }) => event === 'request.failed')).toEqual([]);
  });

  test('a body without a length is counted as it comes, and ends at the limit of any body', async () => {
    const central = await place.start({ load: { bytes: 100_000 } });
    const chunked = (bytes: number) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = httpRequest(
          `${central.url}/v1/enrollments`,
          { method: 'POST', headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' } },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          },
        );
        sent.on('error', reject);
        for (let at = 0; at < bytes; at += 10_000) sent.write('x'.repeat(10_000));
        sent.end();
      });
    expect(await chunked(50_000)).toBe(400);
    expect(await chunked(200_000)).toBe(429);
    const wide = await place.start();
    const device = await wide.device('kiosk');
    const large = await device.send('POST', '/v1/reports', 'x'.repeat(4 * 1024 * 1024 + 1), {
      headers: { 'content-type': 'application/cloudevents-batch+json' },
    });
    expect([large.status, large.problem]).toEqual([413, 'too-large']);
  });

  test('batches take turns, one whose turn does not come is told to come again, and none is stored twice', async () => {
    const central = await place.start({ load: { ingests: 1, turnMs: 300 } });
    const devices = await Promise.all([1, 2, 3].map(() => central.device('kiosk')));
    const [first, second, third] = devices;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three devices');
    const events = await Promise.all(devices.map((device) => device.event(feedbackOf(4))));
    // Somebody holds the table for longer than a turn is waited for.
    const stuck = new Client({ connectionString: central.databaseUrl });
    await stuck.connect();
    await stuck.query('BEGIN; LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE');
    const holding = first.results([events[0]]);
    await vi.waitFor(async () => {
      const { rows } = await stuck.query("SELECT FROM pg_locks WHERE relation = 'ledger'::regclass AND NOT granted");
      expect(rows).toHaveLength(1);
    }, PATIENCE_MS);
    const waiting = await Promise.all([second.post([events[1]]), third.post([events[2]])]);
    for (const answer of waiting) expectAgain(answer);
    await stuck.query('COMMIT');
    await stuck.end();
    expect((await holding)[0]?.status).toBe('accepted');
    expect((await second.results([events[1]]))[0]?.status).toBe('accepted');
    expect((await third.results([events[2]]))[0]?.status).toBe('accepted');
    expect(await central.query('SELECT FROM ledger')).toHaveLength(3);
  });

  test('more requests than are taken at once are turned away; whether it lives is always answered', async () => {
    const central = await place.start({ load: { requests: 2 } });
    const port = Number(new URL(central.url).port);
    const begun = Array.from({ length: 2 }, () => {
      const socket = connect(port, '127.0.0.1');
      socket.write(
        'POST /v1/enrollments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
      );
      return socket;
    });
    await vi.waitFor(async () => expectAgain(await request(central.url, 'GET', '/v1/schemas/x', null)), PATIENCE_MS);
    expect((await request(central.url, 'GET', '/v1/health', null)).status).toBe(200);
    expect((await request(central.url, 'GET', '/v1/ready', null)).status).toBe(200);
    for (const socket of begun) socket.destroy();
    await vi.waitFor(async () => {
      expect((await request(central.url, 'GET', '/v1/schemas/x', null)).status).toBe(404);
    }, PATIENCE_MS);
  });

  test('a device that asks too often is told when to come again, and holds no other back', async () => {
    const central = await place.start({ deviceRate: { perSecond: 2, burst: 5 } });
    const [wild, other] = [await central.device('kiosk'), await central.device('kiosk')];
    const path = '/v1/devices/self/ledger';
    for (let each = 0; each < 5; each++) expect((await wild.get(path)).status).toBe(200);
    expectAgain(await wild.get(path), /^1$/);
    expectAgain(await wild.post([await wild.event(feedbackOf(2))]), /^1$/);
    expect((await other.get(path)).status).toBe(200);
    // A stranger who names the device takes nothing from it.
    const stranger = new TestDevice(central.url, central.clock.wall);
    stranger.enrolled = other.enrolled;
    for (let each = 0; each < 10; each++) expect((await stranger.get(path)).problem).toBe('signature-invalid');
    expect((await other.get(path)).status).toBe(200);
    central.clock.pass(1_000);
    expect((await wild.get(path)).status).toBe(200);
    expect((await wild.get(path)).status).toBe(200);
    expectAgain(await wild.get(path), /^1$/);
  });

  test('a connection that becomes idle while it stops does not hold it up', async () => {
    const central = await place.start();
    const agent = new Agent({ keepAlive: true });
    const device = await central.device('kiosk');
    const event = await device.event(feedbackOf(5));
    const stuck = central.query(
      `DO $$ BEGIN LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE; PERFORM pg_sleep(0.7); END $$`,
    );
    await vi.waitFor(async () => {
      const rows = await central.query("SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted");
      expect(rows.length).toBeGreaterThan(0);
    }, PATIENCE_MS);
    // On a connection that is kept, as a device's is; and one that never says a word.
    const answered = new Promise<number | undefined>((resolve, reject) => {
      const body = JSON.stringify([event]);
      const headers = device.signed('POST', '/v1/reports', body, {
        headers: { 'content-type': 'application/cloudevents-batch+json' },
      });
      const sent = httpRequest(`${central.url}/v1/reports`, { method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on('error', reject);
      sent.end(body);
    });
    const silent = connect(Number(new URL(central.url).port), '127.0.0.1');
    silent.on('error', () => {});
    await vi.waitFor(async () => {
      const rows = await central.query('SELECT FROM pg_locks WHERE NOT granted');
      expect(rows.length).toBeGreaterThan(0);
    }, PATIENCE_MS);
    const began = performance.now();
    await central.central.close();
    expect(performance.now() - began).toBeLessThan(PATIENCE_MS);
    expect(await answered).toBe(200);
    await stuck;
    agent.destroy();
    silent.destroy();
  });

  test('whoever never finishes a handshake is let go, and does not hold up the end', async () => {
    const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));
    const tls = { cert: fixture('tls-cert.pem'), key: fixture('tls-key.pem') };
    const silent = (url: string) => connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
    const short = await place.start({ tls, limits: { headers: 300, look: 50 } });
    await once(silent(short.url), 'close');
    const long = await place.start({ tls });
    const held = silent(long.url);
    await once(held, 'connect');
    const began = performance.now();
    await long.central.close();
    expect(performance.now() - began).toBeLessThan(PATIENCE_MS);
    held.destroy();
  });

  test('metrics count by status and problem, on a listener of their own, and name no device and no type', async () => {
    const central = await place.start({ metricsPort: 0, deviceRate: { perSecond: 1, burst: 3 } });
    const metricsUrl = new URL(central.central.metricsUrl ?? '');
    expect(metricsUrl.hostname).toBe('127.0.0.1');
    const device = await central.device('kiosk');
    const [altered, ...events] = await device.events(4, () => feedbackOf(1));
    await device.results(events);
    await device.results([events[0], { ...altered, data: `${altered?.data}x` }]);
    await device.get('/v1/devices/self/ledger');
    expectAgain(await device.get('/v1/devices/self/ledger'));
    const text = await (await fetch(metricsUrl)).text();
    for (const line of [
      'fairdesk_reports_total{status="accepted",problem=""} 3',
      'fairdesk_reports_total{status="duplicate",problem=""} 1',
      'fairdesk_reports_total{status="refused",problem="unsealable"} 1',
      'fairdesk_request_duration_seconds_count{method="POST",route="/v1/reports",status="200"} 2',
      'fairdesk_turned_away_total{limit="device-rate"} 1',
      'fairdesk_intake_rows 3',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).toMatch(/^fairdesk_pool_connections [1-9]/m);
    for (const secret of [device.id, events[0]?.id ?? '', 'org.fairdesk', 'feedback', 'bronx']) {
      expect(text).not.toContain(secret);
    }
    expect((await request(central.url, 'GET', '/metrics', null)).problem).toBe('not-found');
    expect((await fetch(new URL('/', metricsUrl))).status).toBe(404);
    expect((await fetch(metricsUrl, { method: 'POST' })).status).toBe(405);
  });
});
