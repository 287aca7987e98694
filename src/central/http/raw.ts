/** Requests that never become one: what HTTP itself cannot parse, and what Node would answer without a word. */
import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { problem, type ProblemSlug } from '../../shared/wire/problems.ts';
import { linger, lingerAtClose } from './linger.ts';

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
};

export interface RawOptions {
  /** Names one occurrence: `instance` of its problem document. */
  readonly mintInstance: () => string;
  /** How long somebody who was told to go may keep the connection, in milliseconds. */
  readonly lingerMs: number;
}

/** Answers on the bare socket and closes it: after a parse error nothing that follows can be trusted. */
export function answerRawError(error: Error & { code?: string }, socket: Duplex, options: RawOptions): void {
  // Where no handshake was finished there is nobody to answer: what is written would wait for it for ever.
  const unheard = error.code === 'ECONNRESET' || /^(ERR_TLS|ERR_SSL|EPROTO)/.test(error.code ?? '');
  if (unheard || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return write(socket, 'headers-too-large', 'the request line and headers are larger than 16384 bytes', options);
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return write(socket, 'request-timeout', 'the request did not arrive in time', options);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return write(socket, 'too-large', 'the extensions of a chunk are too large', options);
    case undefined:
    default:
      return write(socket, 'bad-request', 'this is not an HTTP/1.1 request', options);
  }
}

/** CONNECT tunnels and `Expect` headers, which Node answers by itself when nobody listens. */
export function listenForOddRequests(server: HttpServer | HttpsServer, options: RawOptions): void {
  server.on('connect', (_request, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
    write(socket, 'method-not-allowed', 'this is not a proxy', options);
  });
  server.on('checkExpectation', (request, response) => {
    lingerAtClose(request, options.lingerMs);
    const body = JSON.stringify(problem('bad-request', 'Expect: only 100-continue is known', options.mintInstance()));
    response.writeHead(400, {
      'content-type': 'application/problem+json',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    });
    response.end(body);
    request.resume();
  });
}

function write(socket: Duplex, slug: ProblemSlug, detail: string, options: RawOptions): void {
  const document = problem(slug, detail, options.mintInstance());
  const body = JSON.stringify(document);
  socket.write(
    [
      `HTTP/1.1 ${document.status} ${reasons[document.status] ?? ''}`,
      `Date: ${new Date().toUTCString()}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  linger(socket, options.lingerMs);
}
