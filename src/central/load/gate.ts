/**
 * Back-pressure: how many requests and bytes this process holds at once. What comes on top is answered
 * 429 with `Retry-After` before it takes memory; what was let in has a turn within a bounded time.
 */
import type { ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../http/refusal.ts';
import type { Metrics } from '../metrics/metrics.ts';

export interface LoadLimits {
  /** Requests in progress, whatever they ask. */
  readonly requests: number;
  /** Bytes of bodies held, from the first that arrives until their request is answered. */
  readonly bytes: number;
  /** Batches parsed, unsealed and written at a time: they take several times their bytes, and a connection each. */
  readonly ingests: number;
  /** Packs on their way to devices at a time: two parts of each are held, and a slow line holds them for long. */
  readonly packs: number;
  /** How long a batch waits for its turn. Well below a device's patience (60 s), so that it hears why. */
  readonly turnMs: number;
}

export const usualLoad: LoadLimits = { requests: 512, bytes: 128 * 1024 * 1024, ingests: 8, packs: 64, turnMs: 20_000 };

/** For `Retry-After`, in seconds: a gate that is full is emptied in about this time. Devices add jitter of their own. */
const AGAIN_SECONDS = 2;

export type TurnedAway = 'requests' | 'bytes' | 'turn' | 'packs' | 'device-rate';

export interface Held {
  readonly requests: number;
  readonly bytes: number;
  readonly ingests: number;
  readonly waiting: number;
  readonly packs: number;
}

export interface Gate {
  /** Counts every request of this server and its body. */
  watch(app: FastifyInstance): void;
  /** Does the work of a batch when its turn comes. @throws Refusal where that takes too long */
  ingest<T>(work: () => Promise<T>): Promise<T>;
  /** Counts a pack as on its way until its answer is closed. @throws Refusal where too many are */
  sending(answer: ServerResponse): void;
  held(): Held;
}

/** Paths that tell whether the process lives are answered whatever the load. */
const ALWAYS = new Set(['/v1/health', '/v1/ready']);

export function openGate(limits: LoadLimits, metrics: Pick<Metrics, 'turnedAway'>): Gate {
  let requests = 0;
  let bytes = 0;
  let ingests = 0;
  let packs = 0;
  const waiting: (() => void)[] = [];

  const away = (reason: TurnedAway, detail: string) => {
    metrics.turnedAway(reason);
    return new Refusal('rate-limited', detail, { retryAfter: AGAIN_SECONDS });
  };

  /** The body as it comes, until all bodies together are more than we hold. */
  function counted(body: NodeJS.ReadableStream, answer: ServerResponse): NodeJS.ReadableStream {
    let mine = 0;
    const counting = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        if (bytes + chunk.length > limits.bytes) return done(away('bytes', 'too much is being sent at once'));
        bytes += chunk.length;
        mine += chunk.length;
        // Fastify compares it with Content-Length.
        Object.assign(counting, { receivedEncodedLength: mine });
        return done(null, chunk);
      },
    });
    answer.once('close', () => {
      bytes -= mine;
      counting.destroy();
    });
    body.once('error', (error: Error) => counting.destroy(error));
    return body.pipe(counting);
  }

  return {
    watch(app) {
      app.addHook('onRequest', (request, reply, done) => {
        if (ALWAYS.has(request.url)) return done();
        if (requests >= limits.requests) return done(away('requests', 'too many requests are in progress'));
        requests++;
        reply.raw.once('close', () => requests--);
        return done();
      });
      app.addHook('preParsing', (request, reply, body, done) => {
        const { 'content-length': length, 'transfer-encoding': chunks } = request.headers;
        const bodyless = length === undefined && chunks === undefined;
        done(null, bodyless ? body : (counted(body, reply.raw) as typeof body));
      });
    },
    async ingest(work) {
      if (ingests < limits.ingests) ingests++;
      else await turn();
      try {
        return await work();
      } finally {
        // The turn is handed on: nobody who comes now is before those who wait.
        const next = waiting.shift();
        if (next === undefined) ingests--;
        else next();
      }
    },
    sending(answer) {
      if (packs >= limits.packs) throw away('packs', 'too many packs are being sent');
      packs++;
      answer.once('close', () => packs--);
    },
    held: () => ({ requests, bytes, ingests, waiting: waiting.length, packs }),
  };

  function turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const mine = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(mine), 1);
        reject(away('turn', 'too many batches are being stored'));
      }, limits.turnMs);
      waiting.push(mine);
    });
  }
}
