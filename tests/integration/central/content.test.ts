/** Content as devices fetch it: the signed manifest, the bytes of packs, and what publishes them. */
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rotate } from '../../../src/central/keys/rotation.ts';
import { request } from './device.ts';
import { useCentral } from './harness.ts';
import { MANIFEST, ask, fetched, usePacks } from './packs.ts';

const DAY_MS = 24 * 3_600_000;

describe('content', () => {
  const place = useCentral('embedded');
  const { folder, media, run, refused } = usePacks();

  test('what is published beside a running server is in its next manifest, and its bytes are those that were hashed', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const none = await ask(central, device);
    expect(none.claims.packs).toEqual([]);
    expect((await ask(central, device, none.etag)).status).toBe(304);

    // Several parts, the last one short.
    const pack = media(1, randomBytes(1_000_000));
    expect(await run(central, 'publish', pack.file)).toEqual([
      { id: 'media-test', version: 1, published: true, size: pack.bytes.length },
    ]);
    const told = await ask(central, device, none.etag);
    expect(told.claims.packs).toEqual([{ id: 'media-test', version: 1, sha256: pack.sha256, size: pack.bytes.length }]);
    expect(told.claims.version).toBeGreaterThan(none.claims.version);

    const path = '/v1/content/packs/media-test/1';
    const whole = await fetched(device, path);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(pack.bytes.length),
      etag: `"${pack.sha256}"`,
    });
    expect(createHash('sha256').update(whole.bytes).digest('hex')).toBe(pack.sha256);
    expect((await fetched(device, path, 'GET', { 'if-none-match': `"${pack.sha256}"` })).status).toBe(304);
    const head = await fetched(device, path, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.bytes.length]).toEqual([
      200,
      String(pack.bytes.length),
      0,
    ]);
    expect(await central.query('SELECT action, subject, value FROM audit')).toEqual([
      { action: 'content-published', subject: 'media-test 1', value: pack.sha256 },
    ]);
  });

  test('a version is one pack for ever and goes up; the newest that was not withdrawn is listed', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const [first, second] = [media(2), media(3)];
    await run(central, 'publish', first.file);
    await run(central, 'publish', second.file);
    expect(await run(central, 'publish', first.file)).toMatchObject([{ published: false }]);
    await refused('raise its version', central, 'publish', media(3, Buffer.from('other')).file);
    await refused('media-test 3 was published before', central, 'publish', media(1).file);
    expect((await ask(central, device)).claims.packs).toMatchObject([{ version: 3 }]);
    expect((await fetched(device, '/v1/content/packs/media-test/2')).bytes).toEqual(Buffer.from(first.bytes));

    expect(await run(central, 'withdraw', 'media-test', '3')).toEqual([{ id: 'media-test', withdrawn: [3] }]);
    expect((await ask(central, device)).claims.packs).toMatchObject([{ version: 2, sha256: first.sha256 }]);
    expect((await device.get('/v1/content/packs/media-test/3')).problem).toBe('not-found');
    await refused('raise its version', central, 'publish', media(3, Buffer.from('other')).file);
    expect(await run(central, 'list')).toMatchObject([
      { id: 'media-test', version: 3, listed: false, withdrawnAt: expect.any(String) as string },
      { id: 'media-test', version: 2, listed: true, withdrawnAt: null, kind: 'media', sha256: first.sha256 },
    ]);
    expect(await run(central, 'publish', second.file)).toMatchObject([{ published: true }]);
    expect((await fetched(device, '/v1/content/packs/media-test/3')).bytes).toEqual(Buffer.from(second.bytes));
    expect(await run(central, 'withdraw', 'media-test')).toEqual([{ id: 'media-test', withdrawn: [2, 3] }]);
    expect((await ask(central, device)).claims.packs).toEqual([]);
    await refused('no such pack', central, 'withdraw', 'media-other');
    expect(await central.query('SELECT FROM content_parts')).toEqual([]);
  });

  test('a pack that is not whole and good is never published: the fault is named', async () => {
    const central = await place.start();
    const file = join(folder(), 'bad.zip');
    const good = media(9);
    const cut = Buffer.from(good.bytes).subarray(0, -30);
    for (const bytes of [cut, Buffer.from('{"fairdesk-pack":1}'), Buffer.alloc(0)]) {
      writeFileSync(file, bytes);
      await refused(file, central, 'publish', file);
    }
    await refused('cannot be read (ENOENT)', central, 'publish', join(folder(), 'nowhere.zip'));
    await refused('content takes publish, list or withdraw', central, 'erase');
    expect(await run(central, 'list')).toEqual([]);
  });

  test('the manifest keeps its bytes for a day, is made anew then, and never goes back under a clock that does', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    await run(central, 'publish', media(1).file);
    const first = await ask(central, device);
    expect(first.claims).toMatchObject({ exp: first.claims.iat + 30 * 24 * 3600 });
    expect(first.claims.version).toBe(Math.floor(central.clock.wall() / 1000));
    central.clock.pass(DAY_MS - 1_000);
    expect((await ask(central, device)).text).toBe(first.text);
    central.clock.pass(1_000);
    const second = await ask(central, device, first.etag);
    expect(second.status).toBe(200);
    expect(second.claims.iat).toBe(first.claims.iat + 24 * 3600);
    expect(second.claims.packs).toEqual(first.claims.packs);
    central.clock.pass(-14 * 60_000);
    expect((await ask(central, device)).text).toBe(second.text);
    await run(central, 'publish', media(2).file);
    expect((await ask(central, device)).claims.version).toBe(second.claims.version + 1);
  });

  test('is for enrolled devices alone, and a wrong id or version is named', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    for (const path of [MANIFEST, '/v1/content/packs/fairdesk/1']) {
      const unsigned = await request(central.url, 'GET', path, null);
      expect([unsigned.status, unsigned.problem]).toEqual([401, 'signature-invalid']);
      expect((await device.send('POST', path, '{}')).problem).toBe('method-not-allowed');
    }
    for (const [path, field] of [
      ['Fairdesk/1', 'id'],
      [`${'x'.repeat(65)}/1`, 'id'],
      ['fairdesk/0', 'version'],
      ['fairdesk/1.5', 'version'],
      ['fairdesk/9007199254740992', 'version'],
    ]) {
      const answer = await device.get(`/v1/content/packs/${path}`);
      expect([answer.problem, (answer.body as { detail: string }).detail.split(':')[0]]).toEqual([
        'bad-request',
        field,
      ]);
    }
    expect((await device.get('/v1/content/packs/fairdesk/9007199254740991')).problem).toBe('not-found');
    await central.query('UPDATE devices SET revoked_at = now() WHERE id = $1', [device.id]);
    expect((await device.get(MANIFEST)).problem).toBe('device-revoked');
  });

  test('a device that was told of no newer content key has the manifest signed with the one it trusts', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const old = device.enrolled?.contentKey.kid;
    const step = () => rotate(central.folder, 'content', central.clock.wall(), { backedUp: true, early: true });
    step();
    const next = step();
    const late = await ask(central, device);
    expect(late.kid).toBe(old);
    const config = await device.get('/v1/devices/self/config');
    await device.get('/v1/devices/self/config', { headers: { 'if-none-match': config.headers.get('etag') ?? '' } });
    const now = await ask(central, device, late.etag);
    expect([now.status, now.kid]).toEqual([200, next.ok ? next.value.kid : '']);
    expect(now.claims).toEqual(late.claims);
  });
});
