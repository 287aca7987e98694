/**
 * The browser host: the built face and the desk's API on loopback, for one page at a time. Bad input
 * of any shape gets a 4xx with a typed error: no stack, no echo of what was sent.
 */
import { createReadStream } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Desk } from '../desk/desk.ts';
import type { BridgeError } from '../shared/bridge.ts';
import { errorPlace } from '../process/log.ts';
import { cacheControlOf, contentTypeOf, PAGE_HEADERS, pageHeaders } from '../shared/page.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { refuse } from './admission.ts';
import { eventStreams } from './events.ts';
import type { WebLog } from './log.ts';
import { problemBody, problemOf, WEB_PROBLEM_STATUS, type WebProblem } from './problems.ts';
import { TOKEN_HEADER, tokenCheck } from './token.ts';

const LOOPBACK = '127.0.0.1';
/** The largest call is a survey's answers; the envelope takes 256 KiB sealed. */
const MAX_BODY = 256 * 1024;
/** A request that takes longer to arrive over loopback is not a page's. */
const REQUEST_TIMEOUT_MS = 15_000;

const callSchema = z.object({ name: z.unknown(), input: z.unknown().optional() });

export interface WebOptions {
  readonly desk: Pick<Desk, 'call' | 'subscribe'>;
  /** The built face: name in an address to path on disk. */
  readonly files: ReadonlyMap<string, string>;
  /** 0 picks a free one. */
  readonly port: number;
  readonly token: string;
  /** Whether the browser that shows the page prints without asking; without it the page can open no dialog. */
  readonly prints?: boolean;
  readonly log: WebLog;
}

export interface WebServer {
  readonly port: number;
  /** Ends event streams and connections, answers what was begun. */
  close(): Promise<void>;
}

export type ListenError = { readonly type: 'cannot-listen'; readonly detail: string };

/** @returns the server, listening on 127.0.0.1 */
export async function serve(options: WebOptions): Promise<Result<WebServer, ListenError>> {
  const { desk, files, log, prints = false } = options;
  const headersOfPage = pageHeaders({ prints });
  const isToken = tokenCheck(options.token);
  const streams = eventStreams((listener) => desk.subscribe(listener));
  let ownHost = '';

  const app: FastifyInstance = fastify({
    bodyLimit: MAX_BODY,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply: FastifyReply) => void answer(reply, problemOf(error)),
    clientErrorHandler: (_error, socket: Socket) => {
      if (socket.writable) socket.end(rawProblem('bad-request'));
    },
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'));

  app.addHook('onRequest', async (request, reply) => {
    const api = isApi(request);
    const reason = refuse(
      {
        host: request.headers.host,
        origin: request.headers.origin,
        site: header(request, 'sec-fetch-site'),
        api,
      },
      ownHost,
    );
    if (reason !== null) {
      log({ event: 'web.refused', reason });
      return answer(reply, 'foreign-request');
    }
    if (api && !isToken(request.headers[TOKEN_HEADER])) {
      log({ event: 'web.refused', reason: 'token' });
      return answer(reply, 'token-refused');
    }
    return undefined;
  });

  /** A desk never throws for bad input; where it has a bug, the face is still told in its own terms. */
  const callDesk = async (name: unknown, input: unknown): Promise<Result<unknown, BridgeError>> => {
    try {
      return await desk.call(name, input);
    } catch (error) {
      log({ event: 'web.failed', error: errorPlace(error) });
      return err({ type: 'failed' });
    }
  };

  app.post('/api/call', async (request, reply) => {
    const call = callSchema.safeParse(request.body);
    if (!call.success) return answer(reply, 'bad-request');
    const answered = await callDesk(call.data.name, call.data.input ?? {});
    return reply
      .headers({ ...PAGE_HEADERS, 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
      .send(JSON.stringify(answered));
  });

  app.get('/api/events', async (_request, reply) => {
    if (!streams.open(reply.raw, PAGE_HEADERS)) return answer(reply, 'too-many-streams');
    reply.hijack();
    return undefined;
  });

  app.get('/api/host', (_request, reply) =>
    reply
      .headers({ ...PAGE_HEADERS, 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
      .send(JSON.stringify({ prints })),
  );

  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (path === '/api/call') return answer(reply.header('allow', 'POST'), 'method-not-allowed');
    if (path === '/api/events' || path === '/api/host')
      return answer(reply.header('allow', 'GET'), 'method-not-allowed');
    const name = path === '/' ? 'index.html' : path.slice(1);
    const file = files.get(name);
    if (file === undefined) return answer(reply, 'not-found');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(reply.header('allow', 'GET, HEAD'), 'method-not-allowed');
    }
    return reply
      .headers({ ...headersOfPage, 'cache-control': cacheControlOf(name), 'content-type': contentTypeOf(name) })
      .send(request.method === 'HEAD' ? '' : createReadStream(file));
  });

  app.setErrorHandler(async (error: { code?: unknown; statusCode?: unknown }, _request, reply) => {
    const problem = problemOf(error);
    if (problem === 'failed') log({ event: 'web.failed', error: errorPlace(error) });
    return answer(reply, problem);
  });

  try {
    await app.listen({ host: LOOPBACK, port: options.port });
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const why = inUse ? 'in use by another program' : 'not ours to use';
    return err({
      type: 'cannot-listen',
      detail: `port ${options.port} is ${why}: choose another with --port, or 0 for a free one`,
    });
  }
  const { port } = app.server.address() as AddressInfo;
  ownHost = `${LOOPBACK}:${port}`;
  log({ event: 'web.listening', port });

  return ok({
    port,
    async close() {
      streams.close();
      await app.close();
    },
  });
}

function isApi(request: FastifyRequest): boolean {
  return /^\/api(\/|\?|$)/.test(request.url);
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

function answer(reply: FastifyReply, problem: WebProblem): FastifyReply {
  return reply
    .code(WEB_PROBLEM_STATUS[problem])
    .headers({ ...PAGE_HEADERS, 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
    .send(problemBody(problem));
}

/** For what was not even HTTP: no request, no reply object. */
function rawProblem(problem: WebProblem): string {
  const body = problemBody(problem);
  const head = [
    `HTTP/1.1 ${WEB_PROBLEM_STATUS[problem]} Bad Request`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${body.length}`,
    'cache-control: no-store',
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
