/** From the call to a desk that is ready, with a backlog, in a process that has just begun. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { mintId, sealedReport } from '../../src/desk/reports/mint.ts';
import { ENROLLMENT_RECORD } from '../../src/desk/store/device-records.ts';
import { openStore } from '../../src/desk/store/store.ts';
import { startOfHour } from '../../src/shared/clock.ts';
import { besideLimit, type Bench } from './bench.ts';
import { enrollmentOf, feedbackDraft, systemClock } from './fixtures.ts';
import { spread } from './measure.ts';
import { answerOf } from './own-process.ts';

const ROUNDS = 9;
const WAITING = 10_000;
const answer = z.object({ opened: z.number(), ready: z.number() });

export const startBench: Bench = {
  against: 'the limit, each time in a process of its own',
  async run({ folder }) {
    const [waiting, empty] = [join(folder, 'waiting'), join(folder, 'empty')];
    backlog(waiting, WAITING);
    backlog(empty, 0);
    const rounds: z.infer<typeof answer>[] = [];
    const bare: z.infer<typeof answer>[] = [];
    for (let at = 0; at < ROUNDS; at += 1) {
      rounds.push(await answerOf('start-once.ts', [waiting], answer));
      bare.push(await answerOf('start-once.ts', [empty], answer));
    }
    const what = `${WAITING.toLocaleString('en')} waiting`;
    return [
      besideLimit(`openDesk, ${what}`, 'ms', spread(rounds.map(({ opened }) => opened)), { bound: '≤', value: 300 }),
      besideLimit('openDesk, none waiting', 'ms', spread(bare.map(({ opened }) => opened))),
      besideLimit(`process begun → ready, ${what}`, 'ms', spread(rounds.map(({ ready }) => ready))),
    ];
  },
};

/** An enrolled device whose central endpoint nobody can reach. */
function backlog(folder: string, count: number): void {
  mkdirSync(folder);
  const store = openStore({ folder, clock: systemClock, random: randomBytes });
  const enrollment = { ...enrollmentOf(), central: 'http://127.0.0.1:1' };
  store.records.write(ENROLLMENT_RECORD, enrollment);
  const moment = startOfHour(Date.now());
  for (let at = 0; at < count; at += 1) {
    const data = randomBytes(768).toString('base64url');
    const id = mintId(moment, randomBytes);
    store.reports.commit(sealedReport(id, enrollment.deviceId, feedbackDraft.schema, moment, data), null);
  }
  store.close();
}
