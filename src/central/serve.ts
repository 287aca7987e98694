/** A central endpoint from start to end: folder, database, keys, server; and back in the opposite order. */
import { resolve } from 'node:path';
import type { ServerOptions } from 'node:https';
import { UsageError } from '../process/command.ts';
import { claimFolder } from '../process/folder.ts';
import type { Clock } from '../shared/clock.ts';
import type { Result } from '../shared/result.ts';
import { openBlobs } from './attachments/blobs.ts';
import { sweepAttachments, watchAttachments } from './attachments/sweep.ts';
import { offerShipped } from './content/offer.ts';
import { uuidV4, type Endpoint } from './endpoint.ts';
import { makeCode, type CodeRequest } from './fleet/codes.ts';
import { buildApp, type HttpLimits } from './http/app.ts';
import { closingOf } from './http/closing.ts';
import { releaseLots, watchIntake } from './ingest/intake.ts';
import { checkBelonging, checkOwner } from './keys/belonging.ts';
import { openKeyring } from './keys/keyring.ts';
import { openGate, usualLoad, type LoadLimits } from './load/gate.ts';
import { openRates, usualRate, type RateLimit } from './load/rates.ts';
import type { Log } from './log.ts';
import { listenForMetrics } from './metrics/listen.ts';
import { noMetrics, openMeter } from './metrics/metrics.ts';
import { makeDataFolder } from './store/folder.ts';
import { openStore } from './store/open.ts';

export interface CentralOptions {
  /** Holds everything: keys, and the database unless `databaseUrl` names another. One server a folder. */
  readonly folder: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly host: string;
  readonly databaseUrl?: string | undefined;
  readonly clock: Clock;
  /** `length` bytes from a cryptographic source. */
  readonly random: (length: number) => Uint8Array;
  readonly log: Log;
  readonly tls?: Pick<ServerOptions, 'cert' | 'key'> | undefined;
  readonly trustedProxy?: string | undefined;
  /** Other limits than the usual ones on how long requests may take. */
  readonly limits?: Partial<HttpLimits> | undefined;
  /** Other limits than the usual ones on what is held at once. */
  readonly load?: Partial<LoadLimits> | undefined;
  /** How often one device may ask; null lets everything pass. */
  readonly deviceRate?: RateLimit | null | undefined;
  /** The `resources` folder whose content is published where it is newer than what is; none where absent. */
  readonly shipped?: string | undefined;
  /** Where metrics are served, on loopback; 0 picks a free one. None where absent. */
  readonly metricsPort?: number | undefined;
}

export interface Central {
  /** Base address, such as `http://127.0.0.1:8420`. */
  readonly url: string;
  /** Where metrics are, such as `http://127.0.0.1:9420/metrics`. */
  readonly metricsUrl: string | null;
  /** Makes a one-time enrollment code. */
  enroll(request: CodeRequest): Promise<Result<string, { type: 'profile-missing' }>>;
  /** Lets every lot of visitors' reports leave intake that is due now, without waiting for the timer. */
  releaseIntake(): Promise<number>;
  /** Drops blobs that no report names and uploads that nobody went on with, without waiting for the timer. */
  sweepAttachments(): Promise<{ blobs: number; uploads: number }>;
  /** Stops accepting, finishes what is under way, closes the database. */
  close(): Promise<void>;
}

/** @throws UsageError where folder, database or address cannot be used, with the reason for people */
export async function startCentral(options: CentralOptions): Promise<Central> {
  const { clock, random, log } = options;
  const folder = resolve(options.folder);
  makeDataFolder(folder);
  const claim = claimFolder(folder, 'central endpoint');
  if (!claim.ok) throw new UsageError(claim.error.detail);
  const opened: (() => void | Promise<void>)[] = [() => claim.value.release()];
  const close = async () => {
    for (let end = opened.pop(); end !== undefined; end = opened.pop()) await end();
  };
  try {
    log({ event: 'central.starting', folder });
    const store = await openStore({ folder, databaseUrl: options.databaseUrl, log });
    opened.push(() => store.close());
    const mintId = () => uuidV4(random(16));
    await checkOwner(store.db, folder);
    const keyring = await openKeyring(folder, clock.wall(), mintId);
    await checkBelonging(store.db, keyring, folder);
    const intake = watchIntake({ store, clock, random, log });
    opened.push(() => intake.end());
    const meter = options.metricsPort === undefined ? null : openMeter();
    const metrics = meter ?? noMetrics;
    const gate = openGate({ ...usualLoad, ...options.load }, metrics);
    meter?.observe({ store, gate });
    const rates = openRates(options.deviceRate === undefined ? usualRate : options.deviceRate, clock);
    const blobs = await openBlobs(folder);
    const attachments = watchAttachments({ store, blobs, clock, log });
    opened.push(() => attachments.end());
    const endpoint: Endpoint = {
      store,
      blobs,
      keyring,
      clock,
      random,
      log,
      mintId,
      visitorsArrived: intake.arrived,
      gate,
      rates,
      metrics,
    };
    const app = buildApp(endpoint, {
      tls: options.tls,
      trustedProxy: options.trustedProxy,
      limits: options.limits,
    });
    opened.push(closingOf(app));
    const url = await listening(options, async () => {
      await app.listen({ host: options.host, port: options.port });
      return addressOf(app, options);
    });
    let metricsUrl: string | null = null;
    if (meter !== null) {
      const port = options.metricsPort ?? 0;
      const server = await listening({ host: '127.0.0.1', port, option: '--metrics-port' }, () =>
        listenForMetrics(meter, port),
      );
      opened.push(() => server.close());
      metricsUrl = server.url;
    }
    log({ event: 'central.listening', url });
    if (options.shipped !== undefined) {
      const shipping = offerShipped(endpoint, options.shipped);
      opened.push(() => shipping.end());
    }
    return {
      url,
      metricsUrl,
      enroll: (request) => makeCode(endpoint, request),
      releaseIntake: () => releaseLots(endpoint),
      sweepAttachments: () => sweepAttachments(endpoint),
      async close() {
        log({ event: 'central.stopping' });
        await close();
        log({ event: 'central.stopped' });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listening<T>(
  { host, port, option = '--port' }: { host: string; port: number; option?: string },
  listen: () => Promise<T>,
): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') throw new UsageError(`port ${port} of ${host} is in use: choose another with ${option}`);
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND') {
      throw new UsageError(`${host} port ${port} cannot be listened on (${code})`);
    }
    throw error;
  }
}

function addressOf(app: ReturnType<typeof buildApp>, { host, port, tls }: CentralOptions): string {
  const address = app.server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls === undefined ? 'http' : 'https'}://${name}:${actual}`;
}
