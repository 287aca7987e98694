/** While the app runs, a thread beside it reads the whole database, makes backups and tells of damage. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Desk } from '../../../../src/desk/desk.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import { openDesk } from '../../../../src/desk/open.ts';
import { backups } from '../../../../src/desk/store/backups.ts';
import { databasePath } from '../../../../src/desk/store/database.ts';
import { flipEvent, templates } from './standing-kit.ts';

const template = templates();

async function deskIn(folder: string): Promise<{ desk: Desk; logged: DeskLogEvent[] }> {
  const logged: DeskLogEvent[] = [];
  const desk = await openDesk({
    folder,
    resources: resolve(import.meta.dirname, '../../../../resources'),
    appVersion: '0.0.0',
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
    keyStore: fileKeyStore(folder),
    upkeepAfterMs: 0,
    log: (event) => logged.push(event as DeskLogEvent),
  });
  onTestFinished(() => desk.close());
  return { desk, logged };
}

const form = () => ({
  key: randomUUID(),
  surveyId: 'visit',
  surveyVersion: 1,
  locale: 'en',
  partial: false,
  answers: { satisfaction: 5, comment: 'kind people' },
});

test('a device that starts gets a backup, without being asked', async () => {
  const folder = template.closed();
  const { logged } = await deskIn(folder);
  await expect.poll(() => logged.map(({ event }) => event), { timeout: 20_000 }).toContain('store-backed-up');
  expect(backups(folder)).toHaveLength(1);
});

test('a page that changed under the app is found behind it, mended and told, and the face notices nothing', async () => {
  const folder = template.closed({ backup: true });
  flipEvent(databasePath(folder), 150);
  const { desk, logged } = await deskIn(folder);
  expect(desk.status()).toMatchObject({ storeRecovered: null, waiting: 305 });
  await expect.poll(() => desk.status().storeRecovered, { timeout: 20_000 }).toMatchObject({ damage: 'pages' });

  expect(logged.map(({ event }) => event)).toEqual(expect.arrayContaining(['store-faults', 'store-recovered']));
  expect(desk.status()).toMatchObject({ waiting: 305, delivered: 60 });
  const { kept } = desk.status().storeRecovered ?? {};
  expect(readdirSync(folder)).toContain(kept);
  expect(await desk.call('feedback.submit', form())).toMatchObject({ ok: true, value: { ok: true } });
  expect(desk.status().waiting).toBe(306);
});

test('a desk that ends in the middle of it ends', async () => {
  const { desk } = await deskIn(template.closed());
  await desk.close();
});
