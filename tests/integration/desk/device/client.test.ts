import { readFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseCentral, type CentralAddress } from '../../../../src/desk/device/address.ts';
import { openClient, type Client, type ClientOptions } from '../../../../src/desk/device/client.ts';
import { answerPage, openScriptedCentral } from '../delivery/scripted-central.ts';

/** Whoever answers is never too late, on a busy machine either. */
const TIMEOUTS = { connectMs: 20_000, answerMs: 20_000, bodyMs: 20_000 };
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
});

function client(options: ClientOptions = {}): Client {
  const opened = openClient({ timeouts: TIMEOUTS, ...options });
  cleanups.push(() => opened.close());
  return opened;
}

function certificate(name: string): string {
  return readFileSync(join(import.meta.dirname, 'certificates', name), 'utf8');
}

async function secureCentral(cert: string) {
  const central = await openScriptedCentral({ key: certificate('server.key'), cert: certificate(`${cert}.pem`) });
  cleanups.push(() => central.close());
  central.script = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
    return true;
  };
  return central;
}

async function listen(server: net.Server, scheme = 'http'): Promise<CentralAddress> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  cleanups.push(
    () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  const address = parseCentral(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`);
  if (!address.ok) throw new Error(address.error.detail);
  return address.value;
}

const get = (base: CentralAddress) => ({ base, method: 'GET', path: '/v1/health', headers: {}, body: null }) as const;

describe('over TLS', () => {
  test('a certificate of a trusted authority for this name and time is taken', async () => {
    const central = await secureCentral('good');
    const answer = await client({ ca: certificate('authority.pem') }).send(get(central.address));
    expect(answer).toMatchObject({ type: 'success', status: 200 });
  });

  test.each([
    ['an authority that nobody trusts', 'good', undefined, 'tls'],
    ['another name', 'other-name', 'authority.pem', 'tls'],
    ['a certificate that has expired, by this clock', 'expired', 'authority.pem', 'tls-expired'],
    ['a certificate of the future, by this clock', 'not-yet-valid', 'authority.pem', 'tls-not-yet-valid'],
  ])('%s is no connection, whatever the environment says', async (_, cert, ca, fault) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const central = await secureCentral(cert);
    const answer = await client(ca === undefined ? {} : { ca: certificate(ca) }).send(get(central.address));
    expect(answer).toEqual({ type: 'network', fault, connected: false });
    expect(central.seen).toEqual([]);
  });

  test('a server that speaks no TLS is no connection', async () => {
    const plain = await listen(
      http.createServer((_, response) => response.end('hello')),
      'https',
    );
    expect(await client().send(get(plain))).toEqual({ type: 'network', fault: 'tls', connected: false });
  });

  test('a server that never finishes the handshake is given up', async () => {
    const silent = await listen(net.createServer(), 'https');
    const impatient = client({ timeouts: { ...TIMEOUTS, connectMs: 300 } });
    expect(await impatient.send(get(silent))).toEqual({ type: 'network', fault: 'connect-timeout', connected: false });
  });
});

describe('every request ends', () => {
  test('nobody listening is refused', async () => {
    const server = net.createServer();
    const address = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await client().send(get(address))).toEqual({ type: 'network', fault: 'refused', connected: false });
  });

  test('headers a byte at a time are given up', async () => {
    const slow = net.createServer((socket) => {
      const bytes = 'HTTP/1.1 200 OK\r\nServer: slow'.split('');
      const timer = setInterval(() => socket.write(bytes.shift() ?? 'w'), 20);
      socket.on('close', () => clearInterval(timer));
      socket.on('error', () => {});
    });
    const impatient = client({ timeouts: { ...TIMEOUTS, answerMs: 300 } });
    expect(await impatient.send(get(await listen(slow)))).toEqual({
      type: 'network',
      fault: 'answer-timeout',
      connected: true,
    });
  });

  test('closing the client ends what is under way', async () => {
    const silent = await listen(net.createServer());
    const opened = client({ timeouts: { connectMs: 60_000, answerMs: 60_000, bodyMs: 60_000 } });
    const answer = opened.send(get(silent));
    await new Promise((resolve) => setImmediate(resolve));
    opened.close();
    expect(await answer).toMatchObject({ type: 'network', fault: 'stopped' });
    expect(await opened.send(get(silent))).toMatchObject({ fault: 'stopped' });
  });
});

describe('a download', () => {
  const BYTES = Buffer.from(Array.from({ length: 40 }, (_, n) => 200 + n));
  const QUICK = { ...TIMEOUTS, bodyMs: 400 };

  /** A server that sends a byte at a time, and stops after so many. */
  function dripping(count: number, everyMs: number): Promise<CentralAddress> {
    const server = http.createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/zip', 'content-length': BYTES.length });
      let at = 0;
      const timer = setInterval(() => {
        if (at < count) response.write(BYTES.subarray(at, ++at));
        else clearInterval(timer);
      }, everyMs);
      response.on('close', () => clearInterval(timer));
    });
    return listen(server);
  }

  test('takes as long as it needs while pieces of it come', async () => {
    const slow = await dripping(BYTES.length, 20);
    expect(await client({ timeouts: QUICK }).download(get(slow), BYTES.length)).toEqual({
      type: 'bytes',
      bytes: BYTES,
    });
    expect(await client({ timeouts: QUICK }).send(get(slow))).toMatchObject({ fault: 'body-timeout' });
  });

  test('is given up where nothing more comes', async () => {
    const stuck = await dripping(3, 20);
    expect(await client({ timeouts: QUICK }).download(get(stuck), BYTES.length)).toMatchObject({
      type: 'network',
      fault: 'body-timeout',
    });
  });

  test('ends at the size it was said to have', async () => {
    const endless = await listen(
      http.createServer((_, response) => {
        response.writeHead(200);
        const pour = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        };
        response.on('drain', pour);
        pour();
      }),
    );
    expect(await client().download(get(endless), 1_000_000)).toMatchObject({ type: 'network', fault: 'too-large' });
  });

  test('that is refused is a problem of the contract, and a page in its place is nobody’s', async () => {
    const central = await openScriptedCentral();
    cleanups.push(() => central.close());
    expect(await client().download(get(central.address), 9)).toMatchObject({ type: 'problem', status: 401 });
    central.script = (_, response) => answerPage(response, 302, { location: 'https://portal.example/' });
    expect(await client().download(get(central.address), 9)).toMatchObject({ type: 'foreign', status: 302 });
  });
});

describe('a request goes where it is sent', () => {
  test('no proxy of the environment sees it', async () => {
    const asked: string[] = [];
    const proxy = await listen(
      http.createServer((request, response) => {
        asked.push(request.url ?? '');
        answerPage(response, 200);
      }),
    );
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY']) vi.stubEnv(name, proxy);
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    vi.stubEnv('NO_PROXY', '');
    const server = await listen(http.createServer((_, response) => response.end('here')));
    expect(await client().send(get(server))).toMatchObject({ type: 'success', body: 'here' });
    expect(asked).toEqual([]);
  });

  test('a redirect is not followed', async () => {
    const asked: string[] = [];
    const server = await listen(
      http.createServer((request, response) => {
        asked.push(request.url ?? '');
        answerPage(response, 308, { location: '/elsewhere' });
      }),
    );
    expect(await client().send(get(server))).toEqual({ type: 'foreign', status: 308, retryAfterMs: null });
    expect(asked).toEqual(['/v1/health']);
  });

  test('one connection is kept for many requests', async () => {
    const server = http.createServer((_, response) => response.end('here'));
    let connections = 0;
    server.on('connection', () => connections++);
    const address = await listen(server);
    const opened = client();
    for (let time = 0; time < 5; time++) await opened.send(get(address));
    expect(connections).toBe(1);
  });

  test('a refusal that comes before all of the body was sent is read', async () => {
    const server = await listen(
      http.createServer((request, response) => {
        request.once('data', () => answerPage(response, 413));
      }),
    );
    const body = Buffer.alloc(4 * 1024 * 1024);
    const answer = await client().send({ base: server, method: 'POST', path: '/v1/reports', headers: {}, body });
    expect(answer).toEqual({ type: 'foreign', status: 413, retryAfterMs: null });
  });
});
