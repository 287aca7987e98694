/** A device whose database was lost is the same device afterwards; and its backups tell a thief nothing. */
import { randomBytes, randomUUID } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Desk } from '../../../../src/desk/desk.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../../src/desk/open.ts';
import { backups, makeBackup } from '../../../../src/desk/store/backups.ts';
import { databasePath, openFile } from '../../../../src/desk/store/database.ts';
import { temporaryFolder } from '../../../unit/desk/store/kit.ts';
import { useCentral } from '../../central/harness.ts';

const place = useCentral('embedded');
const open: Desk[] = [];
// Before the harness's own end: devices leave before their central endpoint does.
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close();
});

async function deskIn(folder: string): Promise<{ desk: Desk; logged: string[] }> {
  const logged: string[] = [];
  const desk = await openDesk({
    folder,
    resources: resolve(import.meta.dirname, '../../../../resources'),
    appVersion: '0.0.0',
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
    keyStore: fileKeyStore(folder),
    upkeepAfterMs: 60_000,
    log: (event) => logged.push((event as { event: string }).event),
  });
  open.push(desk);
  return { desk, logged };
}

async function submit(desk: Desk, forms: number): Promise<void> {
  for (let each = 0; each < forms; each += 1) {
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
}

test('a database lost after delivery: the backup knows the device, the ledger knows the numbers, the heartbeat tells', async () => {
  const central = await place.start({});
  const folder = temporaryFolder();
  const before = await deskIn(folder);
  expect(await before.desk.enroll(central.url, await central.code('kiosk'))).toMatchObject({ ok: true });
  // Made at once: who the device is must not hang on one file.
  await expect.poll(() => before.logged, { timeout: 20_000 }).toContain('store-backed-up');
  await submit(before.desk, 5);
  await expect.poll(() => before.desk.status().delivered, { timeout: 20_000 }).toBe(5);
  const { deviceId } = before.desk.status();
  await before.desk.close();
  truncateSync(databasePath(folder), 0);

  const after = await deskIn(folder);
  expect(after.desk.status()).toMatchObject({ enrolled: true, deviceId, storeRecovered: { damage: 'empty' } });
  const beats = async () => {
    const rows = await central.query<{ heartbeat: object }>('SELECT heartbeat FROM device_status');
    return rows[0]?.heartbeat;
  };
  await expect
    .poll(beats, { timeout: 20_000 })
    .toMatchObject({ crashes: 1, storeRecovered: expect.stringMatching(/^empty 20/) as string });
  await expect.poll(() => after.logged, { timeout: 20_000 }).toContain('sequence-raised');
  await submit(after.desk, 3);
  await expect.poll(() => after.desk.status().waiting, { timeout: 20_000 }).toBe(0);
  const rows = await central.query<{ sequence: string }>('SELECT sequence FROM ledger ORDER BY sequence');
  expect(rows.map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('what a device wrote before it was enrolled leaves its backups too', async () => {
  const central = await place.start({});
  const folder = temporaryFolder();
  const { desk, logged } = await deskIn(folder);
  await submit(desk, 3);
  await makeBackup(folder);
  const vaulted = () =>
    backups(folder).map(({ path }) => {
      const db = openFile(path, 'read', 'delete');
      const rows: unknown = db.prepare('SELECT count(*) FROM vault').pluck().get();
      db.close();
      return rows;
    });
  expect(vaulted()).toEqual([3]);
  expect(await desk.enroll(central.url, await central.code('kiosk'))).toMatchObject({ ok: true });
  await expect.poll(vaulted, { timeout: 20_000 }).not.toContain(3);
  await expect.poll(() => [...new Set(vaulted())], { timeout: 20_000 }).toEqual([0]);
  expect(logged).toContain('vault-release-ended');
});
