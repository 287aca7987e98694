/**
 * The HTTP server of the central endpoint: every answer carries `Date`, every error is a problem
 * document of the wire contract, nothing that was sent is ever repeated in one.
 */
import type { ServerOptions } from 'node:https';
import { BlockList, isIP } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { BATCH_MAX_BYTES } from '../../shared/wire/envelope.ts';
import { problem, type ProblemSlug } from '../../shared/wire/problems.ts';
import { errorForLog } from '../log.ts';
import { isUnavailable } from '../store/database.ts';
import type { Endpoint } from '../endpoint.ts';
import { lingerAtClose } from './linger.ts';
import { answerRawError, listenForOddRequests, type RawOptions } from './raw.ts';
import { Refusal } from './refusal.ts';
import { addAttachments } from './routes/attachments.ts';
import { addContent } from './routes/content.ts';
import { addEnrollment } from './routes/enrollments.ts';
import { addHealth } from './routes/health.ts';
import { addLedger } from './routes/ledger.ts';
import { addReports } from './routes/reports.ts';
import { addSchemas } from './routes/schemas.ts';
import { addSelf } from './routes/self.ts';

export interface AppOptions {
  readonly tls?: Pick<ServerOptions, 'cert' | 'key'> | undefined;
  /** Network of the proxy that ends TLS; the address it names counts, and nobody else may connect. */
  readonly trustedProxy?: string | undefined;
  readonly limits?: Partial<HttpLimits> | undefined;
}

/** How long a client may take, in milliseconds. Whoever takes longer is answered 408 and disconnected. */
export interface HttpLimits {
  /** From the first byte to the last: a batch of 4 MiB in a minute is 70 KB/s; whoever is slower sends less at once. */
  readonly request: number;
  readonly headers: number;
  /** Between two requests. */
  readonly idle: number;
  /** How often the first two are looked at. */
  readonly look: number;
  /** From an answer to somebody who is still sending until the connection is closed on them. */
  readonly linger: number;
}

const usualLimits: HttpLimits = { request: 60_000, headers: 15_000, idle: 65_000, look: 5_000, linger: 5_000 };
const HEADERS_MAX_BYTES = 16 * 1024;
const RETRY_AFTER_UNAVAILABLE = 5;

export function buildApp(endpoint: Endpoint, options: AppOptions = {}): FastifyInstance {
  const limits = { ...usualLimits, ...options.limits };
  const serverOptions = {
    requestTimeout: limits.request,
    headersTimeout: limits.headers,
    connectionsCheckingInterval: limits.look,
    maxHeaderSize: HEADERS_MAX_BYTES,
    // Node would refuse without a document; the first hook does it with one.
    requireHostHeader: false,
  };
  const mintInstance = () => `urn:fairdesk:request:${endpoint.mintId()}`;
  const raw: RawOptions = { mintInstance, lingerMs: limits.linger };
  const app = Fastify({
    logger: false,
    bodyLimit: BATCH_MAX_BYTES,
    connectionTimeout: limits.request * 2,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.idle,
    forceCloseConnections: 'idle',
    // What arrives while we stop is still answered as the contract says; the database closes last.
    return503OnClosing: false,
    genReqId: mintInstance,
    trustProxy: options.trustedProxy ?? false,
    routerOptions: { maxParamLength: 256 },
    frameworkErrors: (error, request, reply) => {
      void answerError(endpoint, error, request, reply);
    },
    clientErrorHandler: (error, socket) => answerRawError(error, socket, raw),
    ...(options.tls === undefined
      ? { http: serverOptions }
      : { https: { ...serverOptions, handshakeTimeout: limits.headers, ...options.tls } }),
  }) as FastifyInstance;
  listenForOddRequests(app.server, raw);

  // Signatures are over bytes: every body is taken as it came and parsed by the route that wants it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const foreign = foreignPeer(options.trustedProxy);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('date', new Date(endpoint.clock.wall()).toUTCString()).header('cache-control', 'no-store');
    if (foreign(request.socket.remoteAddress))
      done(new Refusal('not-permitted', 'this address takes requests through its proxy only'));
    else if (!namesOneHost(request)) done(new Refusal('bad-request', 'Host: an HTTP/1.1 request has exactly one'));
    else done();
  });
  app.addHook('onSend', (request, _reply, _payload, done) => {
    if (!request.raw.complete) lingerAtClose(request.raw, limits.linger);
    done();
  });
  endpoint.gate.watch(app);
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions?.url ?? 'none';
    endpoint.metrics.request(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  app.setErrorHandler((error, request, reply) => answerError(endpoint, error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(request.raw.url ?? '');
    if (allowed === null) return sendProblem(request, reply, 'not-found', 'nothing is served at this path');
    void reply.header('allow', allowed);
    return sendProblem(request, reply, 'method-not-allowed', `this path takes ${allowed}`);
  });

  addHealth(app, endpoint);
  addEnrollment(app, endpoint);
  addReports(app, endpoint);
  addLedger(app, endpoint);
  addAttachments(app, endpoint);
  addSelf(app, endpoint);
  addContent(app, endpoint);
  addSchemas(app);
  return app;
}

/** Paths that exist and the methods they take, for telling 405 from 404. */
const paths: readonly (readonly [RegExp, string])[] = [
  [
    /^\/v1\/(health|ready|devices\/self\/(ledger|config)|content\/manifest|content\/packs\/[^/]+\/[^/]+|schemas\/[^/]+)$/,
    'GET, HEAD',
  ],
  [/^\/v1\/(enrollments|reports|devices\/self\/ledger\/missing)$/, 'POST'],
  [/^\/v1\/devices\/self\/status$/, 'PUT'],
  [/^\/v1\/attachments$/, 'OPTIONS, POST'],
  [/^\/v1\/attachments\/[^/]+$/, 'DELETE, HEAD, OPTIONS, PATCH'],
];

function methodsAt(target: string): string | null {
  const path = target.split('?', 1)[0] ?? '';
  return paths.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** RFC 9112, 3.2. */
function namesOneHost({ raw }: FastifyRequest): boolean {
  return raw.httpVersion === '1.0' || raw.headersDistinct['host']?.length === 1;
}

/** Whoever is neither this machine nor the named proxy, where one is named. */
function foreignPeer(network: string | undefined): (address: string | undefined) => boolean {
  if (network === undefined) return () => false;
  const known = new BlockList();
  const [base = '', bits] = network.split('/');
  const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
  known.addSubnet(base, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  known.addSubnet('127.0.0.0', 8, 'ipv4');
  known.addAddress('::1', 'ipv6');
  return (address) => {
    if (address === undefined) return false;
    const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
    return !known.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}

function answerError(endpoint: Endpoint, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof Refusal) {
    if (error.retryAfter !== undefined) void reply.header('retry-after', String(error.retryAfter));
    return sendProblem(request, reply, error.slug, error.detail, error.members);
  }
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const [slug, detail] = frameworkProblem(status);
    return sendProblem(request, reply, slug, detail);
  }
  if (isUnavailable(error)) {
    void reply.header('retry-after', String(RETRY_AFTER_UNAVAILABLE));
    return sendProblem(request, reply, 'unavailable', 'the database is out of reach for the moment');
  }
  endpoint.log({
    event: 'request.failed',
    request: request.id,
    route: request.routeOptions?.url ?? 'none',
    error: errorForLog(error),
  });
  return sendProblem(
    request,
    reply,
    'internal',
    'an error that nobody expected; its place is in the log under this instance',
  );
}

/** Fastify's own refusals, by their status. Their messages may repeat what was sent. */
function frameworkProblem(status: number): [ProblemSlug, string] {
  switch (status) {
    case 413:
      return ['too-large', 'the body is larger than this address takes'];
    case 415:
      return ['unsupported-media-type', 'Content-Type is not a media type'];
    case 404:
      return ['not-found', 'nothing is served at this path'];
    default:
      return ['bad-request', 'the request line, a header or the length of the body is malformed'];
  }
}

function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  slug: ProblemSlug,
  detail: string,
  members: Readonly<Record<string, string>> = {},
) {
  const document = problem(slug, detail, request.id);
  return (
    reply
      .code(document.status)
      .type('application/problem+json')
      // Bytes: to a string Fastify would add a charset, which JSON media types do not have.
      .send(Buffer.from(JSON.stringify({ ...document, ...members })))
  );
}
