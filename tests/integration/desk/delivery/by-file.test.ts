/** Reports that leave on a stick: exported beside the running app, imported once, receipts read back. */
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Desk } from '../../../../src/desk/desk.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../../src/desk/open.ts';
import { problem } from '../../../../src/shared/wire/problems.ts';
import { TestClock, useCentral, type TestCentral } from '../../central/harness.ts';
import { central as centralCommand } from '../../central/process.ts';
import { openDevice } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';

const root = resolve(import.meta.dirname, '../../../..');
const cleanups: (() => Promise<unknown> | void)[] = [];

function desk(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, 'src/desk/cli.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  return new Promise((done) => {
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'fairdesk-stick-'));
  cleanups.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function appIn(data: string): Promise<Desk> {
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ contactRequests: true }));
  const app = await openDesk({
    folder: data,
    resources: join(root, 'resources'),
    appVersion: '0.0.0',
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
    keyStore: fileKeyStore(data),
    log: () => undefined,
  });
  cleanups.push(() => app.close());
  return app;
}

async function submit(app: Desk): Promise<void> {
  const answers = { satisfaction: 5, comment: 'kind people' };
  const form = { key: randomUUID(), surveyId: 'visit', surveyVersion: 1, locale: 'en', partial: false, answers };
  expect(await app.call('feedback.submit', form)).toMatchObject({ ok: true });
}

const imported = (central: TestCentral, file: string, ...more: string[]) =>
  centralCommand(['import', file, '--data', central.folder, ...more], { DATABASE_URL: central.databaseUrl });

async function stored(central: TestCentral): Promise<string[]> {
  const rows = await central.query<{ report_id: string }>('SELECT report_id FROM ledger ORDER BY sequence');
  return rows.map(({ report_id }) => report_id);
}

const eventsIn = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"specversion"'))
    .map((line) => JSON.parse(line) as { id: string; sequence: string; type: string });

/** A line as it is, but for the moment in a header. */
function butMoment(line: string): unknown {
  return line.includes('createdAt') ? (expect.stringContaining('"fairdesk-export":1') as unknown) : line;
}

/** A device that has lost its network for good, with reports that wait. */
async function stranded(central: TestCentral, reports: number) {
  const data = folder();
  const app = await appIn(data);
  const enrolled = await app.enroll(central.url, await central.code('kiosk', { centerId: 'bronx-business' }));
  if (!enrolled.ok) throw new Error(enrolled.error.detail);
  await central.central.close();
  for (let each = 0; each < reports; each++) await submit(app);
  return { data, app };
}

describe('a device whose network never returns', () => {
  const place = useCentral('embedded');
  afterEach(async () => {
    for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
  });
  const begin = () => place.start({ clock: new TestClock(Date.now()) });

  test('exports while the app runs and visitors write; the import takes each once, the receipts end their wait', async () => {
    const central = await begin();
    const { data, app } = await stranded(central, 5);
    const contact = { key: randomUUID(), message: 'please write', email: 'v@example.com' };
    expect(await app.call('contact.submit', contact)).toMatchObject({ ok: true });

    const file = join(folder(), 'stick.export');
    writeFileSync(`${file}.part`, 'of a stick that was pulled');
    const state = { done: false };
    const exporting = desk('export', file, '--data', data).finally(() => {
      state.done = true;
    });
    while (!state.done) await submit(app);
    const said = await exporting;
    expect(said).toMatchObject({ code: 0, stderr: '' });
    const { count, signed, left } = JSON.parse(said.stdout) as { count: number; signed: boolean; left: object };
    expect({ signed, left }).toEqual({ signed: true, left: { held: 0, unsealed: 0 } });
    const events = eventsIn(file);
    expect(events).toHaveLength(count);
    expect(count).toBeGreaterThanOrEqual(6);
    expect(events.filter(({ type }) => type.includes('contact-request'))).toHaveLength(1);
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, at) => at + 1));
    expect(existsSync(`${file}.part`)).toBe(false);

    const first = await imported(central, file);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ signed: true, accepted: count, duplicate: 0, refused: 0 });
    expect(await stored(central)).toEqual(events.map(({ id }) => id));
    const again = await imported(central, file);
    expect(JSON.parse(again.stdout)).toMatchObject({ accepted: 0, duplicate: count });
    expect(await stored(central)).toHaveLength(count);

    const { waiting } = app.status();
    const read = await desk('receipts', `${file}.receipts`, '--data', data);
    expect(read.stderr).toBe('');
    expect(JSON.parse(read.stdout)).toEqual({ delivered: count, known: 0, refused: 0, rejected: 0 });
    expect(app.status()).toMatchObject({ waiting: waiting - count, delivered: count });
    const once = await desk('receipts', `${file}.receipts`, '--data', data);
    expect(JSON.parse(once.stdout)).toMatchObject({ delivered: 0, known: count });
    expect(app.status()).toMatchObject({ waiting: waiting - count, delivered: count });
  });

  test('a file that is cut gives what is whole when a person confirms it, and nothing before', async () => {
    const central = await begin();
    const { data } = await stranded(central, 6);
    const whole = join(folder(), 'whole.export');
    expect((await desk('export', whole, '--data', data)).code).toBe(0);
    const bytes = readFileSync(whole);
    const cut = join(folder(), 'cut.export');
    const line = bytes.lastIndexOf('"specversion"');
    writeFileSync(cut, bytes.subarray(0, line + 100));
    const refused = await imported(central, cut);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('5 of 6 events are whole');
    expect(await stored(central)).toEqual([]);

    const confirmed = await imported(central, cut, '--unsigned-ok');
    expect(JSON.parse(confirmed.stdout)).toMatchObject({ signed: false, accepted: 5, unreadable: 1 });
    const rest = await imported(central, whole);
    expect(JSON.parse(rest.stdout)).toMatchObject({ signed: true, accepted: 1, duplicate: 5 });
  });

  test('a file that was altered, or is of a device that is not known, stores nothing, whoever confirms it', async () => {
    const central = await begin();
    const { data } = await stranded(central, 3);
    const file = join(folder(), 'a.export');
    expect((await desk('export', file, '--data', data)).code).toBe(0);
    const text = readFileSync(file, 'utf8');
    const [header = '', first = '', ...rest] = text.split('\n');
    const changes: [string, string][] = [
      [text.replace('"count":3', '"count":2'), 'its signature is not'],
      [[header, first, first, ...rest].join('\n'), 'its signature is not'],
      [`${text}${first}\n`, 'something stands behind its signature'],
      [text.replace(/"deviceId":"[0-9a-f-]+"/, `"deviceId":"${randomUUID()}"`), 'is not known here'],
    ];
    for (const [changed, why] of changes) {
      writeFileSync(file, changed);
      const { code, stdout, stderr } = await imported(central, file, '--unsigned-ok');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(why);
    }
    expect(await stored(central)).toEqual([]);
  });

  test('dead letters are told with their reason, exported too, and wait again when someone says so', async () => {
    const central = await begin();
    const time = new MovedTime();
    const kiosk = openDevice(time);
    cleanups.push(() => kiosk.close());
    const address = new URL(central.url).origin as Parameters<typeof kiosk.enrolled>[0];
    await kiosk.enrolled(address, await central.code('kiosk'));
    const [dead = '', other = ''] = kiosk.write(3);
    const [claimed] = kiosk.store.outbox.claim(time.monotonic(), { events: 1, bytes: 1 }, 1);
    if (claimed === undefined) throw new Error('three wait');
    kiosk.store.outbox.settle([{ kind: 'dead', id: claimed.id, problem: problem('schema', 'answers: is missing') }]);

    const status = JSON.parse((await desk('status', '--data', kiosk.folder)).stdout) as { dead: object[] };
    expect(status.dead).toEqual([{ id: dead, sequence: 1, reason: 'schema', detail: 'answers: is missing' }]);
    const out = await desk('export', '-', '--data', kiosk.folder);
    expect(JSON.parse(out.stderr)).toMatchObject({ count: 3, deadLetters: 1, signed: true });
    expect(out.stdout.split('\n').filter((line) => line.includes('"specversion"'))).toHaveLength(3);

    kiosk.store.records.write('keys-wrapped-by', 'system');
    const unsigned = await desk('export', '-', '--data', kiosk.folder);
    expect(unsigned.stderr).toContain('not signed');
    expect(unsigned.stdout.trim().split('\n')).toEqual(out.stdout.trim().split('\n').slice(0, -1).map(butMoment));

    expect((await desk('retry', other, '--data', kiosk.folder)).stderr).toContain('is no dead letter here');
    expect(JSON.parse((await desk('retry', dead, '--data', kiosk.folder)).stdout)).toEqual({ retried: 1 });
    expect(kiosk.store.counts()).toMatchObject({ dead: 0, queued: 3 });
    expect(JSON.parse((await desk('retry', 'all', '--data', kiosk.folder)).stdout)).toEqual({ retried: 0 });
  });

  test('only a receipt that checks ends a wait: not a forged one, not one of another device', async () => {
    const central = await begin();
    const { data, app } = await stranded(central, 2);
    const file = join(folder(), 'a.export');
    expect((await desk('export', file, '--data', data)).code).toBe(0);
    await imported(central, file);
    const receipts = `${file}.receipts`;
    const [header = '', ...lines] = readFileSync(receipts, 'utf8').trim().split('\n');
    const forged = lines.map((line) => line.replace(/\.([\w-]{20})([\w-])/, (_, start: string) => `.${start}A`));
    writeFileSync(receipts, [header, ...forged, '{"id":"x","status":"accepted"}', 'garbage'].join('\n'));
    const read = await desk('receipts', receipts, '--data', data);
    expect(read.code).toBe(1);
    expect(JSON.parse(read.stdout)).toMatchObject({ delivered: 0, rejected: 4 });
    const other = header.replace(/"deviceId":"[0-9a-f-]+"/, `"deviceId":"${randomUUID()}"`);
    writeFileSync(receipts, [other, ...lines].join('\n'));
    expect((await desk('receipts', receipts, '--data', data)).code).toBe(2);
    expect(app.status()).toMatchObject({ waiting: 2, delivered: 0 });
  });
});
