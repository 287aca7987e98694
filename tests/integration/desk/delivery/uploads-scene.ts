/** An enrolled device that uploads what its reports name, to a real central endpoint behind a proxy that tests hold. */
import { spawn } from 'node:child_process';
import { createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openBlobFolder, type Attachment, type BlobFolder } from '../../../../src/desk/attachments/blob-folder.ts';
import { startUploads, type UploadLog, type Uploads } from '../../../../src/desk/delivery/uploads.ts';
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

export const form: Draft = {
  schema: 'org.fairdesk.feedback.v1',
  locale: 'en',
  surveyId: 'visit',
  surveyVersion: 1,
  agency: 'oath',
  partial: false,
  answers: [{ questionId: 'satisfaction', value: 4 }],
};

export interface Scene {
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
  /** Delivers what was committed; ends when one more report has its receipt. */
  delivered(commit: () => Promise<unknown>): Promise<void>;
  /**
   * Runs devices in processes of their own, each killed when a request that brings something was answered
   * and before it hears of it, until one heard that all is uploaded. @returns how many were killed
   */
  killedUntilUploaded(lives: number): Promise<number>;
}

/** Scenes with a central endpoint each; what they opened ends with the test. */
export function useScenes(): () => Promise<Scene> {
  const [kind] = databaseKinds;
  const place = useCentral(kind);
  const cleanups: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
  });
  return () => openScene(place, cleanups);
}

/** An enrolled device behind a proxy that its central endpoint does not know of. */
async function openScene(
  place: ReturnType<typeof useCentral>,
  cleanups: (() => Promise<unknown> | void)[],
): Promise<Scene> {
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
  const delivered = async (commit: () => Promise<unknown>) => {
    const before = device.fates()['delivered'] ?? 0;
    await commit();
    delivery.wake();
    await time.settleUntil(() => device.fates()['delivered'] === before + 1);
    uploads?.wake();
  };
  return {
    delivered,
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
      await delivered(async () => {
        const saved = await reports.submit(form, randomUUID(), [kept.value]);
        if (!saved.ok) throw new Error(saved.error.type);
      });
      return kept.value;
    },
    async killedUntilUploaded(lives) {
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
      for (let run = 0; run < lives; run += 1) if (await life()) break;
      return kills;
    },
  };
}

/** Where the central endpoint has the blob. */
export function heldAt(central: TestCentral, { sha256 }: Attachment): string {
  return join(central.folder, 'attachments/blobs', sha256.slice(0, 2), sha256);
}

export function decrypted(path: string, key: string): Buffer {
  const sealed = readFileSync(path);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

export function count(logged: readonly UploadLog[], event: UploadLog['event']): number {
  return logged.filter((each) => each.event === event).length;
}
