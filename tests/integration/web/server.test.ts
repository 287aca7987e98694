import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { err, ok } from '../../../src/shared/result.ts';
import { listFiles } from '../../../src/process/files.ts';
import { serve, type WebServer } from '../../../src/web/server.ts';
import { mintToken } from '../../../src/web/token.ts';
import { randomBytes } from 'node:crypto';
import { ask as askPort, type Answer } from './asking.ts';
import { deskDouble, type DeskDouble } from './desk-double.ts';

const token = mintToken(randomBytes);
let folder: string;
let server: WebServer;
let desk: DeskDouble;
let logged: object[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>face</title>');
  writeFileSync(join(folder, 'assets/index-abc.js'), 'export {};');
  writeFileSync(join(tmpdir(), 'beside-the-face.txt'), 'secret');
  desk = deskDouble();
  logged = [];
  const served = await serve({ desk, files: listFiles(folder), port: 0, token, log: (event) => logged.push(event) });
  if (!served.ok) throw new Error(served.error.detail);
  server = served.value;
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string, options: Parameters<typeof askPort>[2] = {}) => askPort(server.port, path, options);

function call(body: string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask('/api/call', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-fairdesk-token': token, ...headers },
    body,
  });
}

const bodyOf = (answer: Answer): unknown => JSON.parse(answer.body);

describe('printing', () => {
  const withToken = { 'x-fairdesk-token': token };

  it('is refused by the page’s policy, with every other dialog', async () => {
    expect((await ask('/')).headers['content-security-policy']).not.toContain('allow-modals');
    expect(bodyOf(await ask('/api/host', { headers: withToken }))).toEqual({ prints: false });
    expect((await ask('/api/host')).status).toBe(401);
  });

  it('is allowed where the browser asks nobody', async () => {
    const options = { desk, files: listFiles(folder), port: 0, token, prints: true, log: () => undefined };
    const served = await serve(options);
    if (!served.ok) throw new Error(served.error.detail);
    const { port } = served.value;
    const policy = (await askPort(port, '/', {})).headers['content-security-policy'];
    expect(policy).toMatch(/; sandbox allow-scripts allow-same-origin allow-forms allow-modals$/);
    expect(bodyOf(await askPort(port, '/api/host', { headers: withToken }))).toEqual({ prints: true });
    await served.value.close();
  });
});

describe('the page', () => {
  it('comes with a policy under which only its own files run', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>face</title>');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(page.headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(page.headers['permissions-policy']).toContain('camera=()');
    expect(page.headers['cache-control']).toBe('no-store');
  });

  it('keeps for good what carries a hash in its name', async () => {
    const asset = await ask('/assets/index-abc.js');
    expect(asset.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(asset.headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../beside-the-face.txt',
    '/assets/../../beside-the-face.txt',
    '/%2e%2e/beside-the-face.txt',
    '/..%2fbeside-the-face.txt',
    '//etc/passwd',
    '/assets',
    '/%zz',
    '/index.html%00',
  ])('is nothing but the built files: %s is not found', async (path) => {
    const answer = await ask(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('secret');
  });
});

describe('a call', () => {
  it('reaches the desk with the token and carries its reply back', async () => {
    desk.answer = (name) => ok({ said: name });
    const answer = await call('{"name":"face.open","input":{}}');
    expect(answer.status).toBe(200);
    expect(bodyOf(answer)).toEqual({ ok: true, value: { said: 'face.open' } });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(desk.calls).toEqual([{ name: 'face.open', input: {} }]);
  });

  it('that the desk refuses is still an answer, typed by the desk', async () => {
    desk.answer = () => err({ type: 'unknown-call' });
    const answer = await call('{"name":"no.such"}');
    expect(answer.status).toBe(200);
    expect(bodyOf(answer)).toEqual({ ok: false, error: { type: 'unknown-call' } });
  });

  it('into a bug of the desk is told as failed, without a stack', async () => {
    desk.answer = () => {
      throw new Error('a secret detail');
    };
    const answer = await call('{"name":"face.open","input":{}}');
    expect(bodyOf(answer)).toEqual({ ok: false, error: { type: 'failed' } });
    expect(answer.body).not.toContain('secret');
    expect(JSON.stringify(logged)).toContain('web.failed');
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  it.each([
    ['no token', {}],
    ['a wrong token', { 'x-fairdesk-token': mintToken(randomBytes) }],
    ['an empty token', { 'x-fairdesk-token': '' }],
    ['the token as a cookie', { cookie: `x-fairdesk-token=${token}` }],
  ])('with %s is refused and never reaches the desk', async (_what, headers) => {
    const answer = await ask('/api/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"name":"face.open","input":{}}',
    });
    expect(answer.status).toBe(401);
    expect(bodyOf(answer)).toEqual({ error: { type: 'token-refused' } });
    expect(desk.calls).toEqual([]);
  });

  it('with the token in the query is refused', async () => {
    const answer = await ask(`/api/call?token=${token}&x-fairdesk-token=${token}`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
  });

  it.each([
    ['another Host', { host: 'fairdesk.example' }],
    ['localhost as Host', { host: 'localhost' }],
    ['the Host without its port', { host: '127.0.0.1' }],
    ['a foreign Origin', { origin: 'https://example.org' }],
    ['the Origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['the null Origin', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch', { 'sec-fetch-site': 'same-site' }],
    ['an address typed by a person', { 'sec-fetch-site': 'none' }],
  ])('with %s is forbidden, also with the right token', async (_what, headers) => {
    const answer = await call('{"name":"face.open","input":{}}', headers);
    expect(answer.status).toBe(403);
    expect(bodyOf(answer)).toEqual({ error: { type: 'foreign-request' } });
    expect(desk.calls).toEqual([]);
  });

  it('from its own page passes', async () => {
    const own = { origin: `http://127.0.0.1:${server.port}`, 'sec-fetch-site': 'same-origin' };
    expect((await call('{"name":"face.open","input":{}}', own)).status).toBe(200);
  });

  it.each([
    ['not JSON', 'not json', 400],
    ['nothing', '', 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['a prototype', '{"__proto__":{"polluted":1},"name":"x"}', 400],
    ['a constructor prototype', '{"name":"x","constructor":{"prototype":{"polluted":1}}}', 400],
    ['300 KiB', JSON.stringify({ name: 'x', input: 'a'.repeat(300 * 1024) }), 413],
  ])('with %s as its body gets a typed refusal', async (_what, body, status) => {
    const answer = await call(body);
    expect(answer.status).toBe(status);
    expect(bodyOf(answer)).toEqual({ error: { type: status === 413 ? 'too-large' : 'bad-request' } });
    expect(desk.calls).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])(
    'as %s is refused: a form of another page could send it',
    async (type) => {
      const answer = await call('{"name":"face.open","input":{}}', { 'content-type': type });
      expect(answer.status).toBe(415);
      expect(bodyOf(answer)).toEqual({ error: { type: 'unsupported-media-type' } });
    },
  );

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('by %s is no call', async (method) => {
    const answer = await ask('/api/call', { method, headers: { 'x-fairdesk-token': token } });
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('POST');
  });
});

describe('the event stream', () => {
  it('says each event of the desk as one line, from the moment it is open', async () => {
    const aborter = new AbortController();
    const response = await fetch(`http://127.0.0.1:${server.port}/api/events`, {
      headers: { 'x-fairdesk-token': token },
      signal: aborter.signal,
    });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    for (const tell of desk.listeners) {
      tell({ type: 'face-changed' });
      tell({ type: 'face-changed' });
    }
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    while (heard.split('\n').length < 3) heard += (await reader?.read())?.value ?? '';
    expect(heard).toBe('{"type":"face-changed"}\n{"type":"face-changed"}\n');
    aborter.abort();
    await expect.poll(() => desk.listeners.size).toBe(0);
  });

  it('needs the token', async () => {
    expect((await ask('/api/events')).status).toBe(401);
  });

  it('is refused to a seventeenth reader, and given again once one leaves', async () => {
    const open = () => {
      const aborter = new AbortController();
      const url = `http://127.0.0.1:${server.port}/api/events`;
      return fetch(url, { headers: { 'x-fairdesk-token': token }, signal: aborter.signal }).then(({ status }) => ({
        status,
        aborter,
      }));
    };
    const readers = [];
    for (let i = 0; i < 16; i++) readers.push(await open());
    expect((await open()).status).toBe(429);
    readers[0]?.aborter.abort();
    await expect.poll(async () => (await open()).status).toBe(200);
  });
});

describe('anything else', () => {
  it('that is not HTTP gets a 4xx and the connection ends', async () => {
    const said = await new Promise<string>((resolve) => {
      let heard = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
      socket.on('data', (chunk) => (heard += chunk.toString()));
      socket.on('close', () => resolve(heard));
    });
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    expect(said).toContain('{"error":{"type":"bad-request"}}');
  });

  it('a program can send gets a 4xx or an answer, never a 5xx or an echo', async () => {
    const anything = fc.record({
      path: fc.oneof(
        fc.constant('/api/call'),
        fc.webPath(),
        fc.webPath().map((path) => `/api${path}`),
      ),
      method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'PROPFIND', 'TRACE'),
      headers: fc.dictionary(
        fc.constantFrom('content-type', 'x-fairdesk-token', 'origin', 'range', 'expect', 'accept-encoding'),
        fc.constantFrom(token, '', 'application/json', '100-continue', 'x', 'bytes=9-1'),
      ),
      body: fc.oneof(fc.json(), fc.string(), fc.constant('{"name":"canary-7f3a"}')),
    });
    await fc.assert(
      fc.asyncProperty(anything, async ({ path, method, headers, body }) => {
        const answer = await ask(path === '' ? '/' : path, {
          method,
          headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
          body,
        });
        expect(answer.status).toBeLessThan(500);
        if (answer.status !== 200) expect(answer.body).not.toContain('canary-7f3a');
      }),
      { numRuns: 500 },
    );
  });

  it('a second server on the same port is told so in one sentence', async () => {
    const second = await serve({ desk, files: new Map(), port: server.port, token, log: () => undefined });
    expect(second).toMatchObject({ ok: false, error: { type: 'cannot-listen' } });
  });
});
