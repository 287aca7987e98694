/** The signed configuration of a device: versions, tags, scopes, and keys that change under it. */
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { retire, rotate } from '../../../src/central/keys/rotation.ts';
import { auditBy } from '../../../src/central/settings/audit.ts';
import { draft, publish, type ScopeId } from '../../../src/central/settings/settings.ts';
import { openDatabase } from '../../../src/central/store/database.ts';
import type { ConfigClaims } from '../../../src/shared/wire/exchanges.ts';
import { Pool } from 'pg';
import { TestDevice } from './device.ts';
import { databaseKinds, useCentral, type TestCentral } from './harness.ts';
import { feedback } from './payloads.ts';

const DAY_MS = 24 * 3_600_000;
const CITY: ScopeId = { scope: 'city', id: '' };

interface Told {
  readonly status: number;
  readonly etag: string;
  readonly kid: string | undefined;
  readonly claims: ConfigClaims;
}

/** Asks for the configuration and checks its signature against the keys it lists. */
async function ask(device: TestDevice, etag?: string): Promise<Told> {
  const answer = await device.get(
    '/v1/devices/self/config',
    etag === undefined ? {} : { headers: { 'if-none-match': etag } },
  );
  if (answer.status !== 200) {
    return {
      status: answer.status,
      etag: answer.headers.get('etag') ?? '',
      kid: undefined,
      claims: {} as ConfigClaims,
    };
  }
  const { kid } = decodeProtectedHeader(answer.text);
  const claims = JSON.parse(Buffer.from(answer.text.split('.')[1] ?? '', 'base64url').toString()) as ConfigClaims;
  const key = claims.keys.content.find((each) => each.kid === kid);
  await compactVerify(answer.text, await importJWK(key ?? {}, 'EdDSA'), { algorithms: ['EdDSA'] });
  return { status: 200, etag: answer.headers.get('etag') ?? '', kid, claims };
}

async function changed(central: TestCentral, at: ScopeId, name: string, change: { value: unknown } | null) {
  const pool = new Pool({ connectionString: central.databaseUrl, max: 2 });
  const db = openDatabase(pool);
  const audit = auditBy('test', central.clock);
  await draft(db, audit, at, name, change);
  await publish(db, audit, at);
  await db.destroy();
}

async function enrolled(central: TestCentral, centerId?: string): Promise<TestDevice> {
  const device = new TestDevice(central.url, central.clock.wall);
  const code = await central.code('kiosk', centerId === undefined ? {} : { centerId });
  expect((await device.enroll(code)).status).toBe(201);
  return device;
}

function rotated(central: TestCentral, purpose: 'receipt' | 'sealing' | 'content') {
  const result = rotate(central.folder, purpose, central.clock.wall(), { backedUp: true, early: true });
  if (!result.ok) throw new Error(result.error.type);
  return result.value;
}

// Both databases answer what a device asks (self.test.ts); what follows does not depend on which.
describe.each(databaseKinds.slice(0, 1))('the configuration of a device on %s', (kind) => {
  const place = useCentral(kind);

  test('stays the same bytes under the same tag until what it says changes', async () => {
    const central = await place.start();
    const device = await enrolled(central);
    const first = await ask(device);
    central.clock.pass(60_000);
    expect(await ask(device)).toEqual(first);
    expect((await ask(device, first.etag)).status).toBe(304);
    expect((await ask(device, `W/${first.etag}, "other"`)).status).toBe(304);

    await changed(central, CITY, 'idleSeconds', { value: 90 });
    const second = await ask(device, first.etag);
    expect(second.status).toBe(200);
    expect(second.claims.settings).toEqual({ idleSeconds: 90 });
    expect(second.claims.version).toBe(Math.floor(central.clock.wall() / 1000));
    expect(second.claims.version).toBeGreaterThan(first.claims.version);
  });

  test('a change in the same second still has a higher version, and so has one under a clock set back', async () => {
    const central = await place.start();
    const device = await enrolled(central);
    const first = (await ask(device)).claims.version;
    await changed(central, CITY, 'idleSeconds', { value: 90 });
    expect((await ask(device)).claims.version).toBe(first + 1);
    central.clock.pass(-14 * 60_000);
    await changed(central, CITY, 'idleSeconds', null);
    const last = await ask(device);
    expect(last.claims).toMatchObject({ version: first + 2, settings: {} });
  });

  test('keeps its version over a restart', async () => {
    const central = await place.start();
    const device = await enrolled(central);
    const before = await ask(device);
    await central.central.close();
    central.clock.pass(60_000);
    const again = await place.start({ folder: central.folder, databaseUrl: central.databaseUrl, clock: central.clock });
    device.url = again.url;
    expect(await ask(device)).toEqual(before);
  });

  test('what one center publishes is for its devices alone, and no other gets a new version', async () => {
    const central = await place.start();
    const here = await enrolled(central, 'oath-bronx');
    const there = await enrolled(central, 'oath-queens');
    const before = await ask(there);
    await changed(central, { scope: 'center', id: 'oath-bronx' }, 'contactRequests', { value: true });
    expect((await ask(here)).claims.settings).toEqual({ contactRequests: true });
    expect((await ask(there, before.etag)).status).toBe(304);
  });

  test('the nearest scope wins; the content says whose agency runs a center, unless the center says so itself', async () => {
    const central = await place.start();
    const device = await enrolled(central, 'oath-bronx');
    const elsewhere = await enrolled(central, 'new-center');
    await changed(central, CITY, 'retentionDays', { value: 10 });
    await changed(central, { scope: 'agency', id: 'oath' }, 'retentionDays', { value: 20 });
    expect((await ask(device)).claims.retentionDays).toBe(20);
    expect((await ask(elsewhere)).claims.retentionDays).toBe(10);
    await changed(central, { scope: 'center', id: 'new-center' }, 'agency', { value: 'oath' });
    expect((await ask(elsewhere)).claims).toMatchObject({ retentionDays: 20, settings: { agency: 'oath' } });
    await changed(central, { scope: 'device', id: device.id }, 'retentionDays', { value: 40 });
    expect((await ask(device)).claims.retentionDays).toBe(40);
    expect((await ask(device)).claims.settings).toEqual({});
  });

  test('a draft reaches nobody', async () => {
    const central = await place.start();
    const device = await enrolled(central);
    const before = await ask(device);
    const pool = new Pool({ connectionString: central.databaseUrl, max: 2 });
    const db = openDatabase(pool);
    await draft(db, auditBy('test', central.clock), CITY, 'idleSeconds', { value: 90 });
    await db.destroy();
    expect((await ask(device, before.etag)).status).toBe(304);
  });

  test('a new content key is announced, then signs; a device that was away through both steps is told under the old one', async () => {
    const central = await place.start();
    const device = await enrolled(central);
    const away = await enrolled(central);
    const old = device.enrolled?.contentKey.kid;
    const first = await ask(device);

    const announced = rotated(central, 'content');
    expect(announced.step).toBe('announced');
    const second = await ask(device, first.etag);
    expect(second.kid).toBe(old);
    expect(second.claims.keys.content.map(({ kid }) => kid)).toEqual([old, announced.kid]);

    expect(rotated(central, 'content')).toMatchObject({ kid: announced.kid, step: 'current' });
    // It has not said yet that it holds the version that announced the key.
    expect((await ask(device)).kid).toBe(old);
    expect((await ask(device, second.etag)).kid).toBe(announced.kid);
    expect((await ask(device)).kid).toBe(announced.kid);
    expect((await ask(device)).claims.version).toBe(second.claims.version);

    const late = await ask(away);
    expect(late.kid).toBe(old);
    expect((await ask(away, late.etag)).kid).toBe(announced.kid);
    expect((await enrolled(central)).enrolled?.contentKey.kid).toBe(announced.kid);
  });

  test('receipts are signed by a key that every configuration listed before, and an old one counts until it is retired', async () => {
    const central = await place.start();
    const device = await enrolled(central);
    const old = device.enrolled?.receiptKey.kid ?? '';
    const [first, second] = await device.events(2, () => feedback);
    const [result] = await device.results([first]);
    const next = rotated(central, 'receipt');
    expect((await ask(device)).claims.keys.receipt.map(({ kid }) => kid)).toEqual([old, next.kid]);
    const kidOf = (receipt: string | undefined) => decodeProtectedHeader(receipt ?? '').kid;
    rotated(central, 'receipt');
    expect(kidOf((await device.results([second]))[0]?.receipt)).toBe(next.kid);
    expect((await device.results([first]))[0]?.receipt).toBe(result?.receipt);

    expect(retire(central.folder, next.kid)).toMatchObject({ ok: false, error: { type: 'in-use' } });
    expect(retire(central.folder, old).ok).toBe(true);
    expect((await ask(device)).claims.keys.receipt.map(({ kid }) => kid)).toEqual([next.kid]);
    expect(kidOf((await device.results([first]))[0]?.receipt)).toBe(next.kid);
  });

  test('a sealing key is held before it is published, and what was sealed to the old one is still opened', async () => {
    const central = await place.start();
    const device = await enrolled(central);
    const old = device.sealingKey;
    const next = rotated(central, 'sealing');
    expect((await ask(device)).claims.keys.sealing.kid).toBe(old.kid);
    expect(rotate(central.folder, 'sealing', central.clock.wall(), { backedUp: false, early: true })).toMatchObject({
      ok: false,
      error: { type: 'not-backed-up', kid: next.kid },
    });
    rotated(central, 'sealing');
    const { sealing } = (await ask(device)).claims.keys;
    expect(sealing.kid).toBe(next.kid);
    const late = await device.event(feedback);
    const fresh = await device.event(feedback, { data: await device.seal(feedback, sealing) });
    expect((await device.results([late, fresh])).map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(retire(central.folder, old.kid)).toMatchObject({ ok: false, error: { type: 'sealing-key' } });
  });

  test('a key announced less than a day ago is not taken into use by accident', async () => {
    const central = await place.start();
    const step = () => rotate(central.folder, 'receipt', central.clock.wall(), { backedUp: false, early: false });
    expect(step()).toMatchObject({ ok: true, value: { step: 'announced' } });
    expect(step()).toMatchObject({ ok: false, error: { type: 'too-early' } });
    central.clock.pass(DAY_MS + 1);
    expect(step()).toMatchObject({ ok: true, value: { step: 'current' } });
  });

  test('every change leaves a row that says who, what and when; none says a verifier', async () => {
    const central = await place.start();
    await changed(central, CITY, 'idleSeconds', { value: 90 });
    await changed(central, CITY, 'staffPin', { value: 'never shown' });
    await changed(central, CITY, 'idleSeconds', null);
    const rows = await central.query('SELECT actor, action, subject, value FROM audit ORDER BY at, ctid');
    const row = (action: string, name: string, value: unknown) => ({
      actor: 'test',
      action,
      subject: `city ${name}`,
      value,
    });
    expect(rows).toEqual([
      row('setting-drafted', 'idleSeconds', 90),
      row('setting-published', 'idleSeconds', 90),
      row('setting-drafted', 'staffPin', null),
      row('setting-published', 'staffPin', null),
      row('setting-withdrawn', 'idleSeconds', null),
      row('setting-published', 'idleSeconds', null),
    ]);
  });

  test('no table counts by a counter of the database, which a backup of its rows would not hold', async () => {
    const central = await place.start();
    const counters = await central.query(
      `SELECT table_name, column_name FROM information_schema.columns
       WHERE table_schema = 'public' AND (is_identity = 'YES' OR column_default LIKE 'nextval%')`,
    );
    expect(counters).toEqual([]);
  });
});
