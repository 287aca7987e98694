/**
 * The one HTTP client of the desk, and all that imports the network. Every request ends within its
 * time-outs, with a value: no redirect is followed, no proxy of the environment is used, no certificate
 * is waved through, whatever the environment says.
 */
import http from 'node:http';
import https from 'node:https';
import type { CentralAddress } from './address.ts';
import { readAnswer, type Answer, type NetworkFault, type RawAnswer } from './answer.ts';

export interface Timeouts {
  /** Name, TCP and TLS. */
  readonly connectMs: number;
  /** From the connection to the first byte of the answer, our body's way included. */
  readonly answerMs: number;
  /** From the headers to the last byte of the answer. */
  readonly bodyMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 15_000, answerMs: 60_000, bodyMs: 30_000 };

/** The longest a request can take. */
export function longest(timeouts: Timeouts): number {
  return timeouts.connectMs + timeouts.answerMs + timeouts.bodyMs;
}

/** 64 MiB at 150 kbit/s. A link that is slower, or that drips, is given up and tried again. */
export const DOWNLOAD_MS = 3_600_000;

/** 500 receipts are a third of a megabyte; nothing the central endpoint answers here is near this. */
const ANSWER_MAX_BYTES = 8 * 1024 * 1024;

export interface ClientOptions {
  readonly timeouts?: Timeouts;
  /** A certificate authority of one's own (PEM), instead of the system's. */
  readonly ca?: string;
  readonly userAgent?: string;
}

export interface Request {
  readonly base: CentralAddress;
  readonly method: 'GET' | 'POST' | 'PUT' | 'HEAD' | 'PATCH';
  /** With its query, if any. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

interface RawBytes extends Omit<RawAnswer, 'body'> {
  readonly bytes: Buffer;
}
type Unavailable = Extract<Answer, { type: 'network' }>;
type BytesReply = { readonly type: 'raw'; readonly raw: RawBytes } | Unavailable;

/** How much of an answer is taken, and whether each piece of it has `bodyMs` of its own. */
interface Taking {
  readonly maxBytes: number;
  readonly slowly: boolean;
}
const WHOLE: Taking = { maxBytes: ANSWER_MAX_BYTES, slowly: false };

export type RawReply = { readonly type: 'raw'; readonly raw: RawAnswer } | Unavailable;

/** The bytes of a file, or why there are none. */
export type Download = { readonly type: 'bytes'; readonly bytes: Uint8Array } | Answer;

export interface Client {
  readonly timeouts: Timeouts;
  send(request: Request): Promise<Answer>;
  /**
   * Fetches a file of at most `maxBytes`. A slow link may take its time: what ends is a pause of
   * `bodyMs` between two pieces, and `DOWNLOAD_MS` in all.
   */
  download(request: Request, maxBytes: number): Promise<Download>;
  /** The same, with the answer as it came: for tus, which speaks in headers. */
  exchange(request: Request): Promise<RawReply>;
  /** Ends every request under way (`stopped`) and every idle connection. Later requests are answered `stopped`. */
  close(): void;
}

export function openClient(options: ClientOptions = {}): Client {
  const timeouts = options.timeouts ?? DEFAULT_TIMEOUTS;
  const plain = new http.Agent({ keepAlive: true });
  const secure = new https.Agent({
    keepAlive: true,
    // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED in the environment changes nothing.
    rejectUnauthorized: true,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  });
  const underWay = new Set<http.ClientRequest>();
  let closed = false;

  function start(url: URL, request: Request): http.ClientRequest {
    const headers: http.OutgoingHttpHeaders = {
      accept: 'application/json, application/problem+json, application/jose',
      'accept-encoding': 'identity',
      ...(options.userAgent === undefined ? {} : { 'user-agent': options.userAgent }),
      ...request.headers,
      ...(request.body === null ? {} : { 'content-length': request.body.length }),
    };
    const settings = { method: request.method, headers };
    return url.protocol === 'https:'
      ? https.request(url, { ...settings, agent: secure })
      : http.request(url, { ...settings, agent: plain });
  }

  function exchange(request: Request, taking: Taking, again: boolean): Promise<BytesReply> {
    return new Promise((resolve) => {
      const url = new URL(request.path, request.base);
      const sent = start(url, request);
      underWay.add(sent);
      let connected = false;
      let answering = false;
      let timer: NodeJS.Timeout | undefined;
      let overall: NodeJS.Timeout | undefined;
      let fault: NetworkFault | null = null;
      let done = false;

      const allow = (ms: number, late: NetworkFault) => {
        clearTimeout(timer);
        timer = setTimeout(() => end(late), ms);
      };
      const finish = (answer: BytesReply | Promise<BytesReply>) => {
        if (done) return;
        done = true;
        clearTimeout(timer);
        clearTimeout(overall);
        underWay.delete(sent);
        resolve(answer);
      };
      const end = (why: NetworkFault) => {
        fault ??= why;
        sent.destroy();
        finish({ type: 'network', fault: closed ? 'stopped' : fault, connected });
      };

      const receive = async (response: http.IncomingMessage) => {
        // A refusal may be larger than the file that was asked for.
        const most = response.statusCode === 200 ? taking.maxBytes : ANSWER_MAX_BYTES;
        const bytes = await readAll(response, most, () => {
          if (taking.slowly && !done) allow(timeouts.bodyMs, 'body-timeout');
        });
        if (!Buffer.isBuffer(bytes)) return end(bytes.fault);
        const { statusCode = 0, headers } = response;
        const header = (name: string) => {
          const value = headers[name];
          return Array.isArray(value) ? value[0] : value;
        };
        finish({ type: 'raw', raw: { status: statusCode, header, bytes } });
      };

      allow(timeouts.connectMs, 'connect-timeout');
      sent.on('socket', (socket) => {
        const stands = () => {
          connected = true;
          allow(timeouts.answerMs, 'answer-timeout');
        };
        if (sent.reusedSocket) stands();
        else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', stands);
      });
      sent.on('response', (response) => {
        answering = true;
        allow(timeouts.bodyMs, 'body-timeout');
        if (taking.slowly) overall = setTimeout(() => end('body-timeout'), DOWNLOAD_MS);
        void receive(response);
      });
      sent.on('error', (error) => {
        // The server closed a kept connection while we reached for it: nothing was wrong with the request.
        const stale = sent.reusedSocket && !closed && fault === null && !again;
        const code = errorCode(error);
        if (stale && (code === 'ECONNRESET' || code === 'EPIPE')) return finish(exchange(request, taking, true));
        // An answer that is already coming in is read to its end: a server may refuse a body half sent.
        if (!answering) end(classify(code));
      });
      if (request.body === null) sent.end();
      else sent.end(request.body);
    });
  }

  const bytesOf = (request: Request, taking: Taking): Promise<BytesReply> =>
    closed
      ? Promise.resolve({ type: 'network', fault: 'stopped', connected: false })
      : exchange(request, taking, false);

  const once = async (request: Request): Promise<RawReply> => {
    const reply = await bytesOf(request, WHOLE);
    return reply.type === 'raw' ? { type: 'raw', raw: asText(reply.raw) } : reply;
  };

  return {
    timeouts,
    async send(request) {
      const reply = await once(request);
      return reply.type === 'raw' ? readAnswer(reply.raw) : reply;
    },
    exchange: once,
    async download(request, maxBytes) {
      const reply = await bytesOf(request, { maxBytes, slowly: true });
      if (reply.type !== 'raw') return reply;
      const { status, bytes } = reply.raw;
      return status === 200 ? { type: 'bytes', bytes } : readAnswer(asText(reply.raw));
    },
    close() {
      closed = true;
      for (const request of underWay) request.destroy(new Error('stopped'));
      plain.destroy();
      secure.destroy();
    },
  };
}

function asText({ status, header, bytes }: RawBytes): RawAnswer {
  return { status, header, body: bytes.toString('utf8') };
}

/** The body, or why there is none: it is larger than it may be, or the connection ended before it. */
async function readAll(
  response: http.IncomingMessage,
  maxBytes: number,
  came: () => void,
): Promise<Buffer | { readonly fault: 'too-large' | 'cut' }> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) return { fault: 'too-large' };
      chunks.push(chunk);
      came();
    }
  } catch {
    return { fault: 'cut' };
  }
  return Buffer.concat(chunks);
}

function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Codes of OpenSSL's certificate checks as Node names them; the rest of TLS's begin with ERR_TLS or ERR_SSL. */
const CERTIFICATE =
  /^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_|HOSTNAME_MISMATCH|ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO)/;

function classify(code: string): NetworkFault {
  if (code === 'CERT_NOT_YET_VALID') return 'tls-not-yet-valid';
  if (code === 'CERT_HAS_EXPIRED') return 'tls-expired';
  if (CERTIFICATE.test(code)) return 'tls';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name-not-found';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'cut';
  if (code.startsWith('HPE_')) return 'not-http';
  return 'unreachable';
}
