/** Settings and keys from the central endpoint's commands to the devices they concern, with nothing between replaced but time. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { rotate } from '../../../../src/central/keys/rotation.ts';
import { auditBy } from '../../../../src/central/settings/audit.ts';
import { draft, publish, type ScopeId } from '../../../../src/central/settings/settings.ts';
import { openDatabase } from '../../../../src/central/store/database.ts';
import type { Desk } from '../../../../src/desk/desk.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../../src/desk/open.ts';
import type { Face } from '../../../../src/shared/bridge.ts';
import { TestClock, useCentral, type TestCentral } from '../../central/harness.ts';
import { MovedTime } from '../delivery/moved-time.ts';

const RESOURCES = join(import.meta.dirname, '../../../../resources');
/** The default, and the tenth that a wait may be longer. */
const POLL_MS = 15 * 60_000 * 1.1;
const BRONX: ScopeId = { scope: 'center', id: 'oath-bronx' };
const cleanups: (() => Promise<unknown> | void)[] = [];

interface Kiosk {
  readonly desk: Desk;
  readonly folder: string;
  readonly logged: { readonly event: string }[];
  readonly told: string[];
  face(): Promise<Face>;
  count(event: string): number;
}

async function opened(time: MovedTime, folder = mkdtempSync(join(tmpdir(), 'fairdesk-desk-'))): Promise<Kiosk> {
  const logged: { event: string }[] = [];
  const desk = await openDesk({
    folder,
    resources: RESOURCES,
    appVersion: '0.0.0',
    clock: time,
    random: randomBytes,
    keyStore: fileKeyStore(folder),
    log: (event) => logged.push(event as { event: string }),
    timers: time,
  });
  const told: string[] = [];
  desk.subscribe(({ type }) => told.push(type));
  cleanups.push(async () => {
    const closed = desk.close();
    time.pass(3_000);
    await closed;
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    desk,
    folder,
    logged,
    told,
    count: (event) => logged.filter((each) => each.event === event).length,
    async face() {
      const reply = await desk.call('face.open', {});
      if (!reply.ok) throw new Error('the desk does not answer');
      return reply.value as Face;
    },
  };
}

async function kioskAt(central: TestCentral, time: MovedTime, centerId: string): Promise<Kiosk> {
  const kiosk = await opened(time);
  const enrolled = await kiosk.desk.enroll(central.url, await central.code('kiosk', { centerId }));
  expect(enrolled.ok).toBe(true);
  await time.settleUntil(() => kiosk.count('configuration-taken') === 1);
  return kiosk;
}

async function published(central: TestCentral, at: ScopeId, values: Record<string, unknown>): Promise<void> {
  const db = openDatabase(new Pool({ connectionString: central.databaseUrl, max: 2 }));
  const audit = auditBy('test', central.clock);
  for (const [name, value] of Object.entries(values)) await draft(db, audit, at, name, { value });
  await publish(db, audit, at);
  await db.destroy();
}

function praise() {
  return {
    key: randomUUID(),
    locale: 'en',
    agency: 'oath',
    nominee: { kind: 'team', name: 'The front desk' },
    values: [],
    story: 'They were kind.',
  };
}

function rotated(central: TestCentral, purpose: 'sealing' | 'receipt' | 'content'): string {
  const result = rotate(central.folder, purpose, central.clock.wall(), { backedUp: true, early: true });
  if (!result.ok) throw new Error(result.error.type);
  return result.value.kid;
}

/** Lets `ms` pass for devices and central endpoint: each look that is due in it begins. */
function passed(time: MovedTime, clock: TestClock, ms: number): void {
  clock.pass(ms);
  time.pass(ms);
}

describe('settings that reach devices', () => {
  const place = useCentral('embedded');
  // After the harness's own, and so before it: devices leave before their central endpoint does.
  afterEach(async () => {
    for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
  });

  test('what is published for one center is at its kiosk within one poll, and at no other', async () => {
    const time = new MovedTime();
    const clock = new TestClock(time.wall());
    const central = await place.start({ clock });
    const bronx = await kioskAt(central, time, 'oath-bronx');
    const queens = await kioskAt(central, time, 'oath-queens');
    const before = (await queens.face()).settings;
    expect((await bronx.face()).settings).toEqual(before);

    await published(central, BRONX, { idleSeconds: 90, contactRequests: true, staffPin: PIN });
    bronx.told.length = 0;
    queens.told.length = 0;
    passed(time, clock, POLL_MS);
    await time.settleUntil(() => bronx.count('configuration-taken') === 2);
    expect((await bronx.face()).settings).toEqual({ ...before, idleSeconds: 90, contactRequests: true });
    expect(bronx.told).toContain('face-changed');
    expect((await queens.face()).settings).toEqual(before);
    expect(queens.count('configuration-taken')).toBe(1);
    expect(queens.told).not.toContain('face-changed');
  });

  test('nothing changes under a visitor’s hands: the face gets it when the session is over', async () => {
    const time = new MovedTime();
    const clock = new TestClock(time.wall());
    const central = await place.start({ clock });
    const kiosk = await kioskAt(central, time, 'oath-bronx');
    await kiosk.desk.call('session.set', { active: true });
    await published(central, BRONX, { agency: 'dcwp' });
    kiosk.told.length = 0;
    passed(time, clock, POLL_MS);
    await time.settleUntil(() => kiosk.count('configuration-taken') === 2);
    expect(kiosk.told).not.toContain('face-changed');
    // The host looks too, for updates: that ends no session.
    expect(kiosk.desk.settings().agency).toBeNull();
    expect(kiosk.desk.inSession()).toBe(true);
    expect(await kiosk.desk.call('commendation.submit', praise())).toMatchObject({ ok: true, value: { ok: true } });
    await kiosk.desk.call('session.set', { active: false });
    expect(kiosk.told).toContain('face-changed');
    expect((await kiosk.face()).agency).toBe('dcwp');
  });

  test('a device that was published nothing has its own settings.json; what is published counts before it, also after a restart', async () => {
    const time = new MovedTime();
    const clock = new TestClock(time.wall());
    const central = await place.start({ clock });
    const folder = mkdtempSync(join(tmpdir(), 'fairdesk-desk-'));
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ panelPxPerMm: 3.5, idleSeconds: 200 }));
    const kiosk = await opened(time, folder);
    expect((await kiosk.face()).settings).toMatchObject({ panelPxPerMm: 3.5, idleSeconds: 200 });
    await published(central, { scope: 'city', id: '' }, { idleSeconds: 90, configPollMinutes: 1 });
    await kiosk.desk.enroll(central.url, await central.code('kiosk'));
    await time.settleUntil(() => kiosk.count('configuration-taken') === 1);
    expect((await kiosk.face()).settings).toMatchObject({ panelPxPerMm: 3.5, idleSeconds: 90 });

    // The new wait counts from the next look on.
    await published(central, { scope: 'city', id: '' }, { idleSeconds: 70 });
    passed(time, clock, 66_000);
    await time.settleUntil(() => kiosk.count('configuration-taken') === 2);

    await central.central.close();
    const closed = kiosk.desk.close();
    time.pass(3_000);
    await closed;
    const again = await opened(time, folder);
    expect((await again.face()).settings).toMatchObject({ panelPxPerMm: 3.5, idleSeconds: 70, configPollMinutes: 1 });
    await time.settleUntil(() => again.count('configuration-unanswered') > 0);
  });

  test('reports are sealed to the new key and receipts of the new key are believed, once the poll has brought both', async () => {
    const time = new MovedTime();
    const clock = new TestClock(time.wall());
    const central = await place.start({ clock });
    const kiosk = await kioskAt(central, time, 'oath-bronx');
    const step = (purpose: 'sealing' | 'receipt' | 'content') => rotated(central, purpose);
    const keys = { sealing: step('sealing'), receipt: step('receipt'), content: step('content') };
    passed(time, clock, POLL_MS);
    await time.settleUntil(() => kiosk.count('configuration-taken') === 2);
    expect([step('sealing'), step('receipt'), step('content')]).toEqual([keys.sealing, keys.receipt, keys.content]);
    passed(time, clock, POLL_MS);
    await time.settleUntil(() => kiosk.count('configuration-taken') === 3);
    expect(kiosk.count('configuration-refused')).toBe(0);

    await kiosk.desk.call('commendation.submit', praise());
    await time.settleUntil(() => kiosk.desk.status().delivered === 1);
    const [row] = await central.query<{ receipt_kid: string }>('SELECT receipt_kid FROM ledger');
    expect(row?.receipt_kid).toBe(keys.receipt);
  });

  test('a report that was refused for now is sent again once a new configuration has come', async () => {
    const time = new MovedTime();
    const clock = new TestClock(time.wall());
    const central = await place.start({ clock });
    const kiosk = await kioskAt(central, time, 'oath-bronx');
    const keys = join(central.folder, 'keys');
    const [old = ''] = readdirSync(keys).filter((name) => name.startsWith('sealing-'));
    rotated(central, 'sealing');
    rotated(central, 'sealing');
    // The key it still seals to is not held, as after a restore from an older copy.
    renameSync(join(keys, old), join(central.folder, old));
    await kiosk.desk.call('commendation.submit', praise());
    await time.settleUntil(() => kiosk.logged.some((each) => 'parked' in each && each.parked === 1));
    expect(kiosk.desk.status()).toMatchObject({ waiting: 1, delivered: 0, deadLetters: 0 });

    renameSync(join(central.folder, old), join(keys, old));
    passed(time, clock, POLL_MS);
    await time.settleUntil(() => kiosk.desk.status().delivered === 1);
    expect(kiosk.count('configuration-taken')).toBe(2);
  });
});

const PIN = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ';
