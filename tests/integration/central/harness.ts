/**
 * A central endpoint in this process for tests: a real PostgreSQL, a real socket, a clock that can be
 * moved. Use it like this:
 *
 *     describe.each(databaseKinds)('… on %s', (kind) => {
 *       const place = useCentral(kind);
 *       test('…', async () => {
 *         const central = await place.start();
 *         const device = await central.device('kiosk');
 *         const [result] = await device.results([await device.event(feedback)]);
 *       });
 *     });
 */
import { randomBytes } from 'node:crypto';
import { Pool, type QueryResultRow } from 'pg';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { CenterId, DeviceId } from '../../../src/shared/ids.ts';
import type { Profile } from '../../../src/shared/wire/exchanges.ts';
import type { CentralEvent } from '../../../src/central/log.ts';
import { startCentral, type Central, type CentralOptions } from '../../../src/central/serve.ts';
import { removeDataFolder, startDatabases, temporaryFolder, type DatabaseKind, type Databases } from './databases.ts';
import { TestDevice } from './device.ts';

export { databaseKinds } from './databases.ts';

/** A clock that stands still until it is moved. */
export class TestClock {
  at: number;
  constructor(at = Date.UTC(2026, 10, 23, 15, 20, 0)) {
    this.at = at;
  }
  wall = () => this.at;
  monotonic = () => this.at;
  pass(ms: number): void {
    this.at += ms;
  }
}

export interface TestCentral {
  readonly central: Central;
  readonly url: string;
  readonly folder: string;
  readonly databaseUrl: string;
  readonly clock: TestClock;
  readonly events: readonly CentralEvent[];
  /** An enrollment code, as staff read it. */
  code(profile: Profile, options?: { centerId?: string; deviceId?: string }): Promise<string>;
  /** A device that is enrolled. */
  device(profile: Profile): Promise<TestDevice>;
  /** Looks into the database, past the endpoint. */
  query<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>;
}

export interface StartOptions {
  clock?: TestClock;
  folder?: string;
  databaseUrl?: string;
  port?: number;
  limits?: CentralOptions['limits'];
  load?: CentralOptions['load'];
  deviceRate?: CentralOptions['deviceRate'];
  metricsPort?: number;
  shipped?: string;
  tls?: CentralOptions['tls'];
  trustedProxy?: string;
}

export interface Place {
  /** A central endpoint on a new database, or on the one given. Closed after the test. */
  start(options?: StartOptions): Promise<TestCentral>;
  newDatabase(): Promise<string>;
}

export function useCentral(kind: DatabaseKind): Place {
  let databases: Databases;
  const cleanups: (() => Promise<void> | void)[] = [];
  beforeAll(async () => {
    databases = await startDatabases(kind);
  }, 60_000);
  afterEach(async () => {
    for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
  });
  afterAll(() => databases?.stop());

  return {
    newDatabase: () => databases.create(),
    async start({ clock = new TestClock(), folder, databaseUrl, port = 0, ...options } = {}) {
      const where = folder ?? temporaryFolder('central');
      if (folder === undefined) cleanups.push(() => removeDataFolder(where));
      const url = databaseUrl ?? (await databases.create());
      const events: CentralEvent[] = [];
      const central = await startCentral({
        folder: where,
        port,
        host: '127.0.0.1',
        databaseUrl: url,
        clock,
        ...options,
        random: (length) => randomBytes(length),
        log: (event) => events.push(event),
      });
      cleanups.push(() => central.close());
      const pool = new Pool({ connectionString: url, max: 2 });
      cleanups.push(() => pool.end());
      const code: TestCentral['code'] = async (profile, { centerId, deviceId } = {}) => {
        const made = await central.enroll({
          profile,
          centerId: centerId as CenterId | undefined,
          deviceId: deviceId as DeviceId | undefined,
        });
        if (!made.ok) throw new Error(made.error.type);
        return made.value;
      };
      return {
        central,
        url: central.url,
        folder: where,
        databaseUrl: url,
        clock,
        events,
        code,
        async device(profile) {
          const device = new TestDevice(central.url, clock.wall);
          const answer = await device.enroll(await code(profile));
          if (answer.status !== 201) throw new Error(answer.text);
          return device;
        },
        query: async <R extends QueryResultRow>(text: string, values: unknown[] = []) =>
          (await pool.query<R>(text, values)).rows,
      };
    },
  };
}
