/** The desk's delivery and the real central endpoint on a real database, over a real socket. */
import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Desk } from '../../../../src/desk/desk.ts';
import { parseCentral } from '../../../../src/desk/device/address.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../../src/desk/open.ts';
import { readEnrollment } from '../../../../src/desk/store/device-records.ts';
import type { ReportId } from '../../../../src/shared/ids.ts';
import { databaseKinds, TestClock, useCentral, type TestCentral } from '../../central/harness.ts';
import { openDevice, type DeviceUnderTest } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';
import { sealed } from './sealed.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const TIMEOUTS = { connectMs: 10_000, answerMs: 20_000, bodyMs: 10_000 };
const cleanups: (() => Promise<unknown> | void)[] = [];

function device(time: MovedTime, folder?: string): DeviceUnderTest {
  const opened = openDevice(time, { timeouts: TIMEOUTS }, folder);
  cleanups.push(() => opened.close());
  return opened;
}

function addressOf(central: TestCentral) {
  const address = parseCentral(central.url);
  if (!address.ok) throw new Error(address.error.detail);
  return address.value;
}

async function ledger(central: TestCentral): Promise<string[]> {
  const rows = await central.query<{ report_id: string }>('SELECT report_id FROM ledger ORDER BY sequence');
  return rows.map(({ report_id }) => report_id);
}

describe.each(databaseKinds)('with a central endpoint on %s', (kind) => {
  const place = useCentral(kind);
  // After the harness's own, and so before it: devices leave before their central endpoint does.
  afterEach(async () => {
    for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
  });

  // Thousands of tries to connect.
  test('a week without network, and then everything once, in order, with receipts', { timeout: 180_000 }, async () => {
    const time = new MovedTime();
    const clock = new TestClock(time.wall());
    const first = await place.start({ clock });
    const { folder, databaseUrl } = first;
    const port = Number(new URL(first.url).port);
    const kiosk = device(time);
    await kiosk.enrolled(addressOf(first), await first.code('kiosk', { centerId: 'bronx-business' }));
    const delivery = kiosk.start();
    await first.central.close();

    const ids: ReportId[] = [];
    const start = time.monotonic();
    for (let day = 0; day < 7; day++) {
      for (let each = 0; each < 30; each++) ids.push(kiosk.commit(await sealed(kiosk, 1 + (each % 5))));
      delivery.wake();
      await time.passUntil(() => time.monotonic() - start >= (day + 1) * (WEEK_MS / 7));
    }
    expect(kiosk.fates()).toEqual({ waiting: 210 });

    clock.at = time.wall();
    const second = await place.start({ clock, folder, databaseUrl, port });
    await time.passUntil(() => kiosk.fates()['delivered'] === 210);
    expect(await ledger(second)).toEqual(ids);
    expect(ids.every((id) => kiosk.fate(id).receipt !== null)).toBe(true);
    expect(delivery.pausedReason()).toBeNull();
    await second.central.releaseIntake();
    const [stored] = await second.query<{ rows: string }>(
      'SELECT (SELECT count(*) FROM answers) + (SELECT count(*) FROM intake) AS rows',
    );
    expect(Number(stored?.rows)).toBe(210);
  });

  test('the same id with other bytes is a dead letter on the device, and what was stored stays', async () => {
    const time = new MovedTime();
    const central = await place.start({ clock: new TestClock(time.wall()) });
    const kiosk = device(time);
    await kiosk.enrolled(addressOf(central), await central.code('kiosk'));
    const image = mkdtempSync(join(tmpdir(), 'fairdesk-image-'));
    cleanups.push(() => rmSync(image, { recursive: true, force: true }));
    kiosk.store.checkpoint();
    cpSync(kiosk.folder, image, { recursive: true });

    const id = kiosk.commit(await sealed(kiosk, 5));
    kiosk.start();
    await time.passUntil(() => kiosk.fate(id).state === 'delivered');
    const before = await central.query('SELECT * FROM ledger');

    const restored = device(time, image);
    restored.commit(await sealed(restored, 1), id);
    const good = restored.commit(await sealed(restored, 2));
    restored.start();
    await time.passUntil(() => restored.fate(id).state === 'dead');
    expect(restored.fate(id).problem).toContain('id-conflict');
    await time.passUntil(() => restored.fate(good).state === 'delivered');
    expect(await central.query('SELECT * FROM ledger WHERE report_id = $1', [id])).toEqual(before);
  });

  test('a device whose folder was lost goes on above the ledger when it is enrolled anew', async () => {
    const time = new MovedTime();
    const central = await place.start({ clock: new TestClock(time.wall()) });
    const lost = device(time);
    await lost.enrolled(addressOf(central), await central.code('kiosk'));
    for (let each = 0; each < 3; each++) lost.commit(await sealed(lost, 3));
    lost.start();
    await time.passUntil(() => lost.fates()['delivered'] === 3);
    const deviceId = readEnrollment(lost.store.records)?.deviceId;
    await lost.close();

    const anew = device(time);
    await anew.enrolled(addressOf(central), await central.code('kiosk', { deviceId: deviceId ?? '' }));
    expect(readEnrollment(anew.store.records)?.deviceId).toBe(deviceId);
    anew.commit(await sealed(anew, 4));
    anew.start();
    await time.passUntil(() => anew.fates()['delivered'] === 1);
    const rows = await central.query<{ sequence: string }>('SELECT sequence FROM ledger ORDER BY sequence');
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3, 4]);
  });

  test('a device revoked and enrolled anew pauses, keeps everything, and delivers it then', async () => {
    const time = new MovedTime();
    const central = await place.start({ clock: new TestClock(time.wall()) });
    const kiosk = device(time);
    await kiosk.enrolled(addressOf(central), await central.code('kiosk'));
    const deviceId = readEnrollment(kiosk.store.records)?.deviceId ?? '';
    await central.query('UPDATE devices SET revoked_at = now() WHERE id = $1', [deviceId]);
    kiosk.commit(await sealed(kiosk, 3));
    const delivery = kiosk.start();
    await time.settleUntil(() => delivery.pausedReason() === 'device-revoked');
    expect(kiosk.fates()).toEqual({ waiting: 1 });
    await kiosk.enrolled(addressOf(central), await central.code('kiosk', { deviceId }));
    delivery.wake();
    await time.settleUntil(() => kiosk.fates()['delivered'] === 1);
  });

  test('a paused device goes on once the central endpoint answers with its configuration again', async () => {
    const time = new MovedTime();
    const central = await place.start({ clock: new TestClock(time.wall()) });
    const kiosk = device(time);
    await kiosk.enrolled(addressOf(central), await central.code('kiosk'));
    const deviceId = readEnrollment(kiosk.store.records)?.deviceId ?? '';
    await central.query('UPDATE devices SET revoked_at = now() WHERE id = $1', [deviceId]);
    kiosk.commit(await sealed(kiosk, 3));
    const delivery = kiosk.start();
    await time.settleUntil(() => delivery.pausedReason() === 'device-revoked');
    await central.query('UPDATE devices SET revoked_at = NULL WHERE id = $1', [deviceId]);
    const clock = central.clock;
    clock.pass(25 * 3_600_000);
    await time.passUntil(() => kiosk.fates()['delivered'] === 1);
    expect(delivery.pausedReason()).toBeNull();
  });

  test('what a kiosk queued before it was ever enrolled is delivered once it is', async () => {
    const central = await place.start({ clock: new TestClock(Date.now()) });
    const folder = mkdtempSync(join(tmpdir(), 'fairdesk-desk-'));
    const desk: Desk = await openDesk({
      folder,
      resources: join(import.meta.dirname, '../../../../resources'),
      appVersion: '0.0.0',
      clock: { wall: Date.now, monotonic: () => performance.now() },
      random: randomBytes,
      keyStore: fileKeyStore(folder),
      log: () => {},
    });
    cleanups.push(async () => {
      await desk.close();
      rmSync(folder, { recursive: true, force: true });
    });
    for (let each = 0; each < 12; each++) {
      const saved = await desk.call('commendation.submit', {
        key: randomUUID(),
        locale: 'en',
        agency: 'dcwp',
        nominee: { kind: 'team', name: 'The front desk' },
        values: ['respect'],
        story: `They were kind, visit ${each}.`,
      });
      expect(saved).toMatchObject({ ok: true, value: { ok: true } });
    }
    expect(desk.status()).toMatchObject({ enrolled: false, waiting: 12, delivered: 0 });

    const done = new Promise<void>((resolve) => {
      desk.subscribe((event) => {
        if (event.type === 'delivery-changed' && event.status.delivered === 12) resolve();
      });
    });
    expect(await desk.enroll(central.url, await central.code('kiosk'))).toMatchObject({ ok: true });
    await done;
    expect(await ledger(central)).toHaveLength(12);
    expect(desk.status()).toMatchObject({ enrolled: true, waiting: 0, deadLetters: 0, pausedReason: null });
  });
});
