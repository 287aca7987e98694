/**
 * The door to the staff panel. The desk holds it, never the page: behind it nothing is answered while it
 * is shut. It opens by PIN, one try at a time, each counted on disk before it is checked; it shuts when
 * staff say so, when the page is loaded anew, and when nobody used it for two minutes. It knows nothing of
 * the visitor's session and never touches it.
 */
import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DoorError } from '../../shared/staff.ts';
import type { DeviceRecords } from '../store/device-records.ts';
import { attempt } from '../store/failures.ts';
import { LONGEST_WAIT_MS, secondsLeft, waitAfter } from './delay.ts';
import type { Pins } from './pins.ts';

export interface Door {
  standing(): { readonly pinSet: boolean; readonly waitSeconds: number };
  /** @param pin null asks for what is open without one: setting up, while no PIN was ever used */
  open(pin: string | null): Promise<Result<{ readonly opened: Opened }, DoorError>>;
  shut(why: ShutReason): void;
  /** How far it is open now. */
  opened(): Opened | null;
  /** Does `work` where the door is open that far; it stays open while `work` goes on, and counts anew after. */
  behind<T>(far: Opened, work: () => Promise<T> | T): Promise<T | null>;
  /** A PIN was set here: the door never opens without one again. */
  pinWasSet(): void;
  /** To be called every minute: keeps what is left of a wait, shuts what nobody uses. */
  tick(): void;
}

/** `setup`: no PIN is set yet, only setting up is open. */
export type Opened = 'panel' | 'setup';
export type ShutReason = 'staff' | 'reloaded' | 'unused' | 'left' | 'handed-over';

export interface DoorParts {
  readonly records: DeviceRecords;
  readonly pins: Pins;
  readonly clock: Clock;
  readonly note: (what: string, detail?: string) => void;
}

/** The page asks sooner; this holds where the page does not answer any more. */
const UNUSED_MS = 120_000;

const RECORD = 'staff-door';
const keptSchema = z.object({
  /** Wrong tries in a row. */
  wrong: z.number().int().min(0),
  /** What was left of the wait when this was written, milliseconds. */
  waitMs: z.number().min(0).max(LONGEST_WAIT_MS),
  /** Whose tries were counted: another PIN begins anew. */
  pin: z.string().nullable(),
  /** A PIN was set here, or opened this door. */
  locked: z.boolean(),
});
type Kept = z.infer<typeof keptSchema>;

export function openDoor({ records, pins, clock, note }: DoorParts): Door {
  let kept: Kept = records.read(RECORD, keptSchema.nullable().catch(null)) ?? {
    wrong: 0,
    waitMs: 0,
    pin: pins.name(),
    locked: false,
  };
  // Time while the app was closed does not count: no clock that runs then can be believed.
  let waitUntil = clock.monotonic() + kept.waitMs;
  let open: { far: Opened; usedAt: number; busy: number } | null = null;
  let trying: Promise<unknown> = Promise.resolve();
  /** Whoever asked before it was shut is not let in after. */
  let shutTimes = 0;

  /** Counted here also where the disk takes nothing: it must not keep staff from what waits on it. */
  const keep = (changed: Partial<Kept>) => {
    kept = { ...kept, ...changed };
    attempt(() => records.write(RECORD, kept));
  };

  /** The City published another PIN, or staff set one: nobody has tried it yet. */
  const forgetOtherPin = () => {
    const pin = pins.name();
    if (kept.pin === pin) return;
    waitUntil = clock.monotonic();
    keep({ wrong: 0, waitMs: 0, pin });
  };

  const left = (): number => {
    forgetOtherPin();
    return secondsLeft(waitUntil, clock.monotonic());
  };

  const shut = (why: ShutReason) => {
    shutTimes += 1;
    if (open === null) return;
    open = null;
    note('closed', shutWords[why]);
  };

  const isOpen = (): Opened | null => {
    if (open !== null && open.busy === 0 && clock.monotonic() - open.usedAt >= UNUSED_MS) shut('unused');
    return open?.far ?? null;
  };

  const openTo = (far: Opened) => {
    open = { far, usedAt: clock.monotonic(), busy: 0 };
    note('opened', far === 'panel' ? undefined : 'for setting up, no PIN is set');
    return ok({ opened: far });
  };

  const openWithout = () => {
    const waitSeconds = left();
    if (pins.origin() !== null || kept.locked) return err<DoorError>({ type: 'wrong-pin', waitSeconds });
    return openTo('setup');
  };

  const tryPin = async (pin: string, asked: number) => {
    const waiting = left();
    if (waiting > 0) return err<DoorError>({ type: 'wait', waitSeconds: waiting });
    const wrong = kept.wrong + 1;
    const waitMs = waitAfter(wrong);
    // Before it is checked: a process that dies over it has tried.
    waitUntil = clock.monotonic() + waitMs;
    keep({ wrong, waitMs });
    if (await pins.matches(pin)) {
      waitUntil = clock.monotonic();
      keep({ wrong: 0, waitMs: 0, locked: true });
      return asked === shutTimes ? openTo('panel') : err<DoorError>({ type: 'wait', waitSeconds: 0 });
    }
    // The time it took to check is none of the wait.
    waitUntil = clock.monotonic() + waitMs;
    note('wrong-pin', `${wrong} in a row${waitMs === 0 ? '' : `, shut for ${waitMs / 1000} s`}`);
    return err<DoorError>({ type: 'wrong-pin', waitSeconds: secondsLeft(waitUntil, clock.monotonic()) });
  };

  return {
    standing: () => ({ pinSet: pins.origin() !== null, waitSeconds: left() }),
    open(pin) {
      if (pin === null) return Promise.resolve(openWithout());
      // One by one, so that many at once are no more tries than many in a row.
      const asked = shutTimes;
      const next = trying.then(() => tryPin(pin, asked));
      trying = next.catch(() => undefined);
      return next;
    },
    shut,
    opened: isOpen,
    async behind(far, work) {
      const now = isOpen();
      if (open === null || now === null || (far === 'panel' && now === 'setup')) return null;
      const held = open;
      held.busy += 1;
      try {
        return await work();
      } finally {
        held.busy -= 1;
        held.usedAt = clock.monotonic();
      }
    },
    pinWasSet: () => keep({ locked: true }),
    tick() {
      isOpen();
      const waitMs = Math.max(0, waitUntil - clock.monotonic());
      if (waitMs < kept.waitMs) keep({ waitMs });
    },
  };
}

const shutWords: Readonly<Record<ShutReason, string>> = {
  staff: 'by staff',
  reloaded: 'the page was loaded anew',
  unused: 'nobody used it for two minutes',
  left: 'kiosk mode was left',
  'handed-over': 'the owner of a business has the laptop',
};
