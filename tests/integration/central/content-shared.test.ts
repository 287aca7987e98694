/** Content between processes, versions and failures: what ships, what is restored, many devices at once. */
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { restoreBackup } from '../../../src/central/backup/restore.ts';
import { writeBackup } from '../../../src/central/backup/write.ts';
import { publishShipped } from '../../../src/central/content/offer.ts';
import { openDatabase, openPool } from '../../../src/central/store/database.ts';
import { buildContent, englishOf } from '../../../src/packs/build.ts';
import { request } from './device.ts';
import { TestClock, useCentral, type TestCentral } from './harness.ts';
import { RESOURCES, ask, fetched, MANIFEST, usePacks } from './packs.ts';

const PATIENCE_MS = 30_000;
const PATH = '/v1/content/packs/media-test/1';

describe('content', () => {
  const place = useCentral('embedded');
  const { folder, media, run, refused } = usePacks();

  test('two processes on one database answer with one manifest, and what both ship with is published once', async () => {
    const one = await place.start({ shipped: RESOURCES });
    const two = await place.start({ databaseUrl: one.databaseUrl, folder: copyOfKeys(one), shipped: RESOURCES });
    const device = await one.device('kiosk');
    await vi.waitFor(async () => expect((await ask(one, device)).claims.packs).toHaveLength(1), PATIENCE_MS);
    const [pack] = (await ask(one, device)).claims.packs;
    expect(pack?.id).toBe('fairdesk');
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, at) => {
        device.url = at % 2 === 0 ? one.url : two.url;
        return (await device.get(MANIFEST)).text;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(await one.query('SELECT FROM content_packs')).toHaveLength(1);
    const published = [...one.events, ...two.events].filter(({ event }) => event.startsWith('content.'));
    expect(published).toEqual([{ event: 'content.published', id: 'fairdesk', version: pack?.version }]);
    device.url = two.url;
    const whole = await fetched(device, `/v1/content/packs/fairdesk/${pack?.version}`);
    expect(createHash('sha256').update(whole.bytes).digest('hex')).toBe(pack?.sha256);
  });

  /** A second process has the same keys in a folder of its own. */
  function copyOfKeys({ folder: from }: TestCentral): string {
    const to = mkdtempSync(join(folder(), 'second-'));
    for (const name of ['keys', 'central.json']) cpSync(join(from, name), join(to, name), { recursive: true });
    return to;
  }

  test('what ships is published where it is newer, and left alone where its version holds other files', async () => {
    const central = await place.start();
    const pool = openPool(central.databaseUrl, () => {});
    const store = { db: openDatabase(pool), pool, ready: () => Promise.resolve(true), close: () => pool.end() };
    const events: unknown[] = [];
    const log = (event: unknown) => void events.push(event);
    const ship = (resources: string) => publishShipped({ store, clock: new TestClock(), log }, resources);
    const resources = join(folder(), 'resources');
    for (const each of ['content', 'locales']) {
      cpSync(join(RESOURCES, each), join(resources, each), { recursive: true });
    }
    const say = (version: number) =>
      writeFileSync(
        join(resources, 'content/pack.json'),
        JSON.stringify({ 'fairdesk-pack': 1, id: 'fairdesk', version, kind: 'content' }),
      );
    say(5);
    await ship(resources);
    await ship(resources);
    writeFileSync(join(resources, 'content/more.json'), '{}');
    await ship(resources);
    say(4);
    await ship(resources);
    say(6);
    await ship(resources);
    writeFileSync(join(resources, 'locales/pl.json'), '{}');
    say(7);
    await ship(resources);
    expect(events).toMatchObject([
      { event: 'content.published', version: 5 },
      { event: 'content.differs', version: 5 },
      { event: 'content.published', version: 6 },
      { event: 'content.refused', file: 'locales/pl.json' },
    ]);
    await store.db.destroy();
    const needed = englishOf(RESOURCES);
    const built = buildContent(RESOURCES, 6, needed);
    expect(built.ok).toBe(true);
    const file = join(folder(), 'six.zip');
    writeFileSync(file, built.ok ? built.value.bytes : '');
    await refused('raise its version', central, 'publish', file);
  });

  test('as many packs as are sent at once are sent, the next device waits for its turn, and is told to come again where none comes', async () => {
    const central = await place.start({ load: { packs: 1, turnMs: 300 } });
    const device = await central.device('kiosk');
    await run(central, 'publish', media(1, randomBytes(16 * 1024 * 1024)).file);
    const slow = new AbortController();
    // Read to its headers and no further: what the sockets hold is far less than the pack.
    const first = await fetch(`${device.url}${PATH}`, {
      headers: device.signed('GET', PATH, null),
      signal: slow.signal,
    });
    expect(first.status).toBe(200);
    const second = await device.get(PATH);
    const { headers } = second;
    expect([second.problem, headers.get('retry-after'), headers.get('etag')]).toEqual(['rate-limited', '2', null]);
    slow.abort();
    await vi.waitFor(async () => expect((await fetched(device, PATH)).status).toBe(200), PATIENCE_MS);
  });

  test('a fleet that fetches a pack at once gets it, each device in its turn', async () => {
    const central = await place.start({ load: { packs: 4 } });
    const device = await central.device('kiosk');
    const pack = media(1, randomBytes(400_000));
    await run(central, 'publish', pack.file);
    const all = await Promise.all(Array.from({ length: 60 }, () => fetched(device, PATH)));
    expect(all.filter(({ bytes }) => bytes.equals(Buffer.from(pack.bytes)))).toHaveLength(60);
  });

  test('a pack that is withdrawn while it is sent breaks off: no device takes half of it for whole', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    await run(central, 'publish', media(1, randomBytes(16 * 1024 * 1024)).file);
    const answer = await fetch(`${device.url}${PATH}`, { headers: device.signed('GET', PATH, null) });
    await run(central, 'withdraw', 'media-test', '1');
    await expect(answer.arrayBuffer()).rejects.toThrow('terminated');
    expect((await request(central.url, 'GET', '/v1/ready', null)).status).toBe(200);
  });

  test('crosses a backup: what was published is served on, under a manifest that no device takes for older', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const pack = media(1, randomBytes(600_000));
    await run(central, 'publish', pack.file);
    await run(central, 'publish', media(2).file);
    await run(central, 'withdraw', 'media-test', '2');
    const before = await ask(central, device);
    const file = join(folder(), 'a.backup');
    const pool = new Pool({ connectionString: central.databaseUrl, max: 1 });
    await writeBackup({ folder: central.folder, pool, file, passphrase: 'a passphrase', now: central.clock.wall() });
    await pool.end();
    // What devices were told after it was made, the backup does not know.
    await run(central, 'publish', media(3).file);
    const later = await ask(central, device);
    await central.central.close();

    central.clock.pass(3_600_000);
    const databaseUrl = await place.newDatabase();
    const to = join(mkdtempSync(join(folder(), 'restored-')), 'data');
    const passphrase = () => Promise.resolve('a passphrase');
    const now = central.clock.wall();
    await restoreBackup({ file, folder: to, databaseUrl, passphrase, replace: false, now, log: () => {} });
    const again = await place.start({ folder: to, databaseUrl, clock: central.clock });
    device.url = again.url;
    const after = await ask(again, device);
    expect(after.claims.packs).toEqual(before.claims.packs);
    expect(after.claims.version).toBeGreaterThan(later.claims.version);
    expect((await fetched(device, PATH)).bytes).toEqual(Buffer.from(pack.bytes));
    await refused('raise its version', again, 'publish', media(2, Buffer.from('other')).file);
  });
});
