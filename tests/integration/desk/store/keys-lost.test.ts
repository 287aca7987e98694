/** A key store that was lost or locked never keeps the app from opening, and never makes it write plainly. */
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Desk, KeyStore } from '../../../../src/desk/desk.ts';
import { openDeviceKeys } from '../../../../src/desk/device/keys.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import { openDesk } from '../../../../src/desk/open.ts';
import { ENROLLMENT_RECORD, enrollmentSchema } from '../../../../src/desk/store/device-records.ts';
import { DEVICE, storeIn, temporaryFolder } from '../../../unit/desk/store/kit.ts';

interface Opened {
  readonly desk: Desk;
  readonly logged: DeskLogEvent[];
  close(): Promise<void>;
}

async function open(folder: string, keyStore: KeyStore = fileKeyStore(folder)): Promise<Opened> {
  const logged: DeskLogEvent[] = [];
  const desk = await openDesk({
    folder,
    resources: resolve(import.meta.dirname, '../../../../resources'),
    appVersion: '0.0.0',
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
    keyStore,
    log: (event) => logged.push(event as DeskLogEvent),
  });
  onTestFinished(() => desk.close());
  return { desk, logged, close: () => desk.close() };
}

async function submit({ desk }: Opened): Promise<unknown> {
  return desk.call('feedback.submit', {
    key: randomUUID(),
    surveyId: 'visit',
    surveyVersion: 1,
    locale: 'en',
    partial: false,
    answers: { satisfaction: 5, comment: 'the-canary' },
  });
}

const SAVED = { ok: true, value: { ok: true } };

function enrollHere(folder: string): void {
  const store = storeIn(folder);
  const jwk = (crv: 'X25519' | 'Ed25519') => {
    const pair = crv === 'X25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
    return { ...pair.publicKey.export({ format: 'jwk' }), kid: crv };
  };
  const keys = openDeviceKeys(store.records, fileKeyStore(folder));
  keys.forCode('CODE');
  keys.use('CODE');
  store.records.write(
    ENROLLMENT_RECORD,
    enrollmentSchema.parse({
      // Nobody listens there.
      central: 'http://127.0.0.1:1',
      deviceId: DEVICE,
      profile: 'kiosk',
      centerId: null,
      sealingKey: jwk('X25519'),
      receiptKeys: [jwk('Ed25519')],
      contentKeys: [],
    }),
  );
  store.close();
}

function plainIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    return statSync(path).isFile() && readFileSync(path).includes('the-canary');
  });
}

test.each([
  ['gone', (path: string) => rmSync(path)],
  ['cut short', (path: string) => writeFileSync(path, 'short')],
  ['another', (path: string) => writeFileSync(path, randomBytes(32))],
])(
  'the key in its file %s: the app opens and goes on, staff are told, and nothing waits in the clear',
  async (_, lose) => {
    const folder = temporaryFolder();
    const before = await open(folder);
    await submit(before);
    await before.close();
    lose(join(folder, 'machine.key'));

    const after = await open(folder);
    expect(after.logged).toContainEqual({ event: 'vault-key-lost', keyNumber: 1 });
    expect(after.logged).toContainEqual({ event: 'keys-in-file' });
    expect(after.desk.status()).toMatchObject({ waiting: 1, keysWrappedBy: 'file' });
    expect(await submit(after)).toMatchObject(SAVED);
    expect(after.desk.status().waiting).toBe(2);
    expect(plainIn(folder)).toEqual([]);
  },
);

test('a key store that was locked for a while: what waits is told as held back, and goes on when it opens', async () => {
  const folder = temporaryFolder();
  enrollHere(folder);
  const working = fileKeyStore(folder);
  const locked: KeyStore = { ...working, unwrap: () => null };
  const first = await open(folder, working);
  await submit(first);
  await first.close();

  const second = await open(folder, locked);
  await expect.poll(() => second.desk.status().pausedReason).toBe('key-unreadable');
  expect(await submit(second)).toMatchObject(SAVED);
  expect(second.desk.status()).toMatchObject({ enrolled: true, waiting: 2 });
  await second.close();

  const third = await open(folder, working);
  await expect.poll(() => third.desk.status().pausedReason).toBe('network');
  expect(third.desk.status()).toMatchObject({ waiting: 2, deadLetters: 0 });
});
