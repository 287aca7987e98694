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
  /** How long a batch or a pack waits for its turn. Well below a device's patience (60 s), so that it hears why. */
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
  /** Waits until a pack may be sent; it counts until its answer is closed. @throws Refusal where that takes too long */
  sending(answer: ServerResponse): Promise<void>;
  held(): Held;
}

/** Paths that tell whether the process lives are answered whatever the load. */
const ALWAYS = new Set(['/v1/health', '/v1/ready']);

export function openGate(limits: LoadLimits, metrics: Pick<Metrics, 'turnedAway'>): Gate {
  let requests = 0;
  let bytes = 0;

  const away = (reason: TurnedAway, detail: string) => {
    metrics.turnedAway(reason);
    return new Refusal('rate-limited', detail, { retryAfter: AGAIN_SECONDS });
  };

  const ingests = openTurns(limits.ingests, limits.turnMs, () => away('turn', 'too many batches are being stored'));
  const packs = openTurns(limits.packs, limits.turnMs, () => away('packs', 'too many packs are being sent'));

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
      await ingests.take();
      try {
        return await work();
      } finally {
        ingests.give();
      }
    },
    async sending(answer) {
      await packs.take();
      // Whoever asked may have gone while it waited.
      if (answer.closed) packs.give();
      else answer.once('close', () => packs.give());
    },
    held: () => ({ requests, bytes, ingests: ingests.taken(), waiting: ingests.waiting(), packs: packs.taken() }),
  };
}

interface Turns {
  /** Rejects with `tooLate()` where no turn comes in time. */
  take(): Promise<void>;
  give(): void;
  taken(): number;
  waiting(): number;
}

function openTurns(limit: number, waitMs: number, tooLate: () => Refusal): Turns {
  let taken = 0;
  const waiting: (() => void)[] = [];
  return {
    take() {
      if (taken < limit) {
        taken++;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const mine = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(mine), 1);
          reject(tooLate());
        }, waitMs);
        waiting.push(mine);
      });
    },
    give() {
      // Handed on: nobody who comes now is before those who wait.
      const next = waiting.shift();
      if (next === undefined) taken--;
      else next();
    },
    taken: () => taken,
    waiting: () => waiting.length,
  };
}
