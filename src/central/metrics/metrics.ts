/**
 * What the central endpoint counts of itself, for Prometheus. Sums over all devices only: no device, no
 * report, no type of one, so that no time series leads from an answer to who sent it.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ProblemSlug } from '../../shared/wire/problems.ts';
import type { Gate, TurnedAway } from '../load/gate.ts';
import type { Store } from '../store/open.ts';

export interface Metrics {
  /** Results of a batch. `slug` is the refusal's, else empty. */
  reports(status: 'accepted' | 'duplicate' | 'refused', slug: ProblemSlug | '', count: number): void;
  /** An answer. `route` is the pattern, never the address as it was sent. */
  request(method: string, route: string, status: number, seconds: number): void;
  turnedAway(reason: TurnedAway): void;
}

export const noMetrics: Metrics = { reports: () => {}, request: () => {}, turnedAway: () => {} };

export interface MeteredParts {
  readonly store: Pick<Store, 'pool'>;
  readonly gate: Pick<Gate, 'held'>;
}

export interface Meter extends Metrics {
  /** What is read when somebody asks, rather than counted. */
  observe(parts: MeteredParts): void;
  /** The text format of Prometheus, and its media type. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Methods with a meaning here; anything else a client makes up is one series. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function openMeter(): Meter {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const reports = new Counter({
    name: 'fairdesk_reports_total',
    help: 'Results of reports, by status and, where refused, by problem.',
    labelNames: ['status', 'problem'] as const,
    registers,
  });
  const requests = new Histogram({
    name: 'fairdesk_request_duration_seconds',
    help: 'From the headers of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const turnedAway = new Counter({
    name: 'fairdesk_turned_away_total',
    help: 'Requests answered 429, by the limit they met.',
    labelNames: ['limit'] as const,
    registers,
  });
  return {
    reports: (status, slug, count) => reports.inc({ status, problem: slug }, count),
    request: (method, route, status, seconds) =>
      requests.observe({ method: METHODS.has(method) ? method : 'other', route, status: String(status) }, seconds),
    turnedAway: (reason) => turnedAway.inc({ limit: reason }),
    observe({ store, gate }) {
      const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
        new Gauge({
          name,
          help,
          registers,
          async collect() {
            this.set(await read());
          },
        });
      gauge('fairdesk_pool_connections', 'Connections to PostgreSQL.', () => store.pool.totalCount);
      gauge('fairdesk_pool_idle', 'Connections that nobody uses.', () => store.pool.idleCount);
      gauge('fairdesk_pool_waiting', 'Who waits for a connection.', () => store.pool.waitingCount);
      gauge('fairdesk_requests_held', 'Requests in progress.', () => gate.held().requests);
      gauge('fairdesk_body_bytes_held', 'Bytes of bodies held.', () => gate.held().bytes);
      gauge('fairdesk_ingests', 'Batches being stored.', () => gate.held().ingests);
      gauge('fairdesk_ingests_waiting', 'Batches that wait for their turn.', () => gate.held().waiting);
      gauge('fairdesk_packs_sending', 'Packs on their way to devices.', () => gate.held().packs);
      gauge('fairdesk_intake_rows', 'Messages that wait for their lot; -1: the database is out of reach.', () =>
        intakeRows(store),
      );
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

async function intakeRows({ pool }: Pick<Store, 'pool'>): Promise<number> {
  try {
    const { rows } = await pool.query<{ rows: number }>('SELECT count(*) AS rows FROM intake');
    return rows[0]?.rows ?? -1;
  } catch {
    return -1;
  }
}
