/** The staff panel of a device that has a central endpoint: whose values count, what leaves on a stick, what practice does. */
import { hash } from '@node-rs/argon2';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { describe, expect, test } from 'vitest';
import { auditBy } from '../../../../src/central/settings/audit.ts';
import { draft, publish, type ScopeId } from '../../../../src/central/settings/settings.ts';
import { openDatabase } from '../../../../src/central/store/database.ts';
import type { DeliveryStatus } from '../../../../src/shared/bridge.ts';
import type { Stick } from '../../../../src/shared/staff.ts';
import { temporaryFolder } from '../../../unit/desk/store/kit.ts';
import { TestClock, useCentral, type TestCentral } from '../../central/harness.ts';
import { central as centralCommand } from '../../central/process.ts';
import { deskIn, PANEL, submit, type Place } from './kit.ts';

const CENTER = 'bronx-business';

async function published(central: TestCentral, at: ScopeId, values: Record<string, unknown>): Promise<void> {
  const db = openDatabase(new Pool({ connectionString: central.databaseUrl, max: 2 }));
  const audit = auditBy('test', central.clock);
  for (const [name, value] of Object.entries(values)) await draft(db, audit, at, name, { value });
  await publish(db, audit, at);
  await db.destroy();
}

async function enrolled(central: TestCentral, place: Place): Promise<string> {
  const { call } = place;
  await call('staff.open', { pin: null });
  const code = await central.code('kiosk', { centerId: CENTER });
  const done = await call('setup.enroll', { central: central.url, code });
  if (!done.ok) throw new Error(done.error.type);
  return done.value.deviceId;
}

/** Until the desk has delivered so many, as it tells its face. */
function delivered({ desk }: Place, count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (status: DeliveryStatus) => {
      if (status.delivered < count) return;
      stop();
      resolve();
    };
    const stop = desk.subscribe((event) => event.type === 'delivery-changed' && look(event.status));
    look(desk.status());
  });
}

describe('a device at its central endpoint', () => {
  const place = useCentral('embedded');
  const begin = () => place.start({ clock: new TestClock(Date.now()) });

  test('its own published values go before what was measured at it, and that before its center’s', async () => {
    const central = await begin();
    const folder = temporaryFolder();
    const kiosk = await deskIn(folder);
    const { call } = kiosk;
    const deviceId = await enrolled(central, kiosk);
    await call('setup.panel', PANEL);
    await call('setup.sound', { speakerHeard: true, headphones: true, volume: 45 });
    await call('setup.languages', { order: ['ar'] });
    await published(
      central,
      { scope: 'center', id: CENTER },
      { speechVolume: 80, languageOrder: ['ru'], idleSeconds: 90 },
    );
    await published(
      central,
      { scope: 'device', id: deviceId },
      { languageOrder: ['es'], panelPxPerMm: 5, staffPin: await hash('730184', { memoryCost: 7168, timeCost: 1 }) },
    );
    await kiosk.desk.close();

    const again = await deskIn(folder);
    await expect
      .poll(async () => (await again.call('face.open', {})).settings, { timeout: 10_000 })
      .toMatchObject({
        idleSeconds: 90,
        speechVolume: 45,
        languageOrder: ['es'],
        panelPxPerMm: 5,
        panelLowerEdgeMm: 800,
      });
    // The published PIN is the one, whatever was set here.
    expect(await again.call('staff.open', { pin: null })).toMatchObject({ error: { type: 'wrong-pin' } });
    expect(await again.call('staff.open', { pin: '730184' })).toMatchObject({ ok: true, value: { opened: 'panel' } });
  });

  test('without a PIN it can be set up further, but not be enrolled again', async () => {
    const central = await begin();
    const kiosk = await deskIn(temporaryFolder());
    const { call } = kiosk;
    await enrolled(central, kiosk);
    const again = await call('setup.enroll', { central: central.url, code: await central.code('kiosk') });
    expect(again).toMatchObject({ ok: false, error: { type: 'refused' } });
    await call('setup.pin', { pin: '483920' });
    await call('staff.close', {});
    await call('staff.open', { pin: '483920' });
    const view = await call('staff.view', {});
    expect(view).toMatchObject({ ok: true, value: { central: central.url, network: true, canLeave: false } });
  });

  test('practice marks what is written in it, in the vault too, and the heartbeat says so', async () => {
    const central = await begin();
    const kiosk = await deskIn(temporaryFolder());
    const { call } = kiosk;
    await call('staff.open', { pin: null });
    await call('setup.pin', { pin: '483920' });
    await call('staff.close', {});
    await call('staff.open', { pin: '483920' });
    await call('staff.practice', { on: true });
    expect(await call('face.open', {})).toMatchObject({ practice: true, settings: { practice: true } });
    // One in the vault, one after enrollment, one after practice.
    await submit(kiosk);
    await call('staff.open', { pin: '483920' });
    const code = await central.code('kiosk', { centerId: CENTER });
    expect(await call('setup.enroll', { central: central.url, code })).toMatchObject({ ok: true });
    await submit(kiosk);
    const told = () => central.query<{ heartbeat: object }>('SELECT heartbeat FROM device_status');
    await expect
      .poll(async () => (await told())[0]?.heartbeat, { timeout: 20_000 })
      .toMatchObject({
        practice: true,
        printer: null,
        panelUnknown: true,
        staffPinMissing: false,
      });
    await call('staff.practice', { on: false });
    await submit(kiosk, 1);
    await delivered(kiosk, 3);
    central.clock.pass(26 * 3_600_000);
    await central.central.releaseIntake();
    const stored = await central.query<{ practice: boolean }>('SELECT practice FROM answers ORDER BY practice');
    expect(stored.map(({ practice }) => practice)).toEqual([false, true, true]);
  });

  test('a reference tells where its report is, from the vault to the receipt, and nothing of it', async () => {
    const central = await begin();
    const kiosk = await deskIn(temporaryFolder());
    const { call } = kiosk;
    const reference = await submit(kiosk);
    await call('staff.open', { pin: null });
    await call('setup.pin', { pin: '483920' });
    await call('staff.close', {});
    await call('staff.open', { pin: '483920' });
    const where = async (typed: string) => call('staff.reference', { reference: typed });
    expect(await where(reference)).toEqual({ ok: true, value: { state: 'waiting' } });
    const code = await central.code('kiosk', { centerId: CENTER });
    await call('setup.enroll', { central: central.url, code });
    await delivered(kiosk, 1);
    expect(await where(reference.toLowerCase().replace('-', ' '))).toEqual({ ok: true, value: { state: 'received' } });
    expect(await where('ZZZZ-ZZZZ')).toEqual({ ok: true, value: { state: 'unknown' } });
    expect(await where('no reference')).toEqual({ ok: true, value: { state: 'unknown' } });
  });

  test('whose network is gone puts everything on a stick, which the central endpoint takes in once', async () => {
    const central = await begin();
    const stick: Stick = { id: temporaryFolder(), label: 'STICK', freeBytes: 1e9 };
    const plugged: Stick[] = [];
    const kiosk = await deskIn(temporaryFolder(), { sticks: () => Promise.resolve(plugged) });
    const { call } = kiosk;
    await enrolled(central, kiosk);
    await call('setup.pin', { pin: '483920' });
    await call('staff.close', {});
    await central.central.close();
    for (let each = 0; each < 5; each += 1) await submit(kiosk);
    const contact = { key: '0f3a4c1e-5b6d-4e7f-8a9b-0c1d2e3f4a5b', message: 'please write', email: 'v@example.com' };
    expect(await call('contact.submit', contact)).toMatchObject({ ok: true });

    await call('staff.open', { pin: '483920' });
    expect(await call('staff.export', { stick: stick.id })).toEqual({ ok: false, error: { type: 'no-stick' } });
    plugged.push(stick);
    expect(await call('staff.sticks', {})).toEqual({ ok: true, value: [stick] });
    // A finger that struck twice: each file is whole, whether or not it is the same one.
    const [exported, again] = await Promise.all([
      call('staff.export', { stick: stick.id }),
      call('staff.export', { stick: stick.id }),
    ]);
    if (!exported.ok || !again.ok) throw new Error('not exported');
    expect([exported.value.reports, again.value.reports]).toEqual([6, 6]);
    expect(readdirSync(stick.id)).toEqual([...new Set([exported.value.file, again.value.file])].toSorted());
    const file = join(stick.id, exported.value.file);
    expect(readFileSync(file, 'utf8')).not.toContain('the-canary');

    const environment = { DATABASE_URL: central.databaseUrl };
    const taken = await centralCommand(['import', file, '--data', central.folder], environment);
    expect(JSON.parse(taken.stdout)).toMatchObject({ signed: true, accepted: 6, duplicate: 0, refused: 0 });
    // A stick that takes nothing leaves nothing, and staff are told why.
    plugged[0] = { ...stick, id: join(stick.id, 'pulled') };
    const failed = await call('staff.export', { stick: join(stick.id, 'pulled') });
    expect(failed).toMatchObject({
      ok: false,
      error: { type: 'failed', detail: expect.stringContaining('pulled') as string },
    });
  });
});
