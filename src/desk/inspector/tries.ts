/**
 * Wrong passphrases, counted for each name on disk before they are checked: a process that dies over one has
 * tried. How long a name waits then is said by `staff/delay.ts`; only time in which the app runs counts.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { LONGEST_WAIT_MS, secondsLeft, waitAfter } from '../staff/delay.ts';
import type { DeviceRecords } from '../store/device-records.ts';
import { attempt } from '../store/failures.ts';

export interface Tries {
  /**
   * What is left of the wait of `name`, in whole seconds.
   *
   * @param of what is tried against: another passphrase begins anew
   */
  waitSeconds(name: string, of: string): number;
  count(name: string, of: string): void;
  /** The time it took to check is none of the wait. @returns the wait, in whole seconds */
  wrong(name: string): number;
  right(name: string): void;
  /** To be called every minute: keeps what is left of the waits. */
  tick(): void;
}

/** Under which what is tried of an account's earlier passphrases is counted: no account has this name. */
export const recoveryOf = (account: string) => `${account} earlier`;

const RECORD = 'inspector-tries';
/**
 * Names that nobody has are counted together, each with whoever shares the first byte of its hash: there is
 * no end to them, and one may be a passphrase that was typed into the wrong field.
 */
const strangers = (name: string) => `nobody ${createHash('sha256').update(name).digest()[0]}`;

const keptSchema = z.array(
  z.object({
    name: z.string(),
    of: z.string(),
    /** Wrong tries in a row. */
    wrong: z.number().int().min(0),
    /** What was left of the wait when this was written, milliseconds. */
    waitMs: z.number().min(0).max(LONGEST_WAIT_MS),
  }),
);
interface Counted {
  readonly of: string;
  readonly wrong: number;
  /** By the monotonic clock. */
  readonly until: number;
}

/** @param isAccount names that somebody has */
export function openTries(records: DeviceRecords, clock: Clock, isAccount: (name: string) => boolean): Tries {
  const counted = new Map<string, Counted>();
  for (const { name, of, wrong, waitMs } of records.read(RECORD, keptSchema.nullable().catch(null)) ?? []) {
    counted.set(name, { of, wrong, until: clock.monotonic() + waitMs });
  }

  let keptAt = clock.monotonic();
  /** Counted here also where the disk takes nothing: it must not keep inspectors from what waits on it. */
  const keep = () => {
    const now = clock.monotonic();
    keptAt = now;
    const kept = [...counted].map(([name, { of, wrong, until }]) => ({
      name,
      of,
      wrong,
      waitMs: Math.min(LONGEST_WAIT_MS, Math.max(0, until - now)),
    }));
    attempt(() => records.write(RECORD, kept));
  };

  const under = (name: string) => (isAccount(name.replace(/ earlier$/, '')) ? name : strangers(name));

  return {
    waitSeconds(name, of) {
      const one = counted.get(under(name));
      return one?.of === of ? secondsLeft(one.until, clock.monotonic()) : 0;
    },
    count(name, of) {
      const before = counted.get(under(name));
      const wrong = (before?.of === of ? before.wrong : 0) + 1;
      counted.set(under(name), { of, wrong, until: clock.monotonic() + waitAfter(wrong) });
      keep();
    },
    wrong(name) {
      const now = clock.monotonic();
      const one = counted.get(under(name));
      if (one === undefined) return 0;
      const until = now + waitAfter(one.wrong);
      counted.set(under(name), { ...one, until });
      return secondsLeft(until, now);
    },
    right(name) {
      if (!counted.delete(under(name))) return;
      keep();
    },
    tick() {
      if ([...counted.values()].some(({ until }) => until > keptAt)) keep();
    },
  };
}
