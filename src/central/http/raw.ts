/** Requests that never become one: what HTTP itself cannot parse, and what Node would answer without a word. */
import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { problem, type ProblemSlug } from '../../shared/wire/problems.ts';

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
};

/** Answers on the bare socket and closes it: after a parse error nothing that follows can be trusted. */
export function answerRawError(error: Error & { code?: string }, socket: Duplex): void {
  // Where no handshake was finished there is nobody to answer: what is written would wait for it for ever.
  const unheard = error.code === 'ECONNRESET' || /^(ERR_TLS|ERR_SSL|EPROTO)/.test(error.code ?? '');
  if (unheard || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return write(socket, 'headers-too-large', 'the request line and headers are larger than 16384 bytes');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return write(socket, 'request-timeout', 'the request did not arrive in time');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return write(socket, 'too-large', 'the extensions of a chunk are too large');
    case undefined:
    default:
      return write(socket, 'bad-request', 'this is not an HTTP/1.1 request');
  }
}

/** CONNECT tunnels and `Expect` headers, which Node answers by itself when nobody listens. */
export function listenForOddRequests(server: HttpServer | HttpsServer): void {
  server.on('connect', (_request, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
    write(socket, 'method-not-allowed', 'this is not a proxy');
  });
  server.on('checkExpectation', (request, response) => {
    response.writeHead(400, { 'content-type': 'application/problem+json', connection: 'close' });
    response.end(JSON.stringify(problem('bad-request', 'Expect: only 100-continue is known')));
    request.resume();
  });
}

/** How long somebody who was told to go may keep the connection. */
const LINGER_MS = 2_000;

function write(socket: Duplex, slug: ProblemSlug, detail: string): void {
  const document = problem(slug, detail);
  const body = JSON.stringify(document);
  socket.end(
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
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
