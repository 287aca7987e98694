/** A migration that is killed at any statement has either happened or not, and both versions of the app open it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { databasePath, openDatabase } from '../../../../src/desk/store/database.ts';
import { migrate, migrations, schemaVersion } from '../../../../src/desk/store/migrations.ts';
import { commit, temporaryFolder } from '../../../unit/desk/store/kit.ts';
import { standingIn } from './standing-kit.ts';
import { statementsOf } from './statements.ts';

const EVERY = process.env['FAIRDESK_FULL'] === '1' ? 1 : 4;

function migrateAndDie(folder: string, at: number): string | null {
  const script = join(import.meta.dirname, 'migrating.ts');
  const { signal, status, stderr } = spawnSync(process.execPath, [script, folder, String(at)], { encoding: 'utf8' });
  if (signal === null && status !== 0) throw new Error(stderr);
  return signal;
}

function versionOf(folder: string): number {
  const db = openDatabase(folder, 'read');
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const version = schemaVersion(db);
  db.close();
  return version;
}

const steps = statementsOf();
// Each statement, and before the commit of each step.
const moments = steps.flat().length + steps.length;
const last = moments - (steps.at(-1)?.length ?? 0) - 1;

test(`killed at each of ${moments} moments of a first start and an update, it is whole or as it was`, () => {
  for (let at = 0; at < moments; at += at >= last - 1 ? 1 : EVERY) {
    const folder = temporaryFolder();
    // What was there before the update: reports of the version before.
    const before = at >= last ? standingIn(folder) : null;
    if (before !== null) commit(before.store, 3);
    before?.store.close();
    const offset = before === null ? at : at - last;

    expect(migrateAndDie(folder, offset)).toBe('SIGKILL');
    const version = versionOf(folder);
    expect(version).toBeLessThan(steps.length);
    if (before !== null) expect(version).toBe(migrations.length);

    const { store, logged } = standingIn(folder);
    expect(logged).toEqual([]);
    expect(store.schema).toEqual({ version: migrations.length, newer: false });
    expect(store.counts().queued).toBe(before === null ? 0 : 3);
    store.close();
    expect(migrateAndDie(folder, moments)).toBeNull();
    expect(versionOf(folder)).toBe(steps.length);
  }
}, 120_000);

test('a newer database that is damaged is mended in its own shape, never made an older one', () => {
  const folder = temporaryFolder();
  const first = standingIn(folder);
  commit(first.store, 5);
  first.store.close();
  const newer = openDatabase(folder, 'write');
  migrate(
    newer,
    statementsOf().map((step) => step.join(';')),
  );
  newer.close();

  const { store } = standingIn(folder);
  expect(store.schema.newer).toBe(true);
  store.recover('pages');
  expect(store.schema).toEqual({ version: steps.length, newer: true });
  expect(store.counts().queued).toBe(5);
  store.close();
  const db = openDatabase(folder, 'read');
  expect(db.prepare('SELECT a FROM later').pluck().all()).toEqual([5]);
  expect(databasePath(folder)).toBe(db.name);
  db.close();
});
