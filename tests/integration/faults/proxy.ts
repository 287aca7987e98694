/**
 * A proxy that behaves as the worst networks do: drops answers after the commit, cuts connections in the
 * middle of a body, delays, truncates, repeats requests and answers rubbish. What it does follows from a
 * seed, so that a run can be repeated: the same requests in the same order meet the same faults.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export type Fault =
  /** The request arrives and is answered; the answer never comes back. */
  | 'answer-dropped'
  /** Half of the answer comes back, then the connection ends. */
  | 'answer-cut'
  /** Half of the answer comes back as if it were all of it. */
  | 'answer-truncated'
  /** The request arrives and is answered; something else comes back. */
  | 'answer-replaced'
  /** Half of the request arrives, then both connections end. */
  | 'request-cut'
  /** Nothing arrives, nothing comes back. */
  | 'request-dropped'
  /** Nothing arrives; something that is not the central endpoint's comes back. */
  | 'garbage'
  /** The request arrives twice, one after the other or both at once. */
  | 'repeated'
  | 'delayed';

/** How often each fault befalls a request, as shares of all; the rest passes as it is. */
export type Shares = Readonly<Partial<Record<Fault, number>>>;

export interface FaultProxy {
  readonly url: string;
  /** How often each fault befell a request, and how many passed. */
  readonly befell: Readonly<Record<Fault | 'none', number>>;
  close(): Promise<void>;
}

export interface FaultOptions {
  /** Base address of the server behind. */
  readonly target: string;
  readonly seed: number;
  readonly shares: Shares;
  readonly longestDelayMs?: number;
}

/** Uniform in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Passed {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What captive portals, filters and broken balancers say. */
const rubbish: readonly ((response: http.ServerResponse) => void)[] = [
  (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Welcome to the network</title>'),
  (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"results":[],"serverTime":"now"}'),
  (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"results":'),
  (response) => response.writeHead(204).end(),
  (response) => response.writeHead(302, { location: 'http://portal.invalid/login' }).end(),
  (response) => response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Blocked</h1>'),
  (response) => response.writeHead(413, { 'content-type': 'text/html' }).end('<h1>Too Large</h1>'),
  (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
  (response) =>
    response.writeHead(400, { 'content-type': 'application/problem+json' }).end('{"type":"about:blank","status":400}'),
  (response) => response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n'),
];

export async function openFaultProxy({
  target,
  seed,
  shares,
  longestDelayMs = 200,
}: FaultOptions): Promise<FaultProxy> {
  const random = seeded(seed);
  const agent = new http.Agent({ keepAlive: true });
  const befell: Record<Fault | 'none', number> = {
    'answer-dropped': 0,
    'answer-cut': 0,
    'answer-truncated': 0,
    'answer-replaced': 0,
    'request-cut': 0,
    'request-dropped': 0,
    garbage: 0,
    repeated: 0,
    delayed: 0,
    none: 0,
  };

  function pick(): Fault | 'none' {
    let left = random();
    for (const [fault, share] of Object.entries(shares) as [Fault, number][]) {
      left -= share;
      if (left < 0) return fault;
    }
    return 'none';
  }

  function pass(request: http.IncomingMessage, body: Buffer): Promise<Passed> {
    return new Promise((resolve, reject) => {
      const sent = begin(request, agent);
      sent.on('error', reject);
      sent.on('response', (answer) => {
        readAll(answer).then(
          (read) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: read }),
          reject,
        );
      });
      sent.end(body);
    });
  }

  function begin(request: http.IncomingMessage, through: http.Agent | false): http.ClientRequest {
    const { method = 'GET', url = '/', headers } = request;
    return http.request(new URL(url, target), { method, headers, agent: through });
  }

  /** The first half of the body under the length of all of it, and then the end. */
  async function cutRequest(request: http.IncomingMessage, body: Buffer): Promise<void> {
    const sent = begin(request, false);
    sent.on('error', () => {});
    await new Promise<void>((resolve) => {
      sent.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve());
    });
    sent.destroy();
  }

  async function carry(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    // Decided before the body has come, so that the order is the order of requests.
    const fault = pick();
    const draw = random();
    befell[fault]++;
    const body = await readAll(request);
    switch (fault) {
      case 'request-dropped':
        return void response.destroy();
      case 'garbage':
        return rubbish[Math.floor(draw * rubbish.length)]?.(response);
      case 'request-cut':
        if (body.length > 0) await cutRequest(request, body);
        return void response.destroy();
      case 'answer-dropped':
        await pass(request, body);
        return void response.destroy();
      case 'answer-replaced':
        await pass(request, body);
        return rubbish[Math.floor(draw * rubbish.length)]?.(response);
      case 'answer-cut': {
        const { status, headers, body: answer } = await pass(request, body);
        response.writeHead(status, headers);
        response.write(answer.subarray(0, Math.floor(answer.length / 2)), () => response.destroy());
        return;
      }
      case 'answer-truncated': {
        const { status, headers, body: answer } = await pass(request, body);
        const half = answer.subarray(0, Math.floor(answer.length / 2));
        const { 'content-length': length, ...rest } = headers;
        response.writeHead(status, length === undefined ? rest : { ...rest, 'content-length': half.length }).end(half);
        return;
      }
      case 'repeated': {
        const first = draw < 0.5 ? await pass(request, body) : pass(request, body);
        const second = await pass(request, body);
        await first;
        return void response.writeHead(second.status, second.headers).end(second.body);
      }
      case 'delayed':
        await wait(draw * longestDelayMs);
        break;
      case 'none':
        break;
    }
    const { status, headers, body: answer } = await pass(request, body);
    response.writeHead(status, headers).end(answer);
  }

  const server = http.createServer((request, response) => {
    // Whoever hangs up, in front or behind, ends the exchange and nothing else.
    carry(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    befell,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readAll(message: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
