/** Attachments from a form to the real central endpoint, whatever dies or answers in between. */
import { spawn } from 'node:child_process';
import { createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openBlobFolder, type Attachment, type BlobFolder } from '../../../../src/desk/attachments/blob-folder.ts';
import { CHUNK_BYTES, startUploads, type UploadLog, type Uploads } from '../../../../src/desk/delivery/uploads.ts';
import { parseCentral } from '../../../../src/desk/device/address.ts';
import { openClient } from '../../../../src/desk/device/client.ts';
import { openDeviceKeys } from '../../../../src/desk/device/keys.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openVaultKeys } from '../../../../src/desk/keys/vault-keys.ts';
import type { Draft } from '../../../../src/desk/reports/draft.ts';
import { openReports, type Reports } from '../../../../src/desk/reports/reports.ts';
import { readEnrollment } from '../../../../src/desk/store/device-records.ts';
import { databaseKinds, TestClock, useCentral, type TestCentral } from '../../central/harness.ts';
import { openChunkProxy, type ChunkProxy } from './chunk-proxy.ts';
import { openDevice, type DeviceUnderTest } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';

const TIMEOUTS = { connectMs: 10_000, answerMs: 20_000, bodyMs: 10_000 };
const DAY_MS = 24 * 3_600_000;
const CHUNKS = process.env['FAIRDESK_FULL'] === '1' ? 12 : 3;

const form: Draft = {
  schema: 'org.fairdesk.feedback.v1',
  locale: 'en',
  surveyId: 'visit',
  surveyVersion: 1,
  agency: 'oath',
  partial: false,
  answers: [{ questionId: 'satisfaction', value: 4 }],
};

const [kind] = databaseKinds;
const place = useCentral(kind);
const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
});

interface Scene {
  readonly time: MovedTime;
  readonly central: TestCentral;
  readonly proxy: ChunkProxy;
  readonly device: DeviceUnderTest;
  readonly blobs: BlobFolder;
  readonly reports: Reports;
  readonly logged: UploadLog[];
  /** Delivery and uploads, as the desk runs them. */
  start(): Uploads;
  /** Keeps `content`, submits a form that names it, and waits until the report is delivered. */
  submitted(content: Uint8Array): Promise<Attachment>;
}

/** An enrolled device behind a proxy that its central endpoint does not know of. */
async function scene(): Promise<Scene> {
  const time = new MovedTime();
  const clock = new TestClock();
  clock.wall = () => time.wall();
  const central = await place.start({ clock });
  const proxy = await openChunkProxy(central.url);
  cleanups.push(() => proxy.close());
  const device = openDevice(time, { timeouts: TIMEOUTS });
  cleanups.push(() => device.close());
  const address = parseCentral(proxy.url);
  if (!address.ok) throw new Error(address.error.detail);
  await device.enrolled(address.value, await central.code('inspector'));
  const { folder, store } = device;
  const keyStore = fileKeyStore(folder);
  const blobs = openBlobFolder({ folder, random: randomBytes, named: store.attachments.all, now: time.wall() });
  let uploads: Uploads | null = null;
  const reports = openReports({
    store,
    blobs,
    vaultKeys: openVaultKeys(store.records, keyStore, randomBytes),
    clock: time,
    random: randomBytes,
    log: () => undefined,
    contentVersion: () => '1',
    quietWindow: { quietFromHour: 0, quietToHour: 0 },
    enrollment: readEnrollment(store.records),
    inSession: () => false,
    agencyOf: () => 'oath',
    changed: () => undefined,
  });
  cleanups.push(() => reports.close());
  const logged: UploadLog[] = [];
  const delivery = device.start();
  return {
    time,
    central,
    proxy,
    device,
    blobs,
    reports,
    logged,
    start() {
      const client = openClient({ timeouts: TIMEOUTS });
      const started = startUploads({
        client,
        records: store.records,
        keys: openDeviceKeys(store.records, keyStore),
        clock: time,
        attachments: store.attachments,
        blobs,
        random: (length) => new Uint8Array(length).fill(0xff),
        timers: time,
        log: (event) => logged.push(event),
      });
      uploads = started;
      time.loops = 2; // Delivery and uploads: no time passes while one works, or its request grows too old.
      cleanups.push(async () => {
        client.close();
        await started.stop();
      });
      return started;
    },
    async submitted(content) {
      const kept = await reports.attach(content, 'image/jpeg');
      if (!kept.ok) throw new Error(kept.error.type);
      const before = device.fates()['delivered'] ?? 0;
      const saved = await reports.submit(form, randomUUID(), [kept.value]);
      if (!saved.ok) throw new Error(saved.error.type);
      delivery.wake();
      await time.settleUntil(() => device.fates()['delivered'] === before + 1);
      uploads?.wake();
      return kept.value;
    },
  };
}

function heldAt(central: TestCentral, { sha256 }: Attachment): string {
  return join(central.folder, 'attachments/blobs', sha256.slice(0, 2), sha256);
}

function decrypted(path: string, key: string): Buffer {
  const sealed = readFileSync(path);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

function count(logged: readonly UploadLog[], event: UploadLog['event']): number {
  return logged.filter((each) => each.event === event).length;
}

test('the report goes first, then its blob in chunks, and the central endpoint can open it with the key in the seal', async () => {
  const { time, central, proxy, logged, start, submitted } = await scene();
  const content = randomBytes(CHUNKS * CHUNK_BYTES);
  const kept = await submitted(content);
  expect(proxy.seen.some(({ path }) => path.startsWith('/v1/attachments'))).toBe(false);
  start();
  await time.settleUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect(decrypted(heldAt(central, kept), kept.key).equals(content)).toBe(true);
  expect(proxy.seen.filter(({ method }) => method === 'PATCH')).toHaveLength(CHUNKS + 1);
});

test('killed after each chunk before it hears of it, a device goes on at the next one', async () => {
  const { central, proxy, device, submitted } = await scene();
  const content = randomBytes(CHUNKS * CHUNK_BYTES);
  const kept = await submitted(content);
  const { folder } = device;
  // The children sign by the real clock.
  central.clock.wall = Date.now;
  device.store.records.remove('clock-offset-ms');

  let kills = 0;
  /** Runs a device until it is killed. @returns whether it heard that all is uploaded */
  const life = async (): Promise<boolean> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'uploading.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    cleanups.push(() => void child.kill('SIGKILL'));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    proxy.decide = ({ method }) => {
      // A creation whose answer is lost makes another: without an answer there is no address to go on at.
      if (method === 'HEAD' || (method === 'POST' && kills > 0)) return 'pass';
      child.kill('SIGKILL');
      kills += 1;
      return 'cut';
    };
    let done = false;
    child.stdout.on('data', (text: Buffer) => {
      if (!text.includes('attachment-uploaded')) return;
      done = true;
      child.kill('SIGKILL');
    });
    await gone;
    return done;
  };
  let lives = 1;
  while (!(await life()) && lives < 3 * CHUNKS) lives += 1;
  const patches = proxy.seen.filter(({ method }) => method === 'PATCH');
  // Once at the creation, once after each chunk; the last is a part of one: nonce and tag are of the blob too.
  expect(kills).toBe(1 + CHUNKS + 1);
  expect(patches).toHaveLength(CHUNKS + 1);
  expect(patches.every(({ status }) => status === 204)).toBe(true);
  expect(decrypted(heldAt(central, kept), kept.key).equals(content)).toBe(true);
}, 240_000);

test('connections cut in any request lose no byte and hold no report', async () => {
  const { time, central, proxy, device, logged, start, submitted } = await scene();
  let asked = 0;
  proxy.decide = ({ path }) => (path.startsWith('/v1/attachments') && ++asked % 2 === 1 ? 'cut' : 'pass');
  start();
  const content = randomBytes(CHUNKS * CHUNK_BYTES);
  const kept = await submitted(content);
  await time.passUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect(count(logged, 'attachment-waiting')).toBeGreaterThan(1);
  expect(decrypted(heldAt(central, kept), kept.key).equals(content)).toBe(true);
  expect(device.fates()).toEqual({ delivered: 1 });
});

test('an upload that the central endpoint forgot is made anew', async () => {
  const { time, central, proxy, logged, start, submitted } = await scene();
  let dropped = false;
  proxy.decide = ({ method }) => {
    if (method !== 'PATCH' || dropped) return 'pass';
    dropped = true;
    return { status: 404 };
  };
  start();
  const kept = await submitted(randomBytes(CHUNKS * CHUNK_BYTES));
  await time.passUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect(proxy.seen.filter(({ method, path }) => method === 'POST' && path === '/v1/attachments')).toHaveLength(2);
  expect(existsSync(heldAt(central, kept))).toBe(true);
});

test('a 413 is a dead letter of the attachment alone: its report stands, others are uploaded, a comparison tries it again', async () => {
  const { time, central, proxy, device, logged, start, submitted } = await scene();
  let full = true;
  proxy.decide = ({ method, path }) =>
    full && method === 'POST' && path === '/v1/attachments' ? { status: 413 } : 'pass';
  start();
  const refused = await submitted(randomBytes(100));
  await time.passUntil(() => count(logged, 'attachment-refused') === 1);
  expect(device.store.attachments.countRefused()).toBe(1);
  full = false;
  const other = await submitted(randomBytes(100));
  await time.passUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect([existsSync(heldAt(central, refused)), existsSync(heldAt(central, other))]).toEqual([false, true]);
  expect(device.fates()).toEqual({ delivered: 2 });

  const comparison = device.compare();
  comparison.compareNow();
  await time.passUntil(() => device.store.attachments.wanted().length === 1);
  start();
  await time.settleUntil(() => existsSync(heldAt(central, refused)));
});

test('a blob that is not here any more, or not what it was, is told and never offered', async () => {
  const { time, device, logged, start, submitted } = await scene();
  const [missing, altered] = [await submitted(randomBytes(100)), await submitted(randomBytes(100))];
  const path = ({ sha256 }: Attachment) => join(device.folder, 'attachments', sha256);
  rmSync(path(missing));
  writeFileSync(path(altered), randomBytes(altered.size));
  start();
  await time.settleUntil(() => count(logged, 'attachment-lost') === 2);
  expect([...device.store.attachments.allLost()].sort()).toEqual([missing.sha256, altered.sha256].sort());
});

test('report and blob are kept while the central endpoint lacks the blob, and both go when a comparison finds it', async () => {
  const { time, device, blobs, logged, start, submitted } = await scene();
  const kept = await submitted(randomBytes(100));
  const mine = join(device.folder, 'attachments', kept.sha256);
  const compareOnce = async () => {
    const before = device.compared.length;
    const comparison = device.compare(1, { dropBlob: blobs.drop });
    comparison.compareNow();
    await time.passUntil(() => device.compared.length > before);
    expect(device.compared.at(-1)).toMatchObject({ event: 'ledger-compared', reports: 1 });
    await comparison.stop();
  };
  time.pass(3 * DAY_MS);
  await compareOnce();
  expect([device.fates(), existsSync(mine)]).toEqual([{ delivered: 1 }, true]);

  start();
  await time.passUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect(existsSync(mine)).toBe(true);
  await compareOnce();
  expect(device.fates()).toEqual({});
  expect(device.store.attachments.all()).toEqual(new Set());
  expect(existsSync(mine)).toBe(false);
});

test('the same blob in two reports is uploaded once, and both refer to it', async () => {
  const { time, central, proxy, reports, device, logged, start, submitted } = await scene();
  const kept = await submitted(randomBytes(100));
  start();
  await time.passUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect(await reports.submit(form, randomUUID(), [kept])).toMatchObject({ ok: true });
  time.loops = 1; // Uploads wait for nothing: delivery sleeps alone.
  await time.passUntil(() => device.fates()['delivered'] === 2);
  expect(device.store.attachments.wanted()).toEqual([]);
  expect(proxy.seen.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  expect(await central.query('SELECT report_id FROM attachments')).toHaveLength(2);
});
