/** `npm run desk`: beside the running app, on a closed folder, and told wrongly. */
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { openSync, writeSync, closeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Desk } from '../../../../src/desk/desk.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../../src/desk/open.ts';
import { databasePath } from '../../../../src/desk/store/database.ts';
import { migrations } from '../../../../src/desk/store/migrations.ts';
import { temporaryFolder } from '../../../unit/desk/store/kit.ts';
import { answerProblem, openScriptedCentral } from '../delivery/scripted-central.ts';

const root = resolve(import.meta.dirname, '../../../..');

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'src/desk/cli.ts'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function json(text: string): unknown {
  return JSON.parse(text);
}

async function deskWithOneForm(folder: string): Promise<Desk> {
  const desk = await openDesk({
    folder,
    resources: join(root, 'resources'),
    appVersion: '0.0.0',
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
    keyStore: fileKeyStore(folder),
    log: () => undefined,
  });
  onTestFinished(() => desk.close());
  await desk.call('feedback.submit', {
    key: randomUUID(),
    surveyId: 'visit',
    surveyVersion: 1,
    locale: 'en',
    partial: false,
    answers: { satisfaction: 5, comment: 'the-canary' },
  });
  return desk;
}

describe('status', () => {
  test('is one JSON object, the same beside the running app and when it is closed', async () => {
    const folder = temporaryFolder();
    const desk = await deskWithOneForm(folder);
    const running = run('status', '--data', folder);
    expect(running).toMatchObject({ status: 0, stderr: '' });
    expect(running.stdout.trim().split('\n')).toHaveLength(1);
    const said = json(running.stdout);
    expect(said).toMatchObject({ ...desk.status(), oldestWaitingSeconds: expect.any(Number) as number });
    expect(said).toMatchObject({
      enrolled: false,
      waiting: 1,
      receipts: 0,
      beforeEnrollment: 1,
      keysWrappedBy: 'file',
    });
    await desk.close();
    const closed = run('status', '--data', folder);
    expect(closed.status).toBe(0);
    expect(closed.stdout).not.toContain('canary');
    expect(json(closed.stdout)).toMatchObject({ waiting: 1, receipts: 0, lastReceiptAt: null });
  });
});

describe('an enrollment that failed', () => {
  const problemOf = (folder: string) =>
    (json(run('status', '--data', folder).stdout) as { enrollmentProblem: unknown }).enrollmentProblem;

  test('is named with its reason beside the running app and when it is closed', async () => {
    const folder = temporaryFolder();
    const desk = await deskWithOneForm(folder);
    expect(problemOf(folder)).toBeNull();
    const central = await openScriptedCentral();
    onTestFinished(() => central.close());
    central.script = (_, response) => answerProblem(response, 'enrollment-refused');
    const told = new Promise((tell) => {
      desk.subscribe((event) => event.type === 'delivery-changed' && tell(event.status.enrollmentProblem));
    });
    expect(await desk.enroll(central.address, 'ABCD-EFGH-JKMN')).toMatchObject({ error: { type: 'refused' } });
    const refused = { type: 'refused', detail: 'scripted' };
    expect(await told).toEqual(refused);
    expect(problemOf(folder)).toEqual(refused);
    await desk.close();
    expect(problemOf(folder)).toEqual(refused);
  });

  test('because the code was for another device says so and keeps what waits', async () => {
    const folder = temporaryFolder();
    const desk = await deskWithOneForm(folder);
    const [ours, other] = [await openScriptedCentral(), await openScriptedCentral()];
    onTestFinished(() => Promise.all([ours.close(), other.close()]).then(() => undefined));
    ours.script = ({ path }, response) => path === '/v1/reports' && answerProblem(response, 'device-revoked');
    expect(await desk.enroll(ours.address, 'ABCD-EFGH-JKMN')).toMatchObject({ ok: true });
    await expect.poll(() => desk.status().pausedReason).toBe('device-revoked');
    expect(await desk.enroll(other.address, 'WXYZ-WXYZ-WXYZ')).toMatchObject({ error: { type: 'other-device' } });
    const said = json(run('status', '--data', folder).stdout);
    expect(said).toMatchObject({
      deviceId: ours.deviceId,
      waiting: 1,
      pausedReason: 'device-revoked',
      enrollmentProblem: { type: 'other-device', detail: expect.stringContaining(other.deviceId) as string },
    });
  });
});

describe('check', () => {
  test('says that a good database is good', async () => {
    const folder = temporaryFolder();
    const desk = await deskWithOneForm(folder);
    await desk.close();
    const { status, stdout } = run('check', '--data', folder);
    expect(status).toBe(0);
    expect(json(stdout)).toEqual({
      ok: true,
      integrity: [],
      pragmas: [],
      schemaVersion: migrations.length,
      backups: [],
      damagedFiles: [],
    });
  });

  test.each([
    ['a page', 4096 + 8],
    ['the header', 0],
    ['the schema', 100],
  ])('ends with 1 when %s is not what it was', async (_, at) => {
    const folder = temporaryFolder();
    const desk = await deskWithOneForm(folder);
    await desk.close();
    const file = openSync(databasePath(folder), 'r+');
    writeSync(file, Buffer.alloc(2048, 0xa5), 0, 2048, at);
    closeSync(file);
    const { status, stdout } = run('check', '--data', folder);
    expect(status).toBe(1);
    expect(json(stdout)).toMatchObject({ ok: false });
  });
});

describe('told wrongly', () => {
  test.each([
    [['status'], '--data DIR is needed'],
    [['status', '--data', '/nowhere/at/all'], "holds no device's database"],
    [['constructor', '--data', '.'], "there is no command 'constructor'"],
    [['status', 'now', '--data', '.'], "'now' is one word too many"],
    [[], 'a command is missing'],
  ])('%j ends with 2 and says why', (args, why) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(why);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('--help says what there is', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('status');
    expect(stdout).toContain('retry');
  });
});
