/** A backlog leaves the device: claimed, signed, sent, receipts verified, settled on disk. */
import { join } from 'node:path';
import { BATCH_MAX_EVENTS } from '../../src/shared/wire/envelope.ts';
import { backloggedDevice, bareLoad, withCentral } from './backlog.ts';
import { besidePeer, type Bench } from './bench.ts';
import { paired, rate } from './measure.ts';

const ROUNDS = 5;
const REPORTS = 10_000;
const REPORTS_FULL = 100_000;
/** As many as keep the central endpoint busy; more changed nothing. */
const IN_FLIGHT = 4;

export const drainBench: Bench = {
  against:
    'what the same central endpoint takes of the same bodies from a bare load generator that sealed and signed them before and looks at no answer',
  run: ({ folder, full }) =>
    withCentral(async (central) => {
      const each = (full ? REPORTS_FULL : REPORTS) / ROUNDS;
      const device = await backloggedDevice(central, join(folder, 'device'));
      const load = await bareLoad(central);
      await device.write(each * (ROUNDS + 1));
      const [many, one]: [[number, number][], [number, number][]] = [[], []];
      for (let at = 0; at <= ROUNDS; at += 1) {
        const [first, second] = [
          await load.prepare(each, BATCH_MAX_EVENTS),
          await load.prepare(each, BATCH_MAX_EVENTS),
        ];
        const ours = await rate(each, () => device.deliver(each));
        const busy = await rate(each, () => load.send(first, IN_FLIGHT));
        const alone = await rate(each, () => load.send(second, 1));
        // The first round warms all sides up.
        if (at === 0) continue;
        many.push([ours, busy]);
        one.push([ours, alone]);
      }
      load.close();
      await device.close();
      return [
        besidePeer(`beside ${IN_FLIGHT} requests in flight`, 'reports/s', paired(many), { bound: '≥', value: 0.7 }),
        besidePeer('beside 1 request in flight', 'reports/s', paired(one)),
      ];
    }),
};
