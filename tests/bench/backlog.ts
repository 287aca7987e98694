/** What the delivery benchmarks share: a central endpoint of its own process, a device's outbox, a bare load generator. */
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { mkdirSync } from 'node:fs';
import { startDelivery } from '../../src/desk/delivery/loop.ts';
import type { Outbox } from '../../src/desk/delivery/outbox.ts';
import { openClient } from '../../src/desk/device/client.ts';
import { enroll } from '../../src/desk/device/enrollment.ts';
import { openDeviceKeys } from '../../src/desk/device/keys.ts';
import { fileKeyStore } from '../../src/desk/keys/file-key-store.ts';
import { mintId, sealedReport } from '../../src/desk/reports/mint.ts';
import { sealTo } from '../../src/desk/reports/seal.ts';
import { readEnrollment } from '../../src/desk/store/device-records.ts';
import { openStore } from '../../src/desk/store/store.ts';
import { startOfHour } from '../../src/shared/clock.ts';
import { BATCH_MEDIA_TYPE } from '../../src/shared/wire/envelope.ts';
import type { PublicJwk } from '../../src/shared/wire/exchanges.ts';
import { centralProcess, type CentralProcess } from '../e2e/hosts/central.ts';
import { removeDataFolder, temporaryFolder } from '../integration/central/databases.ts';
import { TestDevice, type TestEvent } from '../integration/central/device.ts';
import { feedbackDraft, systemClock } from './fixtures.ts';

export const REPORTS_PATH = '/v1/reports';
const TYPE = feedbackDraft.schema;

/** Runs `work` with a central endpoint on the embedded PostgreSQL, in processes of its own. */
export async function withCentral<T>(work: (central: CentralProcess) => Promise<T>): Promise<T> {
  const folder = temporaryFolder('bench');
  const central = centralProcess(folder);
  try {
    await central.start();
    return await work(central);
  } finally {
    await central.stop();
    removeDataFolder(folder);
  }
}

/** Sealed payloads of ordinary length, each with other bytes. */
async function sealMany(count: number, key: PublicJwk & { kid: string }): Promise<string[]> {
  const seal = sealTo({ ...key, crv: 'X25519' });
  const payload = {
    ...feedbackDraft,
    centerId: 'bronx-business',
    contentVersion: '2026.11.1',
    recorded: { hour: '2026-11-23T15Z' },
    attachments: [],
  };
  const sealed: string[] = [];
  while (sealed.length < count) {
    const some = Math.min(64, count - sealed.length);
    sealed.push(...(await Promise.all(Array.from({ length: some }, () => seal(payload)))));
  }
  return sealed;
}

export interface BackloggedDevice {
  /** Writes sealed reports into the outbox, one commit each. */
  write(count: number): Promise<void>;
  /** Delivers the next `count` reports and no more: claimed, sent, receipts verified, settled on disk. */
  deliver(count: number): Promise<void>;
  readonly folder: string;
  close(): Promise<void>;
}

/** A device of the desk's own parts, enrolled, whose delivery waits to be told how much to send. */
export async function backloggedDevice(central: CentralProcess, folder: string): Promise<BackloggedDevice> {
  mkdirSync(folder, { recursive: true });
  const store = openStore({ folder, clock: systemClock, random: randomBytes });
  const { records } = store;
  const keys = openDeviceKeys(records, fileKeyStore(folder));
  const client = openClient();
  const enrolled = await enroll(
    {
      client,
      records,
      keys,
      clock: systemClock,
      name: 'bench',
      appVersion: '0.0.0',
      raiseSequence: store.reports.raiseSequence,
    },
    central.address(),
    await central.code('kiosk'),
  );
  if (!enrolled.ok) throw new Error(enrolled.error.detail);
  const enrollment = readEnrollment(records);
  if (enrollment === null) throw new Error('not enrolled');

  const gate = gated(store.outbox);
  const delivery = startDelivery({
    client,
    records,
    keys,
    clock: systemClock,
    outbox: gate.outbox,
    random: randomBytes,
    log: () => undefined,
    heartbeat: () => ({ appVersion: '0.0.0' }),
  });
  return {
    folder,
    async write(count) {
      const moment = startOfHour(Date.now());
      for (const data of await sealMany(count, enrollment.sealingKey)) {
        store.reports.commit(sealedReport(mintId(moment, randomBytes), enrollment.deviceId, TYPE, moment, data), null);
      }
    },
    deliver(count) {
      const done = gate.open(count);
      delivery.wake();
      return done;
    },
    async close() {
      await delivery.stop();
      store.close();
    },
  };
}

/** An outbox that gives out as many reports as it is opened for, and tells when all of them are delivered. */
function gated(outbox: Outbox) {
  let left = 0;
  let expected = 0;
  let tell: { done: () => void; failed: (error: Error) => void } | null = null;
  const gate: Outbox = {
    ...outbox,
    claim(now, limit, leaseMs) {
      if (left === 0) return [];
      const claimed = outbox.claim(now, { ...limit, events: Math.min(limit.events, left) }, leaseMs);
      left -= claimed.length;
      return claimed;
    },
    settle(outcomes) {
      outbox.settle(outcomes);
      const wrong = outcomes.find(({ kind }) => kind !== 'delivered');
      if (wrong !== undefined) tell?.failed(new Error(`a report was not delivered: ${JSON.stringify(wrong)}`));
      expected -= outcomes.length;
      if (expected === 0) tell?.done();
    },
    release(ids) {
      outbox.release(ids);
      left += ids.length;
    },
    nextDue: (now) => (left === 0 ? null : outbox.nextDue(now)),
  };
  return {
    outbox: gate,
    open(count: number): Promise<void> {
      left = count;
      expected = count;
      return new Promise((done, failed) => (tell = { done, failed }));
    },
  };
}

export interface Load {
  /** Whose requests they are. */
  readonly publicJwk: { kty: 'OKP'; crv: 'Ed25519'; x: string };
  /** Signed requests for `count` reports, `batch` in each. */
  prepare(count: number, batch: number): Promise<readonly Prepared[]>;
  /** Sends them, `inFlight` at a time, reads every answer to its end and looks at none of it but the status. */
  send(requests: readonly Prepared[], inFlight: number): Promise<void>;
  close(): void;
}

export interface Prepared {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** A device that costs nothing while it sends: everything is sealed and signed before. */
export async function bareLoad(central: CentralProcess): Promise<Load> {
  const device = new TestDevice(central.address());
  const answer = await device.enroll(await central.code('kiosk'));
  if (answer.status !== 201) throw new Error(answer.text);
  const agent = new http.Agent({ keepAlive: true });

  function post({ headers, body }: Prepared): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${central.address()}${REPORTS_PATH}`,
        { method: 'POST', agent, headers },
        (response) => {
          if (response.statusCode !== 200) reject(new Error(`the central endpoint answered ${response.statusCode}`));
          response.resume().on('end', resolve).on('error', reject);
        },
      );
      request.on('error', reject).end(body);
    });
  }

  return {
    publicJwk: device.publicJwk,
    async prepare(count, batch) {
      const moment = startOfHour(Date.now());
      const events = (await sealMany(count, { ...device.sealingKey, kid: device.sealingKey.kid ?? '' })).map(
        (data): TestEvent => ({
          specversion: '1.0',
          id: mintId(moment, randomBytes),
          source: `urn:fairdesk:device:${device.id}`,
          type: TYPE,
          time: new Date(moment).toISOString(),
          sequence: String(++device.sequence).padStart(16, '0'),
          datacontenttype: 'application/jose',
          data,
        }),
      );
      const requests: Prepared[] = [];
      for (let at = 0; at < events.length; at += batch) {
        const body = JSON.stringify(events.slice(at, at + batch));
        const headers = device.signed('POST', REPORTS_PATH, body, { headers: { 'content-type': BATCH_MEDIA_TYPE } });
        requests.push({
          headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
          body: Buffer.from(body),
        });
      }
      return requests;
    },
    async send(requests, inFlight) {
      const waiting = requests.values();
      const worker = async () => {
        for (const request of waiting) await post(request);
      };
      await Promise.all(Array.from({ length: inFlight }, worker));
    },
    close: () => agent.destroy(),
  };
}
