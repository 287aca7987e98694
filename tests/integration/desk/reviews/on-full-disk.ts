/**
 * An inspector's laptop on a disk of 24 MiB that others fill. Argument: the folder, which is that disk. Says
 * what became of each step, one JSON object a line: the disk is not to be seen from outside.
 */
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../../src/desk/store/database.ts';
import { finished, good } from '../../../unit/desk/reviews/who.ts';
import { openReviewDesk } from './desk.ts';

const [disk = ''] = process.argv.slice(2);
const folder = join(disk, 'laptop');
const filler = join(disk, 'filler');
mkdirSync(folder);

function say(step: string, what: object): void {
  process.stdout.write(`${JSON.stringify({ step, ...what })}\n`);
}

/** To the last byte. */
function fillDisk(): void {
  for (const size of [1 << 20, 4096, 1]) {
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(size));
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    }
  }
}

function truncateFiller(): void {
  rmSync(filler, { force: true });
  const file = openSync(filler, 'w');
  writeSync(file, Buffer.alloc(1024));
  closeSync(file);
}

const { store, call } = openReviewDesk(folder);
store.room.look();
const reserve = () => existsSync(join(folder, 'reserve'));
const draft = (at: number) =>
  finished({ business: { ...finished().business, name: `no. ${at}`, address: 'x'.repeat(300) } });
const begun = await good(call['review.start']({ business: null, owed: null }));
const { id } = begun;
let { revision } = begun;
const save = () => call['review.save']({ id, revision, draft: draft(revision + 1) });
/** What was said last is read again, whether the disk took it or not. */
const read = async (said = revision) => {
  const open = await good(call['review.read']({ id }));
  return open.revision === revision && open.draft.business.name === `no. ${said}`;
};

({ revision } = await good(save()));
fillDisk();
// What SQLite's log has room for is still taken.
let saved = await save();
for (; saved.ok; saved = await save()) ({ revision } = saved.value);
say('save', { answer: saved, kept: await read(revision + 1), reserve: reserve() });
say('begin', { answer: await call['review.start']({ business: null, owed: null }) });
const sent = await call['review.submit']({ id });
say('submit', { answer: sent, kept: await read(revision + 1), reports: store.counts().queued, reserve: reserve() });

store.records.write('a-record', 'x'.repeat(100_000));
say('a record takes the reserve', { reserve: reserve(), admits: store.room.admits() });
say('save without the reserve', { answer: await save(), kept: await read(revision + 1) });

truncateFiller();
const again = await save();
if (again.ok) ({ revision } = again.value);
say('room again', { ok: again.ok, kept: await read(), reserve: reserve() });
const done = await call['review.submit']({ id });
say('sent', { ok: done.ok, reports: store.counts().queued, blobs: readdirSync(join(folder, 'attachments')).length });
store.close();

const db = openDatabase(folder, 'read');
say('end', {
  integrity: db.pragma('integrity_check', { simple: true }),
  damaged: readdirSync(folder).filter((name) => name.includes('damaged')),
});
db.close();
