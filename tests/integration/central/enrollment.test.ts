import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { databaseKinds, useCentral } from './harness.ts';
import { TestDevice, post } from './device.ts';
import { feedback } from './payloads.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

describe.each(databaseKinds)('enrollment on %s', (kind) => {
  const place = useCentral(kind);

  test('a code makes a device of the profile and center that it was made for', async () => {
    const central = await place.start();
    const device = new TestDevice(central.url, central.clock.wall);
    const code = await central.code('kiosk', { centerId: 'queens-1' });
    const answer = await device.enroll(code);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('date')).toBe(new Date(central.clock.wall()).toUTCString());
    expect(answer.body).toEqual({
      deviceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      profile: 'kiosk',
      centerId: 'queens-1',
      sealingKey: expect.objectContaining({
        kty: 'OKP',
        crv: 'X25519',
        x: expect.any(String),
        kid: expect.any(String),
      }),
      receiptKey: expect.objectContaining({
        kty: 'OKP',
        crv: 'Ed25519',
        x: expect.any(String),
        kid: expect.any(String),
      }),
      contentKey: expect.objectContaining({
        kty: 'OKP',
        crv: 'Ed25519',
        x: expect.any(String),
        kid: expect.any(String),
      }),
      serverTime: new Date(central.clock.wall()).toISOString(),
    });
    expect(answer.text).not.toContain('"d"');
    expect((await device.results([await device.event(feedback)]))[0]?.status).toBe('accepted');
  });

  test('a code is taken as people type it and kept only as a hash', async () => {
    const central = await place.start();
    const code = await central.code('kiosk');
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    const [row] = await central.query<{ hash: Buffer }>('SELECT * FROM enrollment_codes');
    expect(row?.hash).toEqual(createHash('sha256').update(code.replaceAll('-', '')).digest());
    expect(JSON.stringify(row)).not.toContain(code.slice(0, 4));
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect((await new TestDevice(central.url).enroll(typed)).status).toBe(201);
  });

  test('the same code with the same key is the same answer again, without time limit', async () => {
    const central = await place.start();
    const device = new TestDevice(central.url, central.clock.wall);
    const code = await central.code('kiosk');
    const first = await device.enroll(code);
    central.clock.pass(365 * 86_400_000);
    const second = await device.enroll(code);
    expect(second.status).toBe(201);
    const { serverTime: _a, ...before } = first.body as Record<string, unknown>;
    const { serverTime: _b, ...after } = second.body as Record<string, unknown>;
    expect(after).toEqual(before);
    expect(await central.query('SELECT FROM devices')).toHaveLength(1);
  });

  test('the same code at once with the same key makes one device, with another key is refused', async () => {
    const central = await place.start();
    const device = new TestDevice(central.url, central.clock.wall);
    const code = await central.code('kiosk');
    const answers = await Promise.all(Array.from({ length: 8 }, () => device.enroll(code)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(answers.map(({ body }) => (body as { deviceId: string }).deviceId)).size).toBe(1);
    expect(await new TestDevice(central.url).enroll(code)).toMatchObject({
      status: 403,
      problem: 'enrollment-refused',
    });
  });

  test('an unknown, an expired and a used code are refused with one and the same text', async () => {
    const central = await place.start();
    const used = await central.code('kiosk');
    await new TestDevice(central.url).enroll(used);
    const expired = await central.code('kiosk');
    central.clock.pass(30 * 60_000);
    const texts = new Set<unknown>();
    for (const code of [used, expired, 'AAAA-BBBB-CCCC', 'not a code!', '']) {
      const answer = await post(
        central.url,
        '/v1/enrollments',
        JSON.stringify({
          code,
          publicKey: new TestDevice(central.url).publicJwk,
          name: 'x',
          appVersion: '1',
        }),
        JSON_TYPE,
      );
      if (code === '') {
        expect(answer.problem).toBe('bad-request');
        continue;
      }
      expect(answer).toMatchObject({ status: 403, problem: 'enrollment-refused' });
      texts.add((answer.body as { detail: string }).detail);
    }
    expect(texts.size).toBe(1);
  });

  test('a wrong try never burns a code', async () => {
    const central = await place.start();
    const code = await central.code('kiosk');
    const known = await central.device('kiosk');
    expect(await known.enroll(code)).toMatchObject({ status: 409, problem: 'key-known' });
    const withPrivate = await post(
      central.url,
      '/v1/enrollments',
      JSON.stringify({
        code,
        publicKey: { ...new TestDevice(central.url).publicJwk, d: 'A'.repeat(43) },
        name: 'x',
        appVersion: '1',
      }),
      JSON_TYPE,
    );
    expect(withPrivate).toMatchObject({ status: 400, problem: 'private-key-sent' });
    const wrongCurve = await post(
      central.url,
      '/v1/enrollments',
      JSON.stringify({
        code,
        publicKey: { kty: 'OKP', crv: 'X25519', x: 'A'.repeat(43) },
        name: 'x',
        appVersion: '1',
      }),
      JSON_TYPE,
    );
    expect(wrongCurve).toMatchObject({ status: 400, problem: 'bad-request' });
    expect((wrongCurve.body as { detail: string }).detail).toMatch(/^publicKey\.crv: /);
    expect((await new TestDevice(central.url).enroll(code)).status).toBe(201);
  });

  test('ten failed tries a minute from one address, then 429 with Retry-After; a good try is not counted', async () => {
    const central = await place.start();
    for (let at = 0; at < 12; at++) await central.device('kiosk');
    const tries = await Promise.all(
      Array.from({ length: 15 }, () => new TestDevice(central.url).enroll('ZZZZ-ZZZZ-ZZZZ')),
    );
    expect(tries.filter(({ problem }) => problem === 'enrollment-refused')).toHaveLength(10);
    const limited = tries.filter(({ problem }) => problem === 'rate-limited');
    expect(limited).toHaveLength(5);
    expect(limited[0]).toMatchObject({ status: 429 });
    expect(limited[0]?.headers.get('retry-after')).toBe('60');
    const good = new TestDevice(central.url);
    expect((await good.enroll(await central.code('kiosk'))).status).toBe(429);
    central.clock.pass(60_000);
    expect((await good.enroll(await central.code('kiosk'))).status).toBe(201);
  });

  test('behind a trusted proxy the address it names is counted, from nobody else', async () => {
    const attempt = (url: string, address: string) =>
      post(
        url,
        '/v1/enrollments',
        JSON.stringify({
          code: 'ZZZZ-ZZZZ-ZZZZ',
          publicKey: new TestDevice(url).publicJwk,
          name: 'x',
          appVersion: '1',
        }),
        { ...JSON_TYPE, 'x-forwarded-for': address },
      );
    const proxied = await place.start({ trustedProxy: '127.0.0.1/32' });
    for (let at = 0; at < 10; at++) expect((await attempt(proxied.url, '203.0.113.7')).status).toBe(403);
    expect((await attempt(proxied.url, '203.0.113.7')).status).toBe(429);
    expect((await attempt(proxied.url, '203.0.113.8')).status).toBe(403);
    const direct = await place.start();
    for (let at = 0; at < 10; at++) expect((await attempt(direct.url, `203.0.113.${at}`)).status).toBe(403);
    expect((await attempt(direct.url, '203.0.113.99')).status).toBe(429);
  });

  test('a hundred failed tries an hour in all', async () => {
    const central = await place.start();
    for (let minute = 0; minute < 10; minute++) {
      for (let at = 0; at < 10; at++) {
        expect((await new TestDevice(central.url).enroll('ZZZZ-ZZZZ-ZZZZ')).status).toBe(403);
      }
      central.clock.pass(60_000);
    }
    const answer = await new TestDevice(central.url).enroll('ZZZZ-ZZZZ-ZZZZ');
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe(String(50 * 60));
  });

  test('enrolled anew, a device keeps its id, sequence and ledger, and its old key stops at once', async () => {
    const central = await place.start();
    const old = await central.device('inspector');
    const event = await old.event(feedback);
    await old.results([event]);
    await central.query('UPDATE devices SET revoked_at = now()');

    const renewed = new TestDevice(central.url, central.clock.wall);
    const answer = await renewed.enroll(await central.code('inspector', { deviceId: old.id }));
    expect(answer.body).toMatchObject({ deviceId: old.id, profile: 'inspector' });
    expect(await old.post([event])).toMatchObject({ status: 401, problem: 'signature-invalid' });
    expect((await renewed.results([event]))[0]?.status).toBe('duplicate');
    expect((await renewed.get('/v1/devices/self/ledger')).body).toMatchObject({ ranges: [[1, 1]] });
  });

  test('a device that a restored database has forgotten enrolls anew under its own id', async () => {
    const central = await place.start();
    const old = await central.device('kiosk');
    await central.query('DELETE FROM devices');
    const renewed = new TestDevice(central.url, central.clock.wall);
    const answer = await renewed.enroll(await central.code('kiosk', { deviceId: old.id }));
    expect(answer.body).toMatchObject({ deviceId: old.id, profile: 'kiosk' });
    expect((await renewed.results([await renewed.event(feedback)]))[0]?.status).toBe('accepted');
  });

  test('a device that is not known needs a profile', async () => {
    const central = await place.start();
    const made = await central.central.enroll({ deviceId: '00000000-0000-4000-8000-000000000000' as never });
    expect(made).toEqual({ ok: false, error: { type: 'profile-missing' } });
  });
});
