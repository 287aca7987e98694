/** Bad input of any shape gets a 4xx problem: never a 5xx, a stack, an echo, nor anything stored. */
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemSchema, problemSlug } from '../../../src/shared/wire/problems.ts';
import { runs } from '../fuzz/generate.ts';
import { useCentral, type TestCentral } from './harness.ts';
import { request, type Answer, type TestDevice } from './device.ts';
import { feedback } from './payloads.ts';

const RUNS = runs(400);
/** So many at once: what one request leaves behind must not trip another. */
const AT_ONCE = 4;
/** Codes that do not work are counted by the hour: tries so far apart are all looked at. */
const BETWEEN_TRIES_MS = 10 * 60_000;

function expectProblem(answer: Answer): void {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('date')).not.toBeNull();
  const document = problemSchema.parse(answer.body);
  expect(document.status).toBe(answer.status);
  expect(problemSlug(document.type)).not.toBeNull();
  expect(answer.text).not.toMatch(/node_modules|\.ts:|\n\s+at /);
}

/** Sends bytes on a bare socket and returns all that comes back until the other end closes. */
function raw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

/** Every value that is generated, some of them side by side. */
async function each<T>(values: fc.Arbitrary<T>, check: (value: T) => Promise<void>, before = () => {}): Promise<void> {
  const several = fc.array(values, { minLength: AT_ONCE, maxLength: AT_ONCE });
  const property = fc.asyncProperty(several, async (batch) => {
    before();
    await Promise.all(batch.map(check));
  });
  await fc.assert(property, { numRuns: RUNS / AT_ONCE });
}

const anyJson = fc.jsonValue({ maxDepth: 4, noUnicodeString: false });

describe('garbage', () => {
  const place = useCentral('embedded');

  /** Posts signed bodies of any kind to every address that takes one. */
  async function sendEverywhere(device: TestDevice, body: string, check: (path: string, answer: Answer) => void) {
    const places = [
      ['POST', '/v1/reports', 'application/cloudevents-batch+json'],
      ['POST', '/v1/devices/self/ledger/missing', 'application/json'],
      ['PUT', '/v1/devices/self/status', 'application/json'],
      ['POST', '/v1/enrollments', 'application/json'],
    ] as const;
    for (const [method, path, type] of places) {
      check(path, await device.send(method, path, body, { headers: { 'content-type': type } }));
    }
  }

  async function start(): Promise<{ central: TestCentral; device: TestDevice }> {
    const central = await place.start({ deviceRate: null });
    return { central, device: await central.device('inspector') };
  }

  test('bodies that are not JSON, not UTF-8 or not the right JSON', async () => {
    const { device } = await start();
    for (const body of [
      '',
      '{',
      '[',
      'null',
      '"text"',
      '42',
      '[[]]',
      '{"a":1e999}',
      '\u0000',
      '[1,2',
      '{"__proto__":{"x":1}}]',
    ]) {
      await sendEverywhere(device, body, (path, answer) => {
        if (path.endsWith('/status') && answer.status === 204) return;
        expectProblem(answer);
      });
    }
    const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
    expectProblem(await request(device.url, 'POST', '/v1/enrollments', bytes, { 'content-type': 'application/json' }));
  });

  test('any JSON value, signed and sent everywhere', async () => {
    const { central, device } = await start();
    const sent = (value: unknown) =>
      sendEverywhere(device, JSON.stringify(value), (path, answer) => {
        // An object may be a heartbeat: all of its fields are optional.
        if (path.endsWith('/status') && answer.status === 204) return;
        expectProblem(answer);
      });
    await each(anyJson, sent, () => central.clock.pass(BETWEEN_TRIES_MS));
    expect(await central.query('SELECT FROM ledger')).toHaveLength(0);
    expect(central.events.filter(({ event }) => event === 'request.failed')).toEqual([]);
  });

  test('events with any one attribute missing or of any other value', async () => {
    const { central, device } = await start();
    const good = await device.event(feedback);
    const changes = fc.tuple(fc.constantFrom(...Object.keys(good)), fc.option(anyJson, { nil: undefined }));
    await each(changes, async ([name, value]) => {
      const { [name]: _, ...rest } = good;
      const answer = await device.post([value === undefined ? rest : { ...rest, [name]: value }]);
      if (answer.status !== 200) return expectProblem(answer);
      const [result] = (answer.body as { results: { status: string; problem?: unknown }[] }).results;
      expect(result?.status).toBe('refused');
      expect(problemSchema.parse(result?.problem).status).toBeLessThan(500);
    });
    expect(await central.query('SELECT FROM ledger')).toHaveLength(0);
  });

  test('any payload under a good seal is stored or refused alone, and never changes a prototype', async () => {
    const { central, device } = await start();
    const values = fc.oneof(
      anyJson,
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u0000', '\ud800', -0, 1e308, '__proto__'),
    );
    const names = fc.constantFrom(...Object.keys(feedback), '__proto__', 'constructor', 'extra');
    await each(fc.dictionary(names, values), async (change) => {
      const payload = JSON.parse(JSON.stringify({ ...feedback, ...change })) as typeof feedback;
      const event = await device.event(payload, { type: feedback.schema });
      const neighbour = await device.event(feedback);
      const results = await device.results([event, neighbour]);
      expect(results[1]?.status).toBe('accepted');
      expect(['accepted', 'refused']).toContain(results[0]?.status);
    });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(central.events.filter(({ event }) => event === 'request.failed')).toEqual([]);
    // Whatever was let in also gets out: one row can never hold its lot.
    central.clock.pass(25 * 3_600_000);
    await central.central.releaseIntake();
    expect(await central.query('SELECT FROM intake')).toHaveLength(0);
  });

  test('unknown paths, wrong methods and wrong media types are told apart', async () => {
    const { device } = await start();
    const expectSlug = async (answer: Promise<Answer>, status: number, slug: string) => {
      const got = await answer;
      expectProblem(got);
      expect([got.status, got.problem]).toEqual([status, slug]);
      return got;
    };
    const { url } = device;
    for (const path of [
      '/',
      '/v1',
      '/v2/reports',
      '/v1/reports/',
      '/v1/devices/self',
      '/v1/content/packs/fairdesk',
      '/v1/findings',
      '/..%2f..%2fetc/passwd',
    ]) {
      await expectSlug(request(url, 'GET', path, null), 404, 'not-found');
    }
    for (const [method, path, allow] of [
      ['GET', '/v1/reports', 'POST'],
      ['DELETE', '/v1/reports', 'POST'],
      ['PUT', '/v1/enrollments', 'POST'],
      ['GET', '/v1/attachments', 'OPTIONS, POST'],
      ['PUT', '/v1/attachments/x', 'DELETE, HEAD, OPTIONS, PATCH'],
      ['POST', '/v1/devices/self/status', 'PUT'],
      ['PATCH', '/v1/devices/self/config', 'GET, HEAD'],
      ['PUT', '/v1/content/packs/fairdesk/1', 'GET, HEAD'],
      ['OPTIONS', '/v1/health', 'GET, HEAD'],
      ['PROPFIND', '/v1/health', 'GET, HEAD'],
    ] as const) {
      const answer = await expectSlug(request(url, method, path, null), 405, 'method-not-allowed');
      expect(answer.headers.get('allow')).toBe(allow);
    }
    for (const type of ['application/json', 'text/plain', 'application/cloudevents+json', 'garbage', 'a/b/c; =']) {
      await expectSlug(
        device.send('POST', '/v1/reports', '[]', { headers: { 'content-type': type } }),
        415,
        'unsupported-media-type',
      );
    }
    await expectSlug(
      device.send('PUT', '/v1/devices/self/status', '{}', {
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      }),
      415,
      'unsupported-media-type',
    );
    const withCharset = { headers: { 'content-type': 'Application/JSON; charset=utf-8' } };
    expect((await device.send('PUT', '/v1/devices/self/status', '{}', withCharset)).status).toBe(204);
  });

  test('paths and queries of any bytes', async () => {
    const { device } = await start();
    for (const path of [
      '/%',
      '/%zz',
      '/v1/schemas/%ff',
      '/v1/schemas/%E0%A4%A',
      `/v1/schemas/${'x'.repeat(5000)}`,
      '/v1/health/%2e%2e',
      '//v1/health',
      '/v1//health',
    ]) {
      expectProblem(await request(device.url, 'GET', path, null));
    }
    await each(fc.tuple(fc.webPath(), fc.webQueryParameters()), async ([path, query]) => {
      expectProblem(await request(device.url, 'GET', `/v1/x${path}?${query}`, null));
    });
  });

  test('whoever sends a byte now and then is answered 408 and let go, and holds nobody else', async () => {
    const central = await place.start({ limits: { headers: 300, request: 600, look: 50 } });
    const slowHeaders = raw(central.url, 'GET /v1/health HTTP/1.1\r\nHost: x\r\n');
    const slowBody = raw(
      central.url,
      'POST /v1/enrollments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );
    expect((await request(central.url, 'GET', '/v1/health', null)).status).toBe(200);
    for (const answer of await Promise.all([slowHeaders, slowBody])) {
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toContain('urn:fairdesk:problem:request-timeout');
    }
    expect((await request(central.url, 'GET', '/v1/ready', null)).status).toBe(200);
  });

  test('what is not HTTP, lies about its length or never ends', async () => {
    const { device } = await start();
    const head = 'Host: x\r\nContent-Type: application/json\r\n';
    const cases: [string, number][] = [
      ['GARBAGE\r\n\r\n', 400],
      ['FROB /v1/health HTTP/1.1\r\nHost: x\r\n\r\n', 400],
      ['GET /v1/health HTTP/9.9\r\n\r\n', 400],
      ['CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n', 405],
      [`POST /v1/enrollments HTTP/1.1\r\n${head}Content-Length: x\r\n\r\n{}`, 400],
      [`POST /v1/enrollments HTTP/1.1\r\n${head}Content-Length: -1\r\n\r\n{}`, 400],
      [`POST /v1/enrollments HTTP/1.1\r\n${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`, 400],
      [`POST /v1/enrollments HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
      [`POST /v1/enrollments HTTP/1.1\r\n${head}Connection: close\r\nContent-Length: 99999999\r\n\r\n`, 413],
      [`GET /v1/health HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
      [`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
      ['GET /v1/health HTTP/1.1\r\nHost: x\r\nExpect: everything\r\n\r\n', 400],
      ['GET /v1/health HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n', 400],
    ];
    for (const [text, status] of cases) {
      const answer = await raw(device.url, text);
      expect([text.slice(0, 60), answer.slice(0, 12)]).toEqual([text.slice(0, 60), `HTTP/1.1 ${status}`]);
      expect(answer).toMatch(/\r\ncontent-type: application\/problem\+json\r\n/i);
      expect(answer).toMatch(/\r\ndate: /i);
    }
  });
});
