/** The queue core without crypto: one report a transaction, on disk when the call returns. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mintId, sealedReport } from '../../src/desk/reports/mint.ts';
import { openDatabase } from '../../src/desk/store/database.ts';
import { openStore } from '../../src/desk/store/store.ts';
import type { SealedReport, Submission } from '../../src/desk/store/report-table.ts';
import { startOfHour } from '../../src/shared/clock.ts';
import { enrollmentOf } from './fixtures.ts';
import { measure, type Side } from './measure.ts';
import type { Bench } from './run.ts';

const ROUNDS = 9;
const ITEMS = 1000;
const clock = { wall: Date.now, monotonic: () => performance.now() };

export const queueBench: Bench = {
  against: 'a bare better-sqlite3 loop at the same pragmas that inserts an id and the same bytes',
  async run(folder) {
    const { deviceId } = enrollmentOf();
    const data = randomBytes(768).toString('base64url');
    const moment = startOfHour(Date.now());
    const made = () => sealedReport(mintId(moment, randomBytes), deviceId, 'org.fairdesk.feedback.v1', moment, data);

    const store = openStore({ folder, clock, random: randomBytes });
    // Ids, hashes and keys are made before: random bytes and SHA-256 are no work of the queue's.
    const ready: { report: SealedReport; form: Submission }[] = [];
    const ours: Side = {
      prepare() {
        ready.length = 0;
        for (let at = 0; at < ITEMS; at += 1) {
          ready.push({ report: made(), form: { key: randomUUID(), reference: 'ABCD-EFGH', hour: 494_000 } });
        }
      },
      once() {
        const next = ready.pop();
        if (next !== undefined) store.reports.commit(next.report, next.form);
      },
    };

    const beside = join(folder, 'bare');
    mkdirSync(beside);
    const bare = openDatabase(beside, 'write');
    bare.exec('CREATE TABLE item (id BLOB PRIMARY KEY, event TEXT NOT NULL) STRICT');
    const insert = bare.prepare<[Uint8Array, string]>('INSERT INTO item (id, event) VALUES (?, ?)');
    const event = JSON.stringify({ ...made(), sha256: undefined, specversion: '1.0', sequence: '0000000000000001' });
    const ids: Buffer[] = [];
    const peer: Side = {
      prepare() {
        ids.length = 0;
        for (let at = 0; at < ITEMS; at += 1) ids.push(randomBytes(16));
      },
      once() {
        const id = ids.pop();
        if (id !== undefined) insert.run(id, event);
      },
    };

    const inserted = await measure(ours, peer, ROUNDS, ITEMS);
    bare.close();
    store.close();
    return [
      {
        what: 'one a transaction',
        unit: '/s',
        ours: inserted.ours.perSecond,
        peer: inserted.peer.perSecond,
        ratio: inserted.ratio.perSecond,
        reach: { bound: '≥', value: 0.8 },
      },
      {
        what: 'p99',
        unit: 'ms',
        ours: inserted.ours.p99,
        peer: inserted.peer.p99,
        ratio: inserted.ratio.p99,
        reach: null,
      },
    ];
  },
};
