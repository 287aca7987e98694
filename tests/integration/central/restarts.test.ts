/**
 * PostgreSQL is killed and started again under load: nothing that was accepted is missing, nothing is
 * there twice, and the service comes back by itself. FAIRDESK_FULL=1 kills it more often.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startCentral, type Central } from '../../../src/central/serve.ts';
import { serverAccount } from '../../../src/central/store/account.ts';
import { embeddedBinaries } from '../../../src/central/store/binaries.ts';
import { openCluster } from '../../../src/central/store/cluster.ts';
import { clusterFolder, placeOf } from '../../../src/central/store/place.ts';
import { removeDataFolder, temporaryFolder } from './databases.ts';
import { request, sha256Of, TestDevice, type TestEvent } from './device.ts';
import { feedbackOf } from './payloads.ts';

const KILLS = process.env['FAIRDESK_FULL'] === '1' ? 30 : 2;
const DEVICES = 3;
const BATCH = 15;

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
});

function newFolder(name: string): string {
  const folder = temporaryFolder(name);
  cleanups.push(() => removeDataFolder(folder));
  return folder;
}

/** The server's main process dies at once; what it had not synced is gone. */
function killPostgres(folder: string): void {
  const data = clusterFolder(folder, placeOf(folder, serverAccount()));
  process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
}

async function start(folder: string, databaseUrl?: string): Promise<Central> {
  const central = await startCentral({
    folder,
    port: 0,
    host: '127.0.0.1',
    databaseUrl,
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: (length) => randomBytes(length),
    log: () => undefined,
  });
  cleanups.push(() => central.close());
  return central;
}

/** Devices that send on and on, each batch until it is accepted. */
async function load(central: Central) {
  const devices: TestDevice[] = [];
  for (let each = 0; each < DEVICES; each++) {
    const device = new TestDevice(central.url);
    const code = await central.enroll({ profile: 'kiosk', centerId: undefined, deviceId: undefined });
    if (!code.ok) throw new Error(code.error.type);
    expect((await device.enroll(code.value)).status).toBe(201);
    devices.push(device);
  }
  const accepted = new Map<TestDevice, TestEvent[]>(devices.map((device) => [device, []]));
  const odd: string[] = [];
  let batches = 0;
  const ending = new AbortController();
  /** @returns whether the batch was taken; if not, it is sent again */
  async function stores(device: TestDevice, events: TestEvent[]): Promise<boolean> {
    const answer = await device.post(events).catch(() => null);
    if (answer?.status !== 200) {
      if (answer !== null && answer.problem !== 'unavailable') odd.push(answer.text);
      return false;
    }
    const { results } = answer.body as { results: { status: string }[] };
    if (results.some(({ status }) => status === 'refused')) odd.push(answer.text);
    accepted.get(device)?.push(...events);
    batches++;
    return true;
  }
  const sending = devices.map(async (device) => {
    while (!ending.signal.aborted) {
      const events = await device.events(BATCH, (at) => feedbackOf(1 + (at % 5)));
      while (!ending.signal.aborted && !(await stores(device, events)));
    }
  });
  return {
    accepted,
    odd,
    batches: () => batches,
    async end() {
      ending.abort();
      await Promise.all(sending);
    },
  };
}

async function expectAllThere({ accepted, odd }: Awaited<ReturnType<typeof load>>): Promise<void> {
  expect(odd).toEqual([]);
  for (const [device, events] of accepted) {
    for (let at = 0; at < events.length; at += 1_000) {
      const reports = events.slice(at, at + 1_000).map((event) => ({ id: event.id, sha256: sha256Of(event) }));
      const answer = await device.send('POST', '/v1/devices/self/ledger/missing', JSON.stringify({ reports }), {
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.body).toMatchObject({ missing: [] });
    }
    // Sent again, each is there already, under its first receipt.
    const again = await device.results(events.slice(-BATCH));
    expect(again.map(({ status }) => status)).toEqual(again.map(() => 'duplicate'));
  }
}

test(
  `our own PostgreSQL, killed ${KILLS} times under load, is started again and holds all that was accepted`,
  { timeout: KILLS * 40_000 },
  async () => {
    const folder = newFolder('killed');
    const central = await start(folder);
    const sent = await load(central);
    for (let kill = 0; kill < KILLS; kill++) {
      const before = sent.batches();
      await vi.waitFor(() => expect(sent.batches()).toBeGreaterThan(before + 3), { timeout: 30_000 });
      killPostgres(folder);
      const killedAt = sent.batches();
      await vi.waitFor(() => expect(sent.batches()).toBeGreaterThan(killedAt + DEVICES), { timeout: 30_000 });
    }
    await sent.end();
    expect((await request(central.url, 'GET', '/v1/ready', null)).status).toBe(200);
    await expectAllThere(sent);
  },
);

test('a PostgreSQL of DATABASE_URL that is away is answered 503, and used again once it is back', async () => {
  const place = newFolder('server');
  const account = serverAccount();
  const cluster = await openCluster(place, await embeddedBinaries(account), account, () => undefined);
  cleanups.push(() => cluster.close());
  const central = await start(newFolder('beside'), cluster.url('postgres'));
  const sent = await load(central);
  await vi.waitFor(() => expect(sent.batches()).toBeGreaterThan(3), { timeout: 30_000 });
  killPostgres(place);
  await vi.waitFor(
    async () => {
      const ready = await request(central.url, 'GET', '/v1/ready', null);
      expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '5']);
    },
    { timeout: 30_000 },
  );
  expect((await request(central.url, 'GET', '/v1/health', null)).status).toBe(200);
  const away = sent.batches();
  await cluster.ensureRunning();
  await vi.waitFor(() => expect(sent.batches()).toBeGreaterThan(away + DEVICES), { timeout: 30_000 });
  await sent.end();
  await expectAllThere(sent);
});
