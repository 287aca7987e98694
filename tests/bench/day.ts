/** A day of visitors at one kiosk without network: a second day ends with the memory it began with. */
import { z } from 'zod';
import { besidePeer, type Bench } from './bench.ts';
import { paired } from './measure.ts';
import { answerOf } from './own-process.ts';

const ROUNDS = 1;
const ROUNDS_FULL = 3;
const memory = z.object({ heap: z.number(), rss: z.number() });
const answer = z.object({ morning: memory, evening: memory });
const MIB = 2 ** 20;

export const dayBench: Bench = {
  against: 'the same process after a first day of as many sessions',
  async run({ folder, full }) {
    const days: z.infer<typeof answer>[] = [];
    for (let at = 0; at < (full ? ROUNDS_FULL : ROUNDS); at += 1) {
      days.push(await answerOf('day-once.ts', [`${folder}/day-${at}`], answer, ['--expose-gc']));
    }
    const of = (key: keyof z.infer<typeof memory>) =>
      paired(days.map(({ morning, evening }) => [evening[key] / MIB, morning[key] / MIB]));
    const limit = { bound: '≤', value: 1.05 } as const;
    return [
      besidePeer('10,000 sessions, heap and buffers', 'MiB', of('heap'), limit),
      besidePeer('10,000 sessions, resident', 'MiB', of('rss'), limit),
    ];
  },
};
