/** A backup that is said to be made is whole, and no attempt at one harms those that are there. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupPath, backups, faultsOf, makeBackup } from '../../../../src/desk/store/backups.ts';
import { databasePath, openDatabase, openFile, pragmaFaults } from '../../../../src/desk/store/database.ts';
import { commit } from '../../../unit/desk/store/kit.ts';
import { addToVault, flipEvent, standingIn, templates } from './standing-kit.ts';

const template = templates();

function reportsIn(path: string): number {
  const db = openFile(path, 'read', 'delete');
  expect(faultsOf(db)).toEqual([]);
  expect(pragmaFaults(db, 'delete')).toEqual([]);
  const count = Number(db.prepare('SELECT count(*) FROM report').pluck().get());
  db.close();
  return count;
}

test('three generations are kept, the newest first, each whole and of its own moment', async () => {
  const folder = template.closed();
  const { store } = standingIn(folder);
  for (let made = 0; made < 4; made += 1) {
    commit(store, 1);
    expect(await makeBackup(folder)).toEqual({ type: 'made' });
  }
  expect([1, 2, 3].map((generation) => reportsIn(backupPath(folder, generation)))).toEqual([364, 363, 362]);
  expect(existsSync(backupPath(folder, 4))).toBe(false);
  expect(backups(folder).map(({ highest }) => highest)).toEqual([364, 363, 362]);
});

test('made while another connection has a write open, it holds what was committed and nothing of the write', async () => {
  const folder = template.closed();
  const db = openDatabase(folder, 'write');
  db.exec('BEGIN IMMEDIATE; DELETE FROM report WHERE sequence > 10');
  expect(await makeBackup(folder)).toEqual({ type: 'made' });
  expect(reportsIn(backupPath(folder, 1))).toBe(360);
  db.exec('ROLLBACK');
  db.close();
});

test('of a damaged database none is made, and the good ones are what they were', async () => {
  const folder = template.closed({ backup: true });
  flipEvent(databasePath(folder), 150);
  const before = readFileSync(backupPath(folder, 1));
  expect(await makeBackup(folder)).toMatchObject({ type: 'source-damaged' });
  expect(readFileSync(backupPath(folder, 1)).equals(before)).toBe(true);
  expect(existsSync(backupPath(folder, 2))).toBe(false);
});

test('killed at any moment, there is a good one, and the next attempt succeeds', async () => {
  const folder = template.closed({ backup: true });
  for (let round = 0; round < 6; round += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'backing-up.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    setTimeout(() => child.kill('SIGKILL'), Math.random() * 30);
    await once(child, 'close');
    const there = backups(folder);
    expect(there.length).toBeGreaterThan(0);
    for (const { path } of there) expect(reportsIn(path)).toBe(360);
  }
  expect(await makeBackup(folder)).toEqual({ type: 'made' });
});

test('once what was written before enrollment has left, no backup holds it', async () => {
  const folder = template.closed({ backup: true });
  const { store } = standingIn(folder);
  addToVault(store, 1);
  await makeBackup(folder);
  for (let row = store.vault.first(); row !== null; row = store.vault.first()) store.vault.take(row.place);
  await makeBackup(folder);
  expect([1, 2, 3].map((generation) => existsSync(backupPath(folder, generation)))).toEqual([true, false, false]);
});

test('an empty place of a generation is no reason to fail', async () => {
  const folder = template.closed({ backup: true });
  rmSync(backupPath(folder, 1));
  expect(await makeBackup(folder)).toEqual({ type: 'made' });
});
