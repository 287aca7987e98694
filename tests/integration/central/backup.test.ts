/** Backup and restore, as commands and on two versions of PostgreSQL. */
import { createHash, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { heldByBackup } from '../../../src/central/backup/held.ts';
import { readBackup } from '../../../src/central/backup/read.ts';
import { restoreBackup } from '../../../src/central/backup/restore.ts';
import { writeBackup } from '../../../src/central/backup/write.ts';
import { openDatabase } from '../../../src/central/store/database.ts';
import { removeDataFolder, startDatabases, temporaryFolder, type Databases } from './databases.ts';
import { databaseKinds, useCentral, type TestCentral } from './harness.ts';
import { commendation, feedbackOf, inspection, rightsReview, training } from './payloads.ts';
import { central as command, serve, type Finished } from './process.ts';

const PASSPHRASE = 'correct horse battery';
const TRIES = process.env['FAIRDESK_FULL'] === '1' ? 2_000 : 120;
const cleanups: (() => void | Promise<void>)[] = [];

function folderOf(name: string): string {
  const folder = temporaryFolder(name);
  cleanups.push(() => removeDataFolder(folder));
  return folder;
}

function backup(central: Pick<TestCentral, 'folder' | 'databaseUrl'>, file: string): Promise<Finished> {
  return command(['backup', file, '--data', central.folder], {
    DATABASE_URL: central.databaseUrl,
    FAIRDESK_BACKUP_PASSPHRASE: PASSPHRASE,
  });
}

/** The same without a process of its own. */
async function backupHere(central: TestCentral, file: string): Promise<void> {
  const pool = new Pool({ connectionString: central.databaseUrl, max: 1 });
  await writeBackup({ folder: central.folder, pool, file, passphrase: PASSPHRASE, now: central.clock.wall() });
  await pool.end();
}

function restoreHere(file: string, folder: string, passphrase: string) {
  const options = { file, folder, databaseUrl: undefined, replace: false, now: 0, log: () => {} };
  return restoreBackup({ ...options, passphrase: () => Promise.resolve(passphrase) });
}

function restore(file: string, folder: string, env: Record<string, string> = {}, more: string[] = []) {
  return command(['restore', file, '--data', folder, ...more], { FAIRDESK_BACKUP_PASSPHRASE: PASSPHRASE, ...env });
}

/** Every row of every table, but for what a restore has to change. */
async function contentOf(databaseUrl: string): Promise<Record<string, string[]>> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const { rows: tables } = await pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_name NOT LIKE 'kysely%' AND table_name <> 'key_backups' ORDER BY 1`,
    );
    const content: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await pool.query<{ row: string }>(
        `SELECT (to_jsonb(t) - 'expires_at' - 'digest')::text AS row FROM "${name}" t ORDER BY 1`,
      );
      content[name] = rows.map(({ row }) => row);
    }
    return content;
  } finally {
    await pool.end();
  }
}

async function fill(central: TestCentral): Promise<void> {
  const kiosk = await central.device('kiosk');
  const laptop = await central.device('inspector');
  const odd = 'tab\t, back\\slash, \\. , "quotes", line\r\nend, \u00e9\u4e2d\u{1f600}, \u0001';
  const inspected = { ...inspection, ratings: [{ itemId: 'floors', rating: 'poor', note: odd, photos: [] }] };
  await kiosk.results(await kiosk.events(12, (at) => feedbackOf(1 + (at % 5))));
  await kiosk.results([await kiosk.event({ ...commendation, story: odd })]);
  await laptop.results([
    await laptop.event(inspected),
    await laptop.event(training),
    await laptop.event({ ...rightsReview, inspectorId: odd }),
  ]);
  await central.query("INSERT INTO accounts VALUES ('ada', now(), now(), '{}')");
  await central.query(
    `INSERT INTO handover_orders (device_id, id, from_account, to_account, ordered_at, keys)
     VALUES ($1, gen_random_uuid(), 'ada', 'bo', now(), '[{"generation":1,"sealed":"a..b.c.d"}]')`,
    [laptop.id],
  );
  await central.code('kiosk');
  await central.central.releaseIntake();
}

describe.each([
  ['embedded', 'debian-15'],
  ['debian-15', 'embedded'],
] as const)('from PostgreSQL %s to %s', (from, to) => {
  const place = useCentral(from);
  let others: Databases;
  beforeAll(async () => {
    others = await startDatabases(to);
  }, 60_000);
  afterAll(() => others?.stop());
  afterEach(async () => {
    for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
  });

  test('every row crosses, and the keys with it: what was sealed before is opened after', async () => {
    const central = await place.start();
    await fill(central);
    const laptop = await central.device('inspector');
    const late = await laptop.event(training);
    const file = join(folderOf('backup'), 'a.backup');
    const { code, stdout } = await backup(central, file);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ backup: file, rows: expect.any(Number) as number, blobs: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain('"d":');
    const before = await contentOf(central.databaseUrl);
    await central.central.close();

    const folder = join(folderOf('restored'), 'anew');
    const databaseUrl = await others.create();
    const restored = await restore(file, folder, { DATABASE_URL: databaseUrl });
    expect(restored.stderr).toContain('revoke it again');
    expect(restored.code).toBe(0);
    expect((JSON.parse(restored.stdout) as { devices: unknown[] }).devices).toHaveLength(3);
    expect(await contentOf(databaseUrl)).toEqual(before);

    const second = await place.start({ folder, databaseUrl, clock: central.clock });
    laptop.url = second.url;
    expect(await laptop.results([late])).toMatchObject([{ status: 'accepted' }]);
    const [row] = await second.query<{ version: string }>('SELECT max(version) AS version FROM device_configuration');
    expect(Number(row?.version ?? 0)).toBeGreaterThanOrEqual(0);
  });
});

describe('a backup file', () => {
  const place = useCentral(databaseKinds[0]);
  afterEach(async () => {
    for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
  });

  test('made while reports come in is one moment: no receipt without its report', async () => {
    const central = await place.start();
    const laptop = await central.device('inspector');
    const file = join(folderOf('backup'), 'busy.backup');
    const state = { done: false };
    const making = backupHere(central, file).finally(() => {
      state.done = true;
    });
    let sent = 0;
    while (!state.done) {
      await laptop.results(await laptop.events(20, () => training));
      sent += 20;
    }
    await making;
    const databaseUrl = await place.newDatabase();
    expect(await restore(file, join(folderOf('restored'), 'anew'), { DATABASE_URL: databaseUrl })).toMatchObject({
      code: 0,
    });
    const content = await contentOf(databaseUrl);
    const reports = content['inspector_reports']?.length ?? -1;
    expect(content['ledger']?.length).toBe(reports);
    expect(reports).toBeLessThanOrEqual(sent);
    expect(reports % 20).toBe(0);
  });

  test('that is cut or altered anywhere is refused before anything is changed', async () => {
    const central = await place.start();
    await fill(central);
    const work = folderOf('backup');
    const file = join(work, 'whole.backup');
    await backupHere(central, file);
    const whole = readFileSync(file);
    const other = join(work, 'other.backup');
    expect((await readBackup(file)).ok).toBe(true);
    for (let each = 0; each < TRIES; each++) {
      const at = randomInt(whole.length);
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << randomInt(8));
      for (const wrong of [whole.subarray(0, at), changed, Buffer.concat([whole, changed.subarray(at)])]) {
        writeFileSync(other, wrong);
        const read = await readBackup(other);
        expect(read.ok, `at ${at} of ${whole.length}`).toBe(false);
      }
    }
    const folder = join(work, 'never');
    expect(await restore(other, folder)).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(work).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  test('is not opened by another passphrase, nor with a row changed and its hash made right', async () => {
    const central = await place.start();
    await fill(central);
    const work = folderOf('backup');
    const file = join(work, 'a.backup');
    await backupHere(central, file);
    const folder = join(work, 'never');
    const why = 'the passphrase is another one, or the file was altered';
    await expect(restoreHere(file, folder, 'another passphrase')).rejects.toThrow(why);

    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -2);
    const at = lines.findIndex((line) => line.includes('test device'));
    lines[at] = (lines[at] ?? '').replace('test device', 'best device');
    const body = `${lines.join('\n')}\n`;
    const end = JSON.parse(readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '') as { end: { sha256: string } };
    end.end.sha256 = createHash('sha256').update(body).digest('hex');
    writeFileSync(file, `${body}${JSON.stringify(end)}\n`);
    expect((await readBackup(file)).ok).toBe(true);
    await expect(restoreHere(file, folder, PASSPHRASE)).rejects.toThrow(why);
    expect(existsSync(folder)).toBe(false);
  });

  test('is restored to a folder of its own, beside nothing that was there, and served from it', async () => {
    const central = await place.start();
    await fill(central);
    const work = folderOf('backup');
    const file = join(work, 'a.backup');
    await backupHere(central, file);
    const folder = join(work, 'served');
    mkdirSync(folder);
    writeFileSync(join(folder, 'precious.txt'), 'mine');
    await expect(restoreHere(file, folder, PASSPHRASE)).rejects.toThrow('is not empty');
    expect(readdirSync(folder)).toEqual(['precious.txt']);

    const done = await restore(file, folder, {}, ['--replace']);
    expect(done.stderr).toContain('Restored as of');
    const { movedTo } = JSON.parse(done.stdout) as { movedTo: string };
    expect(readdirSync(movedTo)).toContain('precious.txt');
    cleanups.push(() => removeDataFolder(folder));
    const serving = await serve(folder);
    // Before its folder is removed: whoever finds none cannot stop the database.
    cleanups.push(async () => void (await serving.end('SIGTERM')));
    expect((await fetch(`${serving.url}/v1/ready`)).status).toBe(200);
    const again = await restore(file, folder, {}, ['--replace']);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('in use by the central endpoint');
    expect((await fetch(`${serving.url}/v1/ready`)).status).toBe(200);
  });

  test('remembers in the database which keys it holds, and only when it is whole', async () => {
    const central = await place.start();
    const pool = new Pool({ connectionString: central.databaseUrl, max: 1 });
    onTestFinished(() => pool.end());
    const db = openDatabase(pool);
    const { sealingKey } = (await central.device('kiosk')).enrolled ?? {};
    const kid = sealingKey?.kid ?? '';
    const work = folderOf('backup');
    expect((await backup(central, join(work, 'no', 'such', 'folder'))).code).toBe(2);
    expect(await heldByBackup(db, kid)).toBe(false);
    const made = await backup(central, join(work, 'a.backup'));
    expect((JSON.parse(made.stdout) as { sealingKeys: string[] }).sealingKeys).toEqual([kid]);
    expect(await heldByBackup(db, kid)).toBe(true);
  });

  test.each([
    [['backup', 'a', '--data', '/nowhere'], 'holds no keys of a central endpoint'],
    [['restore', '/nowhere/a', '--data', '/nowhere/b'], 'it cannot be read (ENOENT)'],
  ])('%j ends with 2 and says why', async (args, why) => {
    const { code, stdout, stderr } = await command(args, { FAIRDESK_BACKUP_PASSPHRASE: PASSPHRASE });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(why);
  });
});
