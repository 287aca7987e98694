/** How fast reports leave does not depend on how many wait behind them. */
import { join } from 'node:path';
import { openDatabase } from '../../src/desk/store/database.ts';
import { backloggedDevice, withCentral } from './backlog.ts';
import { besidePeer, type Bench } from './bench.ts';
import { paired, rate } from './measure.ts';

const ROUNDS = 7;
const EACH = 1_000;
const WAITING = 100_000;
const WAITING_FULL = 1_000_000;

export const waitingBench: Bench = {
  against: `the same device's rate with ${EACH.toLocaleString('en')} waiting`,
  run: ({ folder, full }) =>
    withCentral(async (central) => {
      const waiting = full ? WAITING_FULL : WAITING;
      const many = await backloggedDevice(central, join(folder, 'many'));
      await many.write(EACH * (ROUNDS + 1));
      fill(many.folder, waiting);
      const few = await backloggedDevice(central, join(folder, 'few'));
      const rounds: [number, number][] = [];
      for (let at = 0; at <= ROUNDS; at += 1) {
        await few.write(EACH);
        const ours = await rate(EACH, () => many.deliver(EACH));
        const peer = await rate(EACH, () => few.deliver(EACH));
        // The first round warms both up.
        if (at > 0) rounds.push([ours, peer]);
      }
      await many.close();
      await few.close();
      const what = `with ${waiting.toLocaleString('en')} waiting`;
      return [besidePeer(what, 'reports/s', paired(rounds), { bound: '≥', value: 0.9 })];
    }),
};

/** Rows as large as reports, behind all that are there, written in one transaction: none of them is ever sent. */
function fill(folder: string, count: number): void {
  const db = openDatabase(folder, 'write');
  db.prepare<[number, string]>(
    `WITH RECURSIVE n(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < ?)
     INSERT INTO report (sequence, id, sha256, state, written, event)
     SELECT at + (SELECT max(sequence) FROM report), randomblob(16), randomblob(32), 'waiting', 0, ? FROM n`,
  ).run(count, 'x'.repeat(1_500));
  db.close();
}
