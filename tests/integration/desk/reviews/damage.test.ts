/** A database that is damaged, or of an older app, loses nothing of an inspector's that can be read. */
import { copyFileSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeBackup } from '../../../../src/desk/store/backups.ts';
import { databasePath, openDatabase } from '../../../../src/desk/store/database.ts';
import { migrate, migrations } from '../../../../src/desk/store/migrations.ts';
import { openReportTable } from '../../../../src/desk/store/report-table.ts';
import { openTally } from '../../../../src/desk/store/tally.ts';
import { report, temporaryFolder } from '../../../unit/desk/store/kit.ts';
import { finished, good } from '../../../unit/desk/reviews/who.ts';
import { flipPage, harms } from '../store/standing-kit.ts';
import { openReviewDesk, type ReviewDesk } from './desk.ts';

const named = (name: string) => finished({ business: { ...finished().business, name } });

async function write({ call }: ReviewDesk, draft = named('a draft')): Promise<{ id: string; revision: number }> {
  const { id, revision } = await good(call['review.start']({ business: null, owed: null }));
  return { id, ...(await good(call['review.save']({ id, revision, draft }))) };
}

/** A draft, a copy that is owed, two in the history, two businesses. */
async function fill(desk: ReviewDesk): Promise<{ id: string; revision: number }> {
  const deferred = { ...named('owed'), copy: { how: 'deferred', exception: 'undercover' } as const, rightsShown: [] };
  for (const draft of [deferred, named('given')]) {
    await good(desk.call['review.submit']({ id: (await write(desk, draft)).id }));
  }
  return write(desk);
}

async function contents({ call }: ReviewDesk) {
  const { drafts, owed, unreadable } = await good(call['inspector.today']({}));
  const { sent } = await good(call['inspector.outbox']({ before: null }));
  const known = await good(call['business.find']({ text: '' }));
  return {
    drafts: drafts.map(({ business }) => business),
    owed: owed.map(({ business }) => business),
    sent: sent.map(({ business, state }) => `${business} ${state}`),
    known: known.map(({ name }) => name).toSorted(),
    unreadable,
  };
}

const ALL = {
  drafts: ['a draft'],
  owed: ['owed'],
  sent: ['given waiting', 'owed waiting'],
  known: ['given', 'owed'],
  unreadable: 0,
};

/** @returns a closed folder that is filled, and its draft */
async function filled(options: { backup: boolean } = { backup: false }) {
  const folder = temporaryFolder();
  const desk = openReviewDesk(folder);
  const draft = await fill(desk);
  if (options.backup) await makeBackup(folder);
  desk.store.close();
  return { folder, draft };
}

test.each(Object.entries(harms))(
  '%s, with a backup behind it: drafts, owed copies, history and businesses are there',
  async (_, harm) => {
    const { folder } = await filled({ backup: true });
    harm(databasePath(folder));
    const desk = openReviewDesk(folder);
    expect(desk.store.recovery()).not.toBeNull();
    expect(await contents(desk)).toEqual(ALL);
    desk.store.close();
  },
);

test.each(['a flipped header', 'a flipped first page'])('%s, without a backup: all of it is read', async (harm) => {
  const { folder } = await filled();
  harms[harm]?.(databasePath(folder));
  const desk = openReviewDesk(folder);
  expect(desk.store.recovery()).not.toBeNull();
  expect(await contents(desk)).toEqual(ALL);
  desk.store.close();
});

test('a list of tables that is damaged behind its first page costs nothing', async () => {
  const { folder } = await filled();
  const path = databasePath(folder);
  // Of an interior page the last child stands in its header (https://www.sqlite.org/fileformat2.html, 1.6).
  const last = readFileSync(path).readUInt32BE(100 + 8);
  flipPage(path, last - 1);
  const desk = openReviewDesk(folder);
  expect(desk.store.recovery()).toMatchObject({ damage: 'schema', unreadable: 0 });
  expect(await contents(desk)).toEqual(ALL);
  desk.store.close();
});

test('a draft whose bytes the disk changed is put back from the backup, what was written since stays', async () => {
  const { folder, draft } = await filled({ backup: true });
  const before = openReviewDesk(folder);
  await write(before, named('written since'));
  const sealed = before.store.work.read(draft.id)?.sealed ?? new Uint8Array(1);
  before.store.close();
  const db = openDatabase(folder, 'write');
  const update = db.prepare<[Uint8Array, Uint8Array]>('UPDATE work SET sealed = ? WHERE sealed = ?');
  const changed = sealed.map((byte) => byte ^ 1);
  expect(update.run(changed, sealed).changes).toBe(1);
  db.close();

  const desk = openReviewDesk(folder);
  expect((await contents(desk)).unreadable).toBe(1);
  desk.store.recover('pages');
  expect(await contents(desk)).toMatchObject({ drafts: ['written since', 'a draft'], owed: ['owed'], unreadable: 0 });
  desk.store.close();
});

test('a log that is lost takes no more than what was in it', async () => {
  const folder = temporaryFolder();
  const desk = openReviewDesk(folder);
  await fill(desk);
  desk.store.checkpoint();
  const aside = temporaryFolder();
  copyFileSync(databasePath(folder), databasePath(aside));
  await write(desk, named('in the log alone'));
  desk.store.close();
  copyFileSync(databasePath(aside), databasePath(folder));
  for (const end of ['-wal', '-shm']) rmSync(databasePath(folder) + end, { force: true });
  const again = openReviewDesk(folder);
  expect(await contents(again)).toMatchObject({ drafts: ['a draft'], unreadable: 0 });
  again.store.close();
});

test('an older database, with what waits in it, takes drafts and reviews', async () => {
  const folder = temporaryFolder();
  const older = openDatabase(folder, 'write');
  migrate(older, migrations.slice(0, 4));
  const reports = openReportTable(older, openTally(older));
  for (let at = 0; at < 3; at += 1) reports.commit(report(), null);
  older.close();
  const desk = openReviewDesk(folder);
  await fill(desk);
  expect(await contents(desk)).toEqual(ALL);
  expect(desk.store.counts().queued).toBe(5);
  expect(desk.store.work.of('amina', 'sent').map(({ sequence }) => sequence)).toEqual([5, 4]);
  desk.store.close();
});

test('a file that was cut, without a backup, opens, and what cannot be read is not made up', async () => {
  const { folder } = await filled();
  truncateSync(databasePath(folder), 4096 * 16);
  const desk = openReviewDesk(folder);
  const { drafts, owed, sent } = await contents(desk);
  expect(ALL.drafts).toEqual(expect.arrayContaining(drafts));
  expect(ALL.owed).toEqual(expect.arrayContaining(owed));
  expect(sent.length).toBeLessThanOrEqual(2);
  await write(desk);
  desk.store.close();
});
