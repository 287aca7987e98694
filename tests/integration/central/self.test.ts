import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { compactVerify, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { configClaimsSchema } from '../../../src/shared/wire/exchanges.ts';
import { databaseKinds, useCentral } from './harness.ts';
import { removeDataFolder, temporaryFolder } from './databases.ts';
import { request, sha256Of } from './device.ts';
import { feedback } from './payloads.ts';

const JSON_TYPE = { headers: { 'content-type': 'application/json' } };

describe.each(databaseKinds)('what a device asks of itself on %s', (kind) => {
  const place = useCentral(kind);

  test('health and readiness are told without a signature', async () => {
    const central = await place.start();
    expect((await request(central.url, 'GET', '/v1/health', null)).body).toEqual({ status: 'ok' });
    expect((await request(central.url, 'GET', '/v1/ready', null)).body).toEqual({ status: 'ready' });
  });

  test('the ledger tells what was accepted, what was refused, and forgets a refusal once accepted', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const events = await device.events(9, () => feedback);
    const bad = (at: number) => ({ ...events[at], data: 'not a seal' });
    await device.results([events[0], events[1], bad(2), bad(3), events[4], events[8]]);
    expect((await device.get('/v1/devices/self/ledger')).body).toEqual({
      ranges: [
        [1, 2],
        [5, 5],
        [9, 9],
      ],
      refused: [[3, 4]],
      missingAttachments: [],
    });
    await device.results([events[3], events[5]]);
    expect((await device.get('/v1/devices/self/ledger')).body).toEqual({
      ranges: [
        [1, 2],
        [4, 6],
        [9, 9],
      ],
      refused: [[3, 3]],
      missingAttachments: [],
    });
    // A changed copy of what is stored refuses nothing that counts.
    await device.results([{ ...events[0], data: events[2]?.data }]);
    expect((await device.get('/v1/devices/self/ledger')).body).toMatchObject({ refused: [[3, 3]] });
  });

  test('one device never sees the ledger of another', async () => {
    const central = await place.start();
    const mine = await central.device('kiosk');
    const other = await central.device('kiosk');
    const event = await mine.event(feedback);
    await mine.results([event]);
    expect((await other.get('/v1/devices/self/ledger')).body).toEqual({
      ranges: [],
      refused: [],
      missingAttachments: [],
    });
    const asked = JSON.stringify({ reports: [{ id: event.id, sha256: sha256Of(event) }] });
    expect((await other.send('POST', '/v1/devices/self/ledger/missing', asked, JSON_TYPE)).body).toMatchObject({
      missing: [event.id],
    });
  });

  test('missing are reports not held, held with other bytes, or named by no report id', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const [held, changed, never] = await device.events(3, () => feedback);
    await device.results([held, changed]);
    const asked = [
      { id: held?.id, sha256: sha256Of(held ?? { data: '' }) },
      { id: changed?.id, sha256: '00'.repeat(32) },
      { id: never?.id, sha256: sha256Of(never ?? { data: '' }) },
      { id: 'x', sha256: '00'.repeat(32) },
    ];
    const answer = await device.send(
      'POST',
      '/v1/devices/self/ledger/missing',
      JSON.stringify({ reports: asked }),
      JSON_TYPE,
    );
    expect(answer.body).toEqual({ missing: [changed?.id, never?.id, 'x'], missingAttachments: [] });

    const many = Array.from({ length: 1001 }, () => asked[0]);
    expect(
      await device.send('POST', '/v1/devices/self/ledger/missing', JSON.stringify({ reports: many }), JSON_TYPE),
    ).toMatchObject({
      status: 400,
      problem: 'bad-request',
    });
  });

  test('the last heartbeat is kept; a field of the wrong type is refused by its name', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const put = (body: unknown) => device.send('PUT', '/v1/devices/self/status', JSON.stringify(body), JSON_TYPE);
    expect(
      (await put({ appVersion: '1.0.0', waiting: 3, clockOffsetMs: -12, pausedReason: null, extra: 'ignored' })).status,
    ).toBe(204);
    expect((await put({ appVersion: '1.0.1', waiting: 0, locked: true })).status).toBe(204);
    const rows = await central.query<{ heartbeat: unknown }>('SELECT heartbeat FROM device_status');
    expect(rows).toEqual([{ heartbeat: { appVersion: '1.0.1', waiting: 0, locked: true } }]);
    for (const [field, value] of [
      ['waiting', -1],
      ['locked', 'yes'],
      ['appVersion', 'x'.repeat(65)],
      ['printer', 7],
    ] as const) {
      const answer = await put({ [field]: value });
      expect(answer).toMatchObject({ status: 400, problem: 'bad-request' });
      expect((answer.body as { detail: string }).detail).toContain(`${field}: `);
    }
    expect((await put([])).problem).toBe('bad-request');
  });

  test('the configuration is signed for this device, and not sent again while it stays the same', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const answer = await device.get('/v1/devices/self/config');
    expect(answer.headers.get('content-type')).toBe('application/jose');
    const { payload, protectedHeader } = await compactVerify(
      answer.text,
      await importJWK(device.enrolled?.contentKey ?? {}, 'EdDSA'),
    );
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: device.enrolled?.contentKey.kid, typ: 'fairdesk-config+jws' });
    const claims = configClaimsSchema.parse(JSON.parse(Buffer.from(payload).toString()));
    expect(claims).toMatchObject({
      aud: device.id,
      version: Math.floor(central.clock.wall() / 1000),
      keys: {
        sealing: device.enrolled?.sealingKey,
        receipt: [device.enrolled?.receiptKey],
        content: [device.enrolled?.contentKey],
      },
      retentionDays: 30,
      settings: {},
    });
    const etag = answer.headers.get('etag') ?? '';
    const again = await device.get('/v1/devices/self/config', { headers: { 'if-none-match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await device.get('/v1/devices/self/config', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  test('the schema of every type is served, of no other', async () => {
    const central = await place.start();
    const answer = await request(central.url, 'GET', '/v1/schemas/org.fairdesk.feedback.v1', null);
    expect(answer.headers.get('content-type')).toBe('application/schema+json');
    expect(answer.body).toMatchObject({ type: 'object', properties: { surveyId: { type: 'string' } } });
    for (const type of ['org.fairdesk.feedback.v2', '__proto__', 'constructor', '%00', 'a'.repeat(300)]) {
      expect((await request(central.url, 'GET', `/v1/schemas/${type}`, null)).status).toBeGreaterThanOrEqual(400);
      expect((await request(central.url, 'GET', `/v1/schemas/${type}`, null)).status).toBeLessThan(500);
    }
  });

  test('three that start at once on an empty database: one gets it, the others say whose it is', async () => {
    const databaseUrl = await place.newDatabase();
    const started = await Promise.allSettled(Array.from({ length: 3 }, () => place.start({ databaseUrl })));
    expect(started.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of started.filter((one) => one.status === 'rejected')) {
      expect(String(each.reason)).toContain('the database belongs to the central endpoint');
    }
  });

  test('two processes with the same keys share one database', async () => {
    const first = await place.start();
    const folder = temporaryFolder('second');
    cpSync(join(first.folder, 'keys'), join(folder, 'keys'), { recursive: true });
    cpSync(join(first.folder, 'central.json'), join(folder, 'central.json'));
    const second = await place.start({ folder, databaseUrl: first.databaseUrl });
    const device = await first.device('kiosk');
    const event = await device.event(feedback);
    await device.results([event]);
    device.url = second.url;
    expect((await device.results([event]))[0]?.status).toBe('duplicate');
    await second.central.close();
    removeDataFolder(folder);
  });
});
