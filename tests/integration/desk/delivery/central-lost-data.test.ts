/** The central endpoint loses data, and what its devices keep brings it back: nothing missing, nothing twice. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactEncrypt, importJWK } from 'jose';
import { Pool } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { restoreBackup } from '../../../../src/central/backup/restore.ts';
import { writeBackup } from '../../../../src/central/backup/write.ts';
import { parseCentral } from '../../../../src/desk/device/address.ts';
import { readEnrollment } from '../../../../src/desk/store/device-records.ts';
import type { ReportId } from '../../../../src/shared/ids.ts';
import { removeDataFolder, temporaryFolder } from '../../central/databases.ts';
import { TestClock, useCentral, type TestCentral } from '../../central/harness.ts';
import { feedbackOf } from '../../central/payloads.ts';
import { openDevice, type DeviceUnderTest } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';

/** In full: FAIRDESK_FULL=1. Above a page of the comparison, which asks about 1,000 at once. */
const MANY = process.env['FAIRDESK_FULL'] === '1' ? 2_300 : 60;
const DAY_MS = 24 * 3_600_000;
const PASSPHRASE = 'correct horse battery';
const TIMEOUTS = { connectMs: 10_000, answerMs: 20_000, bodyMs: 10_000 };
const cleanups: (() => Promise<unknown> | void)[] = [];

function addressOf(central: TestCentral) {
  const address = parseCentral(central.url);
  if (!address.ok) throw new Error(address.error.detail);
  return address.value;
}

function device(time: MovedTime, folder?: string): DeviceUnderTest {
  const opened = openDevice(time, { timeouts: TIMEOUTS }, folder);
  cleanups.push(() => opened.close());
  return opened;
}

async function write(kiosk: DeviceUnderTest, count: number): Promise<ReportId[]> {
  const key = readEnrollment(kiosk.store.records)?.sealingKey;
  if (key === undefined) throw new Error('not enrolled');
  const to = await importJWK(key, 'ECDH-ES');
  const ids: ReportId[] = [];
  for (let each = 0; each < count; each++) {
    const sealed = await new CompactEncrypt(Buffer.from(JSON.stringify(feedbackOf(1 + (each % 5)))))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid })
      .encrypt(to);
    ids.push(kiosk.commit(sealed));
  }
  return ids;
}

/** What is held: each report once in the ledger, and as many answers as reports. */
async function held(central: TestCentral): Promise<{ ids: string[]; answers: number }> {
  const rows = await central.query<{ report_id: string }>('SELECT report_id FROM ledger ORDER BY report_id');
  const [count] = await central.query<{ n: string }>(
    'SELECT (SELECT count(*) FROM answers) + (SELECT count(*) FROM intake) AS n',
  );
  return { ids: rows.map(({ report_id }) => report_id), answers: Number(count?.n) };
}

const all = (ids: readonly ReportId[]) => ({ ids: [...ids].sort(), answers: ids.length });

describe('a central endpoint restored from an older backup', () => {
  const place = useCentral('embedded');
  afterEach(async () => {
    for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
  });

  function clockOf(time: MovedTime): TestClock {
    const clock = new TestClock();
    clock.wall = () => time.wall();
    return clock;
  }

  async function backUp(central: TestCentral, time: MovedTime): Promise<string> {
    const folder = temporaryFolder('backup');
    cleanups.push(() => removeDataFolder(folder));
    const file = join(folder, 'yesterday.backup');
    const pool = new Pool({ connectionString: central.databaseUrl, max: 1 });
    await writeBackup({ folder: central.folder, pool, file, passphrase: PASSPHRASE, now: time.wall() });
    await pool.end();
    return file;
  }

  /** Everything is lost; another machine answers at the same address. */
  async function restored(central: TestCentral, file: string, time: MovedTime): Promise<TestCentral> {
    await central.central.close();
    const parent = temporaryFolder('restored');
    cleanups.push(() => removeDataFolder(parent));
    const folder = join(parent, 'anew');
    const databaseUrl = await place.newDatabase();
    const passphrase = () => Promise.resolve(PASSPHRASE);
    await restoreBackup({ file, folder, databaseUrl, passphrase, replace: false, now: time.wall(), log: () => {} });
    const port = Number(new URL(central.url).port);
    return place.start({ clock: central.clock, folder, databaseUrl, port });
  }

  test('gets back within a day what it lost, once, and what it kept does not come again', async () => {
    const time = new MovedTime();
    const first = await place.start({ clock: clockOf(time) });
    const kiosk = device(time);
    await kiosk.enrolled(addressOf(first), await first.code('kiosk'));
    const delivery = kiosk.start();
    kiosk.compare();
    time.loops = 2;
    const before = await write(kiosk, 20);
    delivery.wake();
    await time.passUntil(() => kiosk.fates()['delivered'] === 20 && kiosk.compared.length > 0);
    const file = await backUp(first, time);

    const after = await write(kiosk, MANY);
    delivery.wake();
    await time.passUntil(() => kiosk.fates()['delivered'] === 20 + MANY);
    const second = await restored(first, file, time);
    expect(await held(second)).toEqual(all(before));
    const lostAt = time.monotonic();
    const passes = kiosk.compared.length;
    const found = () => kiosk.compared.slice(passes).find(({ event }) => event === 'ledger-compared');
    await time.passUntil(() => found() !== undefined && kiosk.fates()['delivered'] === 20 + MANY);
    expect(found()).toMatchObject({ reports: 20 + MANY, missing: MANY, deleted: 0 });
    expect(time.monotonic() - lostAt).toBeLessThanOrEqual(DAY_MS + 15 * 60_000);
    expect(await held(second)).toEqual(all([...before, ...after]));
    expect([...before, ...after].every((id) => kiosk.fate(id).receipt !== null)).toBe(true);
  });

  test('to before a device was enrolled gets everything once that device is enrolled anew', async () => {
    const time = new MovedTime();
    const first = await place.start({ clock: clockOf(time) });
    const file = await backUp(first, time);
    const kiosk = device(time);
    await kiosk.enrolled(addressOf(first), await first.code('kiosk'));
    const delivery = kiosk.start();
    const comparison = kiosk.compare();
    time.loops = 2;
    const ids = await write(kiosk, 12);
    delivery.wake();
    await time.passUntil(() => kiosk.fates()['delivered'] === 12);

    const second = await restored(first, file, time);
    ids.push(...(await write(kiosk, 3)));
    delivery.wake();
    await time.passUntil(() => delivery.pausedReason() === 'signature-invalid');
    expect(kiosk.fates()).toEqual({ delivered: 12, waiting: 3 });
    const deviceId = readEnrollment(kiosk.store.records)?.deviceId ?? '';
    await kiosk.enrolled(addressOf(second), await second.code('kiosk', { deviceId }));
    delivery.wake();
    comparison.compareNow();
    await time.passUntil(() => kiosk.compared.some((each) => each.event === 'ledger-compared' && each.missing === 12));
    await time.passUntil(() => kiosk.fates()['delivered'] === 15);
    expect(await held(second)).toEqual(all(ids));
    const rows = await second.query<{ sequence: string }>('SELECT sequence FROM ledger ORDER BY sequence');
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(ids.map((_, at) => at + 1));
  });

  test('behind a reused sequence gets both reports that have it', async () => {
    const time = new MovedTime();
    const first = await place.start({ clock: clockOf(time) });
    const kiosk = device(time);
    await kiosk.enrolled(addressOf(first), await first.code('kiosk'));
    const file = await backUp(first, time);
    const image = mkdtempSync(join(tmpdir(), 'fairdesk-image-'));
    cleanups.push(() => rmSync(image, { recursive: true, force: true }));
    kiosk.store.checkpoint();
    cpSync(kiosk.folder, image, { recursive: true });
    const clone = device(time, image);
    const ids = [...(await write(kiosk, 4)), ...(await write(clone, 4))];
    kiosk.start();
    clone.start();
    time.loops = 2;
    const delivered = () => kiosk.fates()['delivered'] === 4 && clone.fates()['delivered'] === 4;
    await time.passUntil(delivered);
    expect(await held(first)).toEqual(all(ids));

    const second = await restored(first, file, time);
    expect(await held(second)).toEqual(all([]));
    kiosk.compare();
    clone.compare();
    time.loops = 4;
    const compared = (each: DeviceUnderTest) => each.compared.some(({ event }) => event === 'ledger-compared');
    await time.passUntil(() => compared(kiosk) && compared(clone) && delivered());
    expect(await held(second)).toEqual(all(ids));
    const rows = await second.query<{ sequence: string }>('SELECT sequence FROM ledger ORDER BY sequence');
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  });

  test('is asked by a device about every report before any is deleted, and one it lost outlives its days', async () => {
    const time = new MovedTime();
    const central = await place.start({ clock: clockOf(time) });
    const kiosk = device(time);
    await kiosk.enrolled(addressOf(central), await central.code('kiosk'));
    const delivery = kiosk.start();
    const ids = await write(kiosk, 6);
    delivery.wake();
    await time.passUntil(() => kiosk.fates()['delivered'] === 6);
    await central.query('DELETE FROM ledger WHERE report_id = ANY ($1)', [ids.slice(0, 2)]);
    time.pass(3 * DAY_MS);
    kiosk.compare(2);
    time.loops = 2;
    await time.passUntil(() => kiosk.compared.length > 0);
    expect(kiosk.compared).toMatchObject([{ event: 'ledger-compared', reports: 6, missing: 2, deleted: 4 }]);
    await time.passUntil(() => kiosk.fates()['delivered'] === 2);
    expect((await held(central)).ids).toEqual([...ids].sort());
  });
});
