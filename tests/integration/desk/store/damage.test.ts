/** A damaged database never keeps the app from opening, and takes with it no more than the damage itself. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeBackup } from '../../../../src/desk/store/backups.ts';
import { databasePath, openDatabase } from '../../../../src/desk/store/database.ts';
import { commit, report, temporaryFolder } from '../../../unit/desk/store/kit.ts';
import {
  damagedPath,
  DELIVERED,
  flipEvent,
  harms,
  sequencesWaiting,
  standingIn,
  templates,
  upTo,
  WAITING,
} from './standing-kit.ts';

const template = templates();
const LAST = WAITING + DELIVERED;
const FULL = process.env['FAIRDESK_FULL'] === '1';
const REBUILDS = FULL ? 50 : 3;
const CUTS = FULL ? 200 : 5;
const ALL = upTo(DELIVERED + 1, LAST);

function integrity(folder: string): unknown {
  const db = openDatabase(folder, 'read');
  const answer: unknown = db.pragma('integrity_check', { simple: true });
  db.close();
  return answer;
}

describe.each(Object.entries(harms))('%s', (_, harm) => {
  test('with a backup behind it loses nothing: the file is kept as it was, all that waited waits', () => {
    const folder = template.closed({ backup: true });
    harm(databasePath(folder));
    const bytes = readFileSync(databasePath(folder));

    const { store, logged } = standingIn(folder);
    const recovery = store.recovery();
    expect(recovery).toMatchObject({ kept: expect.stringContaining('damaged-2026') as string, times: 1 });
    expect(readFileSync(damagedPath(folder, recovery?.kept)).equals(bytes)).toBe(true);
    expect(logged.map(({ event }) => event)).toEqual(['store-damaged', 'store-recovered']);
    expect(sequencesWaiting(store)).toEqual(ALL);
    expect(store.counts()).toMatchObject({ delivered: DELIVERED, vault: 3, held: 2 });
    store.reports.commit(report(), null);
    expect(sequencesWaiting(store).at(-1)).toBe(LAST + 1);
    expect(integrity(folder)).toBe('ok');
  });

  test('without a backup the app opens all the same, with the rows that can be read', () => {
    const folder = template.closed();
    harm(databasePath(folder));
    const bytes = readFileSync(databasePath(folder));

    const { store } = standingIn(folder);
    expect(readFileSync(damagedPath(folder, store.recovery()?.kept)).equals(bytes)).toBe(true);
    const waiting = sequencesWaiting(store);
    expect(ALL).toEqual(expect.arrayContaining(waiting));
    expect(store.recovery()?.salvaged).toBeGreaterThanOrEqual(waiting.length);
    store.reports.commit(report(), null);
    expect(integrity(folder)).toBe('ok');
  });

  test('with its log beside it keeps the log too, and what the log says', () => {
    const folder = template.killed();
    harm(databasePath(folder));
    const log = readFileSync(`${databasePath(folder)}-wal`);

    const { store } = standingIn(folder);
    const recovery = store.recovery();
    // A log that holds the first page makes a damaged header good, as after a power cut.
    if (recovery === null) expect(sequencesWaiting(store)).toEqual(ALL);
    else expect(readFileSync(`${damagedPath(folder, recovery.kept)}-wal`).equals(log)).toBe(true);
    // What was written last is in the log, and in nothing else.
    expect(sequencesWaiting(store)).toContain(LAST);
    expect(store.counts()).toMatchObject({ delivered: DELIVERED, vault: 3, held: 2 });
  });
});

test('a flipped header costs nothing: every row behind it is read', () => {
  const folder = template.closed();
  harms['a flipped header']?.(databasePath(folder));
  const { store } = standingIn(folder);
  expect(sequencesWaiting(store)).toEqual(ALL);
  expect(store.counts()).toMatchObject({ delivered: DELIVERED, vault: 3, held: 2 });
});

test('a flipped page costs what is on it and no more', () => {
  const folder = template.closed();
  flipEvent(databasePath(folder), 150);
  const { store } = standingIn(folder);
  expect(store.recovery()).toBeNull();
  store.recover('pages');
  expect(store.recovery()).toMatchObject({ damage: 'pages', kept: expect.any(String) as string });
  expect(sequencesWaiting(store).length).toBeGreaterThan(WAITING - 10);
  expect(integrity(folder)).toBe('ok');
});

test('damage that a call meets is mended behind it, and the call is done', () => {
  const folder = template.closed({ backup: true });
  for (const sequence of [150, 200, 250]) flipEvent(databasePath(folder), sequence);
  const { store } = standingIn(folder);
  expect(sequencesWaiting(store)).toEqual(ALL);
  expect(store.recovery()?.damage).toBe('pages');
});

test('a lost log is noticed by the backup that is ahead, and the sequence goes on above it', async () => {
  const folder = template.closed();
  const first = standingIn(folder);
  first.store.checkpoint();
  copyFileSync(databasePath(folder), `${databasePath(folder)}.aside`);
  commit(first.store, 5);
  await makeBackup(folder);
  first.store.close();
  copyFileSync(`${databasePath(folder)}.aside`, databasePath(folder));
  rmSync(`${databasePath(folder)}.aside`);
  rmSync(`${databasePath(folder)}-wal`, { force: true });

  const { store } = standingIn(folder);
  expect(store.recovery()?.damage).toBe('set-back');
  expect(sequencesWaiting(store)).toEqual(upTo(DELIVERED + 1, LAST + 5));
});

test('a lost log without a newer backup, and a stale index of it, open without a word', () => {
  const folder = template.closed();
  const first = standingIn(folder);
  first.store.checkpoint();
  const aside = temporaryFolder();
  copyFileSync(databasePath(folder), databasePath(aside));
  commit(first.store, 2);
  copyFileSync(`${databasePath(folder)}-shm`, `${databasePath(aside)}-shm`);
  const { store } = standingIn(aside);
  expect(store.recovery()).toBeNull();
  expect(sequencesWaiting(store)).toEqual(ALL);
});

test('a database that is gone is made again from its backup', () => {
  const folder = template.closed({ backup: true });
  rmSync(databasePath(folder));
  const { store } = standingIn(folder);
  expect(store.recovery()).toMatchObject({ damage: 'missing', kept: null });
  expect(sequencesWaiting(store)).toEqual(ALL);
  expect(existsSync(databasePath(folder))).toBe(true);
});

test('killed while it is being rebuilt, it is rebuilt by the next start, and what was damaged is kept once', async () => {
  for (let round = 0; round < REBUILDS; round += 1) {
    const folder = template.closed({ backup: true });
    harms['cut at 50 %']?.(databasePath(folder));
    const bytes = readFileSync(databasePath(folder));
    const child = spawn(process.execPath, [join(import.meta.dirname, 'recovering.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    setTimeout(() => child.kill('SIGKILL'), Math.random() * 120);
    await once(child, 'close');

    const { store } = standingIn(folder);
    expect(sequencesWaiting(store)).toEqual(ALL);
    expect(store.recovery()).toMatchObject({ damage: 'cut', times: 1 });
    expect(readFileSync(damagedPath(folder, store.recovery()?.kept)).equals(bytes)).toBe(true);
    const names = readdirSync(folder).filter((name) => name.startsWith('desk.db.'));
    expect(names).toEqual([store.recovery()?.kept]);
    store.close();
  }
});

test('a log that ends anywhere opens to an earlier moment, whole, and is not called damage', () => {
  let [highest, opened] = [0, 0];
  const length = readFileSync(`${databasePath(template.killed())}-wal`).length;
  for (let part = 1; part <= CUTS; part += 1) {
    const folder = template.killed();
    truncateSync(
      `${databasePath(folder)}-wal`,
      Math.floor((length * part) / CUTS) - (part < CUTS ? 700 * (part % 3) : 0),
    );
    const { store } = standingIn(folder);
    expect(store.recovery()).toBeNull();
    const now = sequencesWaiting(store).at(-1) ?? 0;
    expect(now).toBeGreaterThanOrEqual(highest);
    highest = now;
    store.close();
    expect(integrity(folder)).toBe('ok');
    opened += 1;
  }
  expect([highest, opened]).toEqual([LAST, CUTS]);
});
