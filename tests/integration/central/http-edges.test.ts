/** What HTTP itself refuses is answered like all else, and whoever sent too much can read so. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectSecurely } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { problemSchema, problemSlug, type Problem } from '../../../src/shared/wire/problems.ts';
import { useCentral } from './harness.ts';

const MIB = 1024 * 1024;
const INSTANCE = /^urn:fairdesk:request:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

function open(url: string): Promise<Socket> {
  const { protocol, port } = new URL(url);
  if (protocol === 'https:') {
    return new Promise((resolve, reject) => {
      const socket = connectSecurely({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false });
      socket.once('secureConnect', () => resolve(socket)).once('error', reject);
    });
  }
  return new Promise((resolve, reject) => {
    // Half-open, so that the end of the answer does not end what is still being sent.
    const socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
    socket.once('connect', () => resolve(socket)).once('error', reject);
  });
}

/** Reads only after the last byte is sent, as simple clients do, and until the other end has said all. */
async function sendThenRead(url: string, bytes: string | Uint8Array): Promise<RawAnswer> {
  const socket = await open(url);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    socket.on('error', reject);
    socket.on('end', () => {
      socket.end();
      const text = Buffer.concat(parts).toString();
      const [head = '', body = ''] = text.split('\r\n\r\n', 2);
      resolve({ status: Number(head.slice(9, 12)), head, body });
    });
    socket.write(bytes, (error) => {
      if (!error) socket.on('data', (part: Buffer) => parts.push(part));
    });
  });
}

function problemOf(answer: RawAnswer): Problem {
  expect(answer.head).toMatch(/\r\ncontent-type: application\/problem\+json(\r\n|$)/i);
  expect(answer.head).toMatch(/\r\ndate: /i);
  const document = problemSchema.parse(JSON.parse(answer.body));
  expect(document.status).toBe(answer.status);
  expect(document.instance).toMatch(INSTANCE);
  return document;
}

function expectTooLarge(answer: RawAnswer): void {
  const { status, type } = problemOf(answer);
  expect([status, problemSlug(type)]).toEqual([413, 'too-large']);
  expect(answer.head).toMatch(/\r\nconnection: close(\r\n|$)/i);
}

const post = (path: string, framing: string) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${framing}\r\n\r\n`;

describe('at the edge of HTTP', () => {
  const place = useCentral('embedded');

  test('each refusal of a request that cannot be parsed has an instance of its own', async () => {
    const { url } = await place.start();
    const instances = new Set<string | undefined>();
    const cases: [string, number][] = [
      ['GARBAGE\r\n\r\n', 400],
      ['GET /v1/health HTTP/3.9\r\nHost: x\r\n\r\n', 400],
      [`${post('/v1/enrollments', 'Content-Length: 2\r\nTransfer-Encoding: chunked')}{}`, 400],
      [`GET /v1/health HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
      // Far more than was read when the answer was written.
      [`GET /v1/health HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(6 * MIB)}\r\n\r\n`, 431],
      ['CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n', 405],
      ['GET /v1/health HTTP/1.1\r\nHost: x\r\nExpect: everything\r\n\r\n', 400],
    ];
    for (const [text, status] of cases) {
      const answer = await sendThenRead(url, text);
      expect([text.slice(0, 60), answer.status]).toEqual([text.slice(0, 60), status]);
      instances.add(problemOf(answer).instance);
    }
    expect(instances.size).toBe(cases.length);
  });

  test('a request without Host, or with two, is told so; HTTP/1.0 needs none', async () => {
    const { url } = await place.start();
    for (const hosts of ['', 'Host: a\r\nHost: b\r\n']) {
      const answer = await sendThenRead(url, `GET /v1/health HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`);
      const document = problemOf(answer);
      expect([document.status, problemSlug(document.type)]).toEqual([400, 'bad-request']);
      expect(document.detail).toContain('Host');
    }
    expect((await sendThenRead(url, 'GET /v1/health HTTP/1.0\r\n\r\n')).status).toBe(200);
  });

  test('whoever sends too large a body before reading anything reads 413', async () => {
    const { url } = await place.start();
    const whole = (method: string, path: string, size: number) =>
      post(path, `Content-Length: ${size}`).replace('POST', method) + 'x'.repeat(size);
    const chunk = `${MIB.toString(16)}\r\n${'x'.repeat(MIB)}\r\n`;
    const cases = [
      whole('POST', '/v1/reports', 4 * MIB + 1),
      whole('POST', '/v1/enrollments', 6 * MIB),
      whole('PATCH', '/v1/attachments/x', 16 * MIB + 1),
      `${post('/v1/reports', 'Transfer-Encoding: chunked')}${chunk.repeat(6)}0\r\n\r\n`,
      whole('POST', '/v1/enrollments', 6 * MIB).replace('Host', 'Connection: close\r\nHost'),
    ];
    for (const text of cases) expectTooLarge(await sendThenRead(url, text));
  });

  test('over TLS too, whoever sends too much before reading anything reads why', async () => {
    const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
    const { url } = await place.start({ tls: { cert: fixture('tls-cert.pem'), key: fixture('tls-key.pem') } });
    const size = 6 * MIB;
    expectTooLarge(await sendThenRead(url, post('/v1/enrollments', `Content-Length: ${size}`) + 'x'.repeat(size)));
    const header = await sendThenRead(url, `GET /v1/health HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(size)}\r\n\r\n`);
    expect(problemOf(header).status).toBe(431);
  });

  test('bodies beyond what is held at once are refused so that the sender reads it, and nothing stays held', async () => {
    const { url } = await place.start({ load: { bytes: 300_000, requests: 1 } });
    for (let time = 0; time < 5; time++) {
      const size = 3 * MIB;
      const answer = await sendThenRead(url, post('/v1/reports', `Content-Length: ${size}`) + 'x'.repeat(size));
      expect([answer.status, problemSlug(problemOf(answer).type)]).toEqual([429, 'rate-limited']);
      expect(answer.head).not.toContain('in progress');
    }
    const small = await sendThenRead(url, `${post('/v1/enrollments', 'Connection: close\r\nContent-Length: 2')}{}`);
    expect(small.status).toBe(400);
  });

  test('what follows a refused body on the same connection is not carried out', async () => {
    const { url } = await place.start();
    const size = 4 * MIB + 1;
    const next = 'GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n';
    const socket = await open(url);
    const said = new Promise<string>((resolve, reject) => {
      let text = '';
      socket.on('data', (part: Buffer) => (text += part.toString()));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    socket.end(`${post('/v1/reports', `Content-Length: ${size}`)}${'x'.repeat(size)}${next}`);
    expect((await said).match(/HTTP\/1\.1 /g)).toHaveLength(1);
  });

  test('whoever never stops sending, or never goes, is disconnected', async () => {
    /** Sends the same bytes again and again until the connection is gone. */
    async function keepSending(url: string, part: Buffer): Promise<Socket> {
      const socket = await open(url);
      const gone = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
      const more = () => {
        if (!socket.destroyed) socket.write(part, (error) => (error ? undefined : setImmediate(more)));
      };
      socket.on('error', () => {}).resume();
      socket.write(post('/v1/reports', `Content-Length: ${1024 * MIB}`), more);
      await gone;
      return socket;
    }
    const { url: hasty } = await place.start({ limits: { linger: 300 } });
    expect((await keepSending(hasty, Buffer.from('x'))).bytesWritten).toBeLessThan(8 * MIB);
    const { url: patient } = await place.start({ limits: { linger: 600_000 } });
    const endless = await keepSending(patient, Buffer.alloc(MIB, 'x'));
    expect(endless.bytesWritten).toBeLessThan(128 * MIB);
  }, 20_000);
});
