import { chmodSync, existsSync, mkdtempSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { clusterFolder, placeOf } from '../../../src/central/store/place.ts';
import { removeDataFolder, startDatabases, temporaryFolder } from './databases.ts';
import { TestDevice, request } from './device.ts';
import { feedback, feedbackOf } from './payloads.ts';
import { central, serve, type Serving } from './process.ts';

const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url).pathname;
const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
});

function newFolder(): string {
  const folder = temporaryFolder('commands');
  cleanups.push(() => removeDataFolder(folder));
  return folder;
}

async function serving(folder: string, args: string[] = []): Promise<Serving> {
  const server = await serve(folder, args);
  cleanups.push(async () => {
    if (server.process.exitCode === null && server.process.signalCode === null) await server.end('SIGTERM');
  });
  return server;
}

/** The process id of the cluster's server, or null where none lives. */
function postmaster(folder: string): number | null {
  try {
    const pid = Number(
      readFileSync(join(clusterFolder(folder, placeOf(folder, null)), 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

async function enrolled(server: Serving, folder: string): Promise<TestDevice> {
  const { stdout } = await central(['enroll', '--profile', 'kiosk', '--data', folder]);
  const device = new TestDevice(server.url);
  expect((await device.enroll(stdout.trim())).status).toBe(201);
  return device;
}

describe('the commands of the central endpoint', () => {
  test('serve says where it listens, enroll makes codes beside it, export counts what came', async () => {
    const folder = newFolder();
    const server = await serving(folder);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const device = await enrolled(server, folder);
    await device.results(await device.events(7, () => feedback));
    const { code, stdout } = await central(['export', '--kind', 'feedback', '--format', 'json', '--data', folder]);
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toContainEqual({
      center: 'bronx-business',
      agency: 'DCWP',
      survey: 'visit',
      surveyVersion: 1,
      question: 'satisfaction',
      value: 4,
      answers: 7,
    });
    expect(stdout).not.toContain('kind to me');
    expect(await server.end('SIGTERM')).toBe(0);
    expect(postmaster(folder)).toBeNull();
  });

  test('a server killed at any moment starts again on the same folder with all it acknowledged', async () => {
    const folder = newFolder();
    const first = await serving(folder);
    const device = await enrolled(first, folder);
    const events = await device.events(50, (at) => feedbackOf(1 + (at % 5)));
    const kept = await device.results(events.slice(0, 25));
    const dying = device.results(events.slice(25)).catch(() => []);
    await first.end('SIGKILL');
    await dying;
    expect(postmaster(folder)).not.toBeNull();

    const second = await serving(folder);
    expect(second.stderr()).toContain('database.adopted');
    device.url = second.url;
    const again = await device.results(events);
    expect(again.slice(0, 25).map(({ status, receipt }) => [status, receipt])).toEqual(
      kept.map(({ receipt }) => ['duplicate', receipt]),
    );
    expect(again.slice(25).every(({ status }) => status !== 'refused')).toBe(true);
    expect((await device.get('/v1/devices/self/ledger')).body).toMatchObject({ ranges: [[1, 50]] });
  });

  test('PostgreSQL killed under a living server is started again; until then it answers unavailable', async () => {
    const folder = newFolder();
    const server = await serving(folder);
    const device = await enrolled(server, folder);
    const event = await device.event(feedback);
    await device.results([event]);
    const before = postmaster(folder);
    process.kill(before ?? 0, 'SIGKILL');
    const gone = await device.post([event]);
    expect(gone).toMatchObject({ status: 503, problem: 'unavailable' });
    expect(gone.headers.get('retry-after')).toBe('5');
    await expect
      .poll(async () => (await request(server.url, 'GET', '/v1/ready', null)).status, { timeout: 30_000 })
      .toBe(200);
    expect(postmaster(folder)).not.toBe(before);
    expect((await device.results([event]))[0]?.status).toBe('duplicate');
    expect((await request(server.url, 'GET', '/v1/health', null)).status).toBe(200);
  });

  test('Ctrl-C reaches the whole process group, and what is under way is still answered', async () => {
    const folder = newFolder();
    const server = await serving(folder);
    const device = await enrolled(server, folder);
    const events = await device.events(300, () => feedback);
    const under = device.results(events);
    await expect.poll(() => postmaster(folder)).not.toBeNull();
    const ended = new Promise<number | null>((resolve) => server.process.once('close', resolve));
    process.kill(-(server.process.pid ?? 0), 'SIGINT');
    const answered = await under.catch(() => null);
    expect(await ended).toBe(0);
    expect(postmaster(folder)).toBeNull();
    // Either it never arrived, or it was answered whole: no report was stored without its receipt.
    if (answered !== null) expect(answered).toHaveLength(300);
  });

  test('one server a folder: a second says so and ends', async () => {
    const folder = newFolder();
    await serving(folder);
    const { code, stdout, stderr } = await central(['serve', '--port', '0', '--data', folder]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/is in use by the central endpoint with process id \d+: one server a data folder/);
  });

  test('enroll and export work alone, and stop the database they started', async () => {
    const folder = newFolder();
    const code = await central(['enroll', '--profile', 'inspector', '--center', 'queens-1', '--data', folder]);
    expect(code.stdout).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n$/);
    expect(postmaster(folder)).toBeNull();
    expect((await central(['export', '--kind', 'comments', '--data', folder])).stdout).toBe(
      'center,agency,month,text\r\n',
    );
    expect(postmaster(folder)).toBeNull();
    const server = await serving(folder);
    expect((await new TestDevice(server.url).enroll(code.stdout.trim())).body).toMatchObject({
      profile: 'inspector',
      centerId: 'queens-1',
    });
  });

  test('a server and several commands that start at once on a new folder all do their work', async () => {
    const folder = newFolder();
    const [server, ...codes] = await Promise.all([
      serving(folder),
      ...Array.from({ length: 3 }, () => central(['enroll', '--profile', 'kiosk', '--data', folder])),
    ]);
    for (const { code, stdout } of codes) {
      expect(code).toBe(0);
      expect((await new TestDevice(server.url).enroll(stdout.trim())).status).toBe(201);
    }
    expect(await server.end('SIGINT')).toBe(0);
    expect(postmaster(folder)).toBeNull();
  });

  test('a cluster of another PostgreSQL is told in one line and left as it is', async () => {
    const folder = newFolder();
    await central(['enroll', '--profile', 'kiosk', '--data', folder]);
    const version = join(clusterFolder(folder, placeOf(folder, null)), 'PG_VERSION');
    writeFileSync(version, '17\n');
    const { code, stderr } = await central(['serve', '--port', '0', '--data', folder]);
    expect(code).toBe(2);
    const told = stderr.split('\n').filter((line) => line.startsWith('central: '));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/was written by PostgreSQL 17, this version runs 18: .*backup FILE.*restore FILE/);
    writeFileSync(version, '18\n');
    expect((await central(['enroll', '--profile', 'kiosk', '--data', folder])).code).toBe(0);
  });

  test('half a cluster left by a killed start is made anew', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'postgres.new', 'base'), { recursive: true });
    writeFileSync(join(folder, 'postgres.new-password'), 'old');
    expect((await central(['enroll', '--profile', 'kiosk', '--data', folder])).code).toBe(0);
    expect(existsSync(join(folder, 'postgres.new'))).toBe(false);
    expect(existsSync(join(folder, 'postgres.new-password'))).toBe(false);
  });

  test('secrets are readable by their owner alone, and folders above the data folder stay as they were', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'fairdesk-private-'));
    chmodSync(parent, 0o700);
    const folder = join(parent, 'data');
    cleanups.push(() => removeDataFolder(folder));
    const server = await serving(folder);
    const device = await enrolled(server, folder);
    expect((await device.results([await device.event(feedback)]))[0]?.status).toBe('accepted');
    expect(statSync(parent).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'keys')).mode & 0o077).toBe(0);
    for (const name of ['database-password', 'central.json', 'cluster.json']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    // Root's server runs as another user, who cannot pass the parent; anybody else's runs as they do.
    const { cluster } = placeOf(folder, null);
    if (process.getuid?.() === 0) expect(cluster).toMatch(/^\/var\/lib\/fairdesk\/[0-9a-f]{16}$/);
    else expect(cluster).toBe('postgres');
  });

  test('the embedded server syncs what it acknowledges, listens on loopback only and wants a password', async () => {
    const folder = newFolder();
    await serving(folder);
    const data = clusterFolder(folder, placeOf(folder, null));
    const settings = readFileSync(join(data, 'fairdesk.conf'), 'utf8');
    for (const line of [
      "listen_addresses = '127.0.0.1'",
      "unix_socket_directories = ''",
      'fsync = on',
      'synchronous_commit = on',
    ]) {
      expect(settings).toContain(line);
    }
    const rules = readFileSync(join(data, 'pg_hba.conf'), 'utf8')
      .split('\n')
      .filter((line) => /^(local|host)/.test(line));
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.every((line) => line.trim().endsWith('scram-sha-256'))).toBe(true);
  });

  test('the log of the embedded server holds nothing of what it rejected', async () => {
    const folder = newFolder();
    const server = await serving(folder);
    const device = await enrolled(server, folder);
    const canary = 'CanaryCenter';
    const event = await device.event({ ...feedback, centerId: canary.repeat(50) });
    expect((await device.results([event]))[0]?.problem?.type).toBe('urn:fairdesk:problem:schema');
    await server.end('SIGTERM');
    const log = readFileSync(join(clusterFolder(folder, placeOf(folder, null)), 'server.log'), 'utf8');
    expect(log).toContain('ERROR:');
    for (const words of [canary, event.id, device.id, 'INSERT']) expect(log).not.toContain(words);
    expect(server.stderr()).not.toContain(canary);
  });

  test('DATABASE_URL switches to another PostgreSQL', async () => {
    const folder = newFolder();
    const databases = await startDatabases('debian-15');
    cleanups.push(() => databases.stop());
    const DATABASE_URL = await databases.create();
    const server = await serve(folder, [], { DATABASE_URL });
    const { stdout } = await central(['enroll', '--profile', 'kiosk', '--data', folder], { DATABASE_URL });
    const device = new TestDevice(server.url);
    expect((await device.enroll(stdout.trim())).status).toBe(201);
    expect(existsSync(join(folder, 'cluster.json'))).toBe(false);
    await server.end('SIGTERM');
    const wrong = await central(['enroll', '--profile', 'kiosk', '--data', folder], {
      DATABASE_URL: `${DATABASE_URL}_gone`,
    });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('the database of DATABASE_URL cannot be used');
  });

  test('with a certificate it serves HTTPS', async () => {
    const folder = newFolder();
    const server = await serving(folder, ['--tls-cert', fixture('tls-cert.pem'), '--tls-key', fixture('tls-key.pem')]);
    expect(server.url).toMatch(/^https:/);
    const status = await new Promise((resolve, reject) => {
      httpsRequest(`${server.url}/v1/health`, { ca: readFileSync(fixture('tls-cert.pem')) }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });
});
