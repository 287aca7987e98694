/** A device with a real store and a real client, on a clock that tests move. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  startComparison,
  type Comparison,
  type ComparisonLog,
  type ComparisonParts,
} from '../../../../src/desk/delivery/comparison.ts';
import type { DeliveryLog } from '../../../../src/desk/delivery/log.ts';
import { startDelivery, STOP_PATIENCE_MS, type Delivery } from '../../../../src/desk/delivery/loop.ts';
import type { CentralAddress } from '../../../../src/desk/device/address.ts';
import { openClient, type ClientOptions, type Timeouts } from '../../../../src/desk/device/client.ts';
import { enroll } from '../../../../src/desk/device/enrollment.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDeviceKeys } from '../../../../src/desk/device/keys.ts';
import { readEnrollment } from '../../../../src/desk/store/device-records.ts';
import { openStore } from '../../../../src/desk/store/store.ts';
import type { Heartbeat } from '../../../../src/shared/wire/exchanges.ts';
import { sourceOf } from '../../../../src/shared/wire/envelope.ts';
import { startOfHour } from '../../../../src/shared/clock.ts';
import { uuidV7, type DeviceId, type ReportId } from '../../../../src/shared/ids.ts';
import type { MovedTime } from './moved-time.ts';

export const CODE = 'ABCD-EFGH-JKMN';

/** Longer than any pause of a busy machine: a server that answers at once is never too late. */
export const TIMEOUTS: Timeouts = { connectMs: 20_000, answerMs: 20_000, bodyMs: 20_000 };
/** For servers that never answer. */
export const IMPATIENT: Timeouts = { connectMs: 20_000, answerMs: 500, bodyMs: 500 };

export interface Fate {
  readonly state: string;
  readonly receipt: string | null;
  readonly problem: string | null;
}

export interface DeviceUnderTest {
  readonly folder: string;
  readonly logged: DeliveryLog[];
  readonly compared: ComparisonLog[];
  /** What the heartbeat says. */
  heartbeat: () => Heartbeat;
  readonly store: ReturnType<typeof openStore>;
  enroll(central: CentralAddress, code?: string): ReturnType<typeof enroll>;
  /** Enrolls, and fails the test where that fails. */
  enrolled(central: CentralAddress, code?: string): Promise<void>;
  /** Commits a report with these sealed bytes. */
  commit(data: string, id?: ReportId): ReportId;
  /** Commits reports of `size` characters of data, which no central endpoint but a scripted one takes. */
  write(count: number, size?: number): ReportId[];
  start(): Delivery;
  /** Compares what is kept with the ledger, as the desk does beside delivery. */
  compare(retentionDays?: number, more?: Partial<ComparisonParts>): Comparison;
  /** What became of a report. */
  fate(id: ReportId): Fate;
  fates(): Record<string, number>;
  close(): Promise<void>;
}

let written = 0;

export function openDevice(time: MovedTime, clientOptions: ClientOptions = {}, at?: string): DeviceUnderTest {
  const folder = at ?? mkdtempSync(join(tmpdir(), 'fairdesk-delivery-'));
  // Jitter at its longest, so that a wait is the bound that the contract names.
  const random = (length: number) => new Uint8Array(length).fill(0xff);
  const store = openStore({ folder, clock: time, random });
  const { records } = store;
  const client = openClient({ timeouts: TIMEOUTS, ...clientOptions });
  const keys = openDeviceKeys(records, fileKeyStore(folder));
  const logged: DeliveryLog[] = [];
  const compared: ComparisonLog[] = [];
  const looking = new Database(join(folder, 'desk.db'), { readonly: true });
  let delivery: Delivery | null = null;
  let comparison: Comparison | null = null;
  let open = true;

  const mint = () => uuidV7(startOfHour(time.wall()), randomBytes(10));

  const device: DeviceUnderTest = {
    heartbeat: () => ({ appVersion: '0.0.0' }),
    folder,
    logged,
    compared,
    store,
    enroll: (central, code = CODE) =>
      enroll(
        {
          client,
          records,
          keys,
          clock: time,
          name: 'a device under test',
          appVersion: '0.0.0',
          raiseSequence: store.reports.raiseSequence,
          patience: [1, 1],
          sleep: async (ms) => time.pass(ms),
        },
        central,
        code,
      ),
    async enrolled(central, code) {
      const result = await device.enroll(central, code);
      if (!result.ok) throw new Error(`${result.error.type}: ${result.error.detail}`);
    },
    commit(data, id = mint()) {
      const deviceId = readEnrollment(records)?.deviceId ?? ('00000000-0000-0000-0000-000000000000' as DeviceId);
      store.reports.commit(
        {
          id,
          source: sourceOf(deviceId),
          type: 'org.fairdesk.feedback.v1',
          time: new Date(startOfHour(time.wall())).toISOString(),
          data,
          sha256: createHash('sha256').update(data).digest(),
        },
        null,
      );
      return id;
    },
    write: (count, size = 100) => Array.from({ length: count }, () => device.commit(`${++written}.`.padEnd(size, 'x'))),
    start() {
      delivery = startDelivery({
        outbox: store.outbox,
        client,
        records,
        keys,
        clock: time,
        random,
        timers: time,
        log: (event) => logged.push(event),
        heartbeat: () => device.heartbeat(),
      });
      return delivery;
    },
    compare(retentionDays = 30, more = {}) {
      comparison = startComparison({
        client,
        records,
        keys,
        clock: time,
        kept: store.kept,
        random,
        timers: time,
        log: (event) => compared.push(event),
        retentionDays: () => retentionDays,
        paused: () => delivery?.pausedReason() ?? null,
        requeued: () => delivery?.wake(),
        ...more,
      });
      return comparison;
    },
    fate(id) {
      const row = looking
        .prepare<[Buffer], Fate>('SELECT state, receipt, problem FROM report WHERE id = ?')
        .get(Buffer.from(id.replaceAll('-', ''), 'hex'));
      if (row === undefined) throw new Error('no such report');
      return row;
    },
    fates() {
      const rows = looking
        .prepare<[], { state: string; reports: number }>('SELECT state, count(*) AS reports FROM report GROUP BY state')
        .all();
      return Object.fromEntries(rows.map(({ state, reports }) => [state, reports]));
    },
    async close() {
      if (!open) return;
      open = false;
      const stopped = delivery?.stop();
      time.pass(STOP_PATIENCE_MS);
      await stopped;
      client.close();
      await comparison?.stop();
      looking.close();
      store.close();
      if (at === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
  return device;
}
