/** Whatever is sent to an endpoint, signed or not: an answer of the contract, never a 5xx, never a hang. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportEventSchema } from '../../../src/shared/wire/envelope.ts';
import {
  enrollmentRequestSchema,
  heartbeatSchema,
  ledgerMissingRequestSchema,
} from '../../../src/shared/wire/exchanges.ts';
import { problemSchema, problemSlug } from '../../../src/shared/wire/problems.ts';
import { request, type Answer, type TestDevice } from '../central/device.ts';
import { useCentral, type TestCentral } from '../central/harness.ts';
import { feedback } from '../central/payloads.ts';
import { anyJson, broken, FULL, pollution, runs, valid } from './generate.ts';

/** Each input is a request over a real socket, and takes its time. */
const RUNS = runs(200);
const HANG_MS = 10_000;
/** So many at once: what one request leaves behind must not trip another. */
const AT_ONCE = 4;
/** Codes that do not work are counted by the hour. */
const BETWEEN_TRIES_MS = 10 * 60_000;

const place = useCentral('embedded');

interface Sent {
  readonly body: string | null;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tampered: boolean;
}

const hostileHeaders = fc.dictionary(
  fc.constantFrom(
    'content-type',
    'content-encoding',
    'if-none-match',
    'x-forwarded-for',
    'upload-length',
    'upload-offset',
    'upload-metadata',
    'tus-resumable',
    'x-http-method-override',
    'accept',
    'range',
  ),
  fc.oneof(
    fc.constantFrom('*', '', '-1', '0', '5', '1.0.0', 'gzip', 'sha256 !!', 'a'.repeat(4_000), 'application/json'),
    fc.string({ unit: fc.constantFrom(...Array.from(' !"#$%&\'()*+,-./0123456789:;<=>?@AZ[]^_`az{|}~\u00e9')) }),
  ),
  { maxKeys: 2 },
);

function requests(body: fc.Arbitrary<string | null>): fc.Arbitrary<Sent> {
  return fc.record({
    body,
    query: fc.oneof(
      { weight: 5, arbitrary: fc.constant('') },
      fc.webQueryParameters().map((text) => `?${text}`),
    ),
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, hostileHeaders),
    tampered: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  });
}

/** JSON that is right, nearly right or anything, and text that is no JSON. */
function bodyOf(right: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const json = fc.oneof({ weight: 2, arbitrary: right }, { weight: 6, arbitrary: broken(right) }, anyJson);
  const text = json.map((value) => JSON.stringify(value) ?? '');
  return fc.oneof(
    { weight: 8, arbitrary: text },
    fc.tuple(text, fc.nat(40)).map(([whole, cut]) => whole.slice(0, -cut)),
    fc.string({ unit: 'binary' }),
  );
}

function expectOfTheContract(path: string, answer: Answer): void {
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|\n\s+at /);
  if (answer.status < 400) return;
  // What tus refuses is said as tus servers do.
  if (path.startsWith('/v1/attachments') && answer.problem === null) return;
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const document = problemSchema.parse(answer.body);
  expect([document.status, problemSlug(document.type) !== null]).toEqual([answer.status, true]);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

interface Endpoint {
  readonly method: string;
  readonly path: fc.Arbitrary<string>;
  readonly mediaType?: string;
  readonly body?: (device: TestDevice) => Promise<fc.Arbitrary<string>>;
  readonly before?: (central: TestCentral) => void;
}

const at = (path: string) => fc.constant(path);
const json = 'application/json';
const uploads = fc
  .oneof(fc.uuid(), fc.string(), fc.constantFrom('..', '%2e%2e', '0', 'x'.repeat(300)))
  .map((id) => `/v1/attachments/${encodeURIComponent(id)}`);

const endpoints: Readonly<Record<string, Endpoint>> = {
  'POST /v1/reports': {
    method: 'POST',
    path: at('/v1/reports'),
    mediaType: 'application/cloudevents-batch+json',
    async body(device) {
      const good = fc.constantFrom<unknown>(...(await device.events(3, () => feedback)));
      return bodyOf(fc.array(fc.oneof(good, broken(good), valid(reportEventSchema)), { minLength: 1, maxLength: 3 }));
    },
  },
  'POST /v1/enrollments': {
    method: 'POST',
    path: at('/v1/enrollments'),
    mediaType: json,
    body: () => Promise.resolve(bodyOf(valid(enrollmentRequestSchema))),
    before: (central) => central.clock.pass(BETWEEN_TRIES_MS),
  },
  'PUT /v1/devices/self/status': {
    method: 'PUT',
    path: at('/v1/devices/self/status'),
    mediaType: json,
    body: () => Promise.resolve(bodyOf(valid(heartbeatSchema))),
  },
  'POST /v1/devices/self/ledger/missing': {
    method: 'POST',
    path: at('/v1/devices/self/ledger/missing'),
    mediaType: json,
    body: () => Promise.resolve(bodyOf(valid(ledgerMissingRequestSchema))),
  },
  'PATCH /v1/attachments/ID': {
    method: 'PATCH',
    path: uploads,
    mediaType: 'application/offset+octet-stream',
    body: () => Promise.resolve(fc.string({ unit: 'binary' })),
  },
  'POST /v1/attachments': { method: 'POST', path: at('/v1/attachments') },
  'HEAD /v1/attachments/ID': { method: 'HEAD', path: uploads },
  'DELETE /v1/attachments/ID': { method: 'DELETE', path: uploads },
  'GET /v1/devices/self/ledger': { method: 'GET', path: at('/v1/devices/self/ledger') },
  'GET /v1/devices/self/config': { method: 'GET', path: at('/v1/devices/self/config') },
  'GET /v1/content/manifest': { method: 'GET', path: at('/v1/content/manifest') },
  'GET /v1/content/packs/ID/VERSION': {
    method: 'GET',
    path: fc
      .tuple(
        fc.oneof(fc.string(), fc.constantFrom('fairdesk', '__proto__', '..', 'x'.repeat(64))),
        fc.oneof(fc.string(), fc.constantFrom('1', '0', '-1', '1e3', '9007199254740992', '9007199254740991')),
      )
      .map(([id, version]) => `/v1/content/packs/${encodeURIComponent(id)}/${encodeURIComponent(version)}`),
  },
  'GET /v1/schemas/TYPE': {
    method: 'GET',
    path: fc.oneof(fc.string(), fc.constant('__proto__')).map((type) => `/v1/schemas/${encodeURIComponent(type)}`),
  },
  'anything anywhere': {
    method: 'GET',
    path: fc.webPath().map((path) => `/v1/x${path}`),
  },
};

describe('every endpoint', () => {
  test.each(Object.keys(endpoints))(
    `%s takes ${RUNS} requests`,
    { timeout: FULL ? 3_600_000 : 60_000 },
    async (name) => {
      const endpoint = endpoints[name];
      if (endpoint === undefined) throw new Error('no such endpoint');
      const central = await place.start({ deviceRate: null });
      const device = await central.device('inspector');
      const body: fc.Arbitrary<string | null> = (await endpoint.body?.(device)) ?? fc.constant(null);

      async function ask(path: string, sent: Sent): Promise<void> {
        const type: Record<string, string> =
          endpoint?.mediaType === undefined ? {} : { 'content-type': endpoint.mediaType };
        const headers = { ...type, 'tus-resumable': '1.0.0', ...sent.headers };
        endpoint?.before?.(central);
        const target = `${path}${sent.query}`;
        const tamper = (signed: Record<string, string>) =>
          sent.tampered ? { ...signed, signature: `sig1=:${randomBytes(64).toString('base64')}:` } : signed;
        const signed = device.signed(endpoint?.method ?? '', target, sent.body, { headers, tamper });
        const bytes = sent.body === null ? null : Buffer.from(sent.body);
        let answer: Answer;
        try {
          answer = await within(HANG_MS, request(device.url, endpoint?.method ?? '', target, bytes, signed));
        } catch (error) {
          // What cannot even be said in HTTP was not sent.
          if (error instanceof TypeError && /ByteString|header value|invalid/i.test(error.message)) return;
          throw error;
        }
        expectOfTheContract(path, answer);
      }

      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(endpoint.path, requests(body)), { minLength: AT_ONCE, maxLength: AT_ONCE }),
          async (batch) => {
            await Promise.all(batch.map(([path, sent]) => ask(path, sent)));
          },
        ),
        { numRuns: Math.ceil(RUNS / AT_ONCE), endOnFailure: true },
      );
      expect(central.events.filter(({ event }) => event === 'request.failed')).toEqual([]);
      expect(pollution()).toEqual([]);
      expect((await request(central.url, 'GET', '/v1/ready', null)).status).toBe(200);
      // It still takes what is right.
      expect((await device.results([await device.event(feedback)]))[0]?.status).toBe('accepted');
    },
  );
});
