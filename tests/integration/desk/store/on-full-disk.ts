/**
 * A device's life on a disk of 24 MiB that others fill. Argument: the folder, which is that disk. Says
 * what became of each step, one JSON object a line: the disk is not to be seen from outside.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync, closeSync, existsSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import { openDesk } from '../../../../src/desk/open.ts';
import { sealedReport, mintId } from '../../../../src/desk/reports/mint.ts';
import { attempt } from '../../../../src/desk/store/failures.ts';
import { openDatabase } from '../../../../src/desk/store/database.ts';
import { openStandingStore } from '../../../../src/desk/store/standing.ts';
import { claimFolder } from '../../../../src/process/folder.ts';
import { deviceIdSchema } from '../../../../src/shared/ids.ts';

const [disk = ''] = process.argv.slice(2);
const folder = join(disk, 'device');
const filler = join(disk, 'filler');
const reserve = join(folder, 'reserve');
const clock = { wall: Date.now, monotonic: () => performance.now() };
const device = deviceIdSchema.parse('0f3a4c1e-5b6d-4e7f-8a9b-0c1d2e3f4a5b');
const logged: string[] = [];
const log = (event: object) => logged.push((event as DeskLogEvent).event);

function say(step: string, what: object): void {
  process.stdout.write(`${JSON.stringify({ step, ...what, logged: logged.splice(0) })}\n`);
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

function truncateFiller(bytes: number): void {
  rmSync(filler, { force: true });
  const file = openSync(filler, 'w');
  writeSync(file, Buffer.alloc(bytes));
  closeSync(file);
}

const openStore = () => openStandingStore({ folder, clock, random: randomBytes, log });
const openApp = () =>
  openDesk({
    folder,
    resources: resolve(import.meta.dirname, '../../../../resources'),
    appVersion: '0.0.0',
    clock,
    random: randomBytes,
    keyStore: fileKeyStore(folder),
    log,
  });
const form = () => ({
  key: randomUUID(),
  surveyId: 'visit',
  surveyVersion: 1,
  locale: 'en',
  partial: false,
  answers: { satisfaction: 5, comment: 'kind people' },
});

const claim = claimFolder(folder, 'test');
if (!claim.ok) throw new Error(claim.error.detail);
claim.value.release();

// A device that has run before has its keys.
await (await openApp()).close();
logged.length = 0;
const store = openStore();
store.room.look();
say('start', { reserve: statSync(reserve).size });

const write = () => {
  const moment = Date.parse('2026-11-23T15:00:00Z');
  const data = randomBytes(1000).toString('base64url');
  const report = sealedReport(mintId(moment, randomBytes), device, 'org.fairdesk.feedback.v1', moment, data);
  return attempt(() => store.reports.commit(report, null));
};
for (let at = 0; at < 200; at += 1) write();
const claimed = store.outbox.claim(0, { events: 100, bytes: 1e9 }, 60_000);
fillDisk();
let saved = 200;
let refused = write();
for (; refused.ok; refused = write()) saved += 1;
say('save', { answer: refused.error, counts: store.counts().queued === saved, reserve: existsSync(reserve) });

const settled = attempt(() =>
  store.outbox.settle(claimed.map(({ id }) => ({ kind: 'delivered', id, receipt: 'r'.repeat(900) }))),
);
say('acknowledgement', {
  ok: settled.ok,
  delivered: store.counts().delivered,
  reserve: existsSync(reserve),
  admits: store.room.admits(),
});

fillDisk();
const emptied = attempt(() => store.checkpoint());
say('checkpoint', { answer: emptied.ok ? 'done' : emptied.error.type });
store.close();

fillDisk();
const again = claimFolder(folder, 'test');
const app = await openApp();
const answer = await app.call('feedback.submit', form());
say('start when full', {
  claimed: again.ok,
  answer,
  waiting: app.status().waiting === saved - 100,
  disk: app.status().disk,
});

truncateFiller(1024);
const after = await app.call('feedback.submit', form());
say('room again', { answer: after, waiting: app.status().waiting === saved - 99, reserve: existsSync(reserve) });
await app.close();

const db = openDatabase(folder, 'read');
say('end', {
  integrity: db.pragma('integrity_check', { simple: true }),
  damaged: readdirSync(folder).filter((name) => name.includes('damaged')),
});
db.close();
