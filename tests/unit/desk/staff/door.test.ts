/** The door: who gets in, who waits how long, and what shuts it again. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_WAIT_MS, waitAfter } from '../../../../src/desk/staff/delay.ts';
import { openDoor, type Door } from '../../../../src/desk/staff/door.ts';
import type { Pins } from '../../../../src/desk/staff/pins.ts';
import type { Store } from '../../../../src/desk/store/store.ts';
import { movedClock, storeIn, temporaryFolder, type MovedClock } from '../store/kit.ts';

const RIGHT = '483920';

interface Entrance {
  readonly door: Door;
  readonly notes: string[];
  /** PINs that were hashed. */
  readonly hashed: string[];
  readonly clock: MovedClock;
  readonly store: Store;
}

/** @param verifier names the PIN in effect; null: none */
function entrance(given: { store?: Store; clock?: MovedClock; verifier?: () => string | null } = {}): Entrance {
  const clock = given.clock ?? movedClock();
  const store = given.store ?? storeIn(temporaryFolder(), clock);
  const verifier = given.verifier ?? (() => 'first');
  const [notes, hashed]: [string[], string[]] = [[], []];
  const pins: Pins = {
    origin: () => (verifier() === null ? null : 'here'),
    name: verifier,
    matches(pin) {
      hashed.push(pin);
      return Promise.resolve(pin === RIGHT && verifier() !== null);
    },
    set: () => Promise.resolve(),
  };
  const note = (what: string, detail?: string) => void notes.push(detail === undefined ? what : `${what}: ${detail}`);
  return { door: openDoor({ records: store.records, pins, clock, note }), notes, hashed, clock, store };
}

async function failTimes(door: Door, times: number, clock: MovedClock): Promise<void> {
  for (let each = 0; each < times; each += 1) {
    await door.open('000000');
    if (each < times - 1) clock.pass(LONGEST_WAIT_MS);
  }
}

describe('the wait behind wrong PINs', () => {
  test('is none twice, then half a minute, doubles, and is never over an hour', () => {
    expect([0, 1, 2, 3, 4, 5].map(waitAfter)).toEqual([0, 0, 0, 30_000, 60_000, 120_000]);
    fc.assert(
      fc.property(fc.nat(), (wrong) => {
        expect(waitAfter(wrong + 1)).toBeGreaterThanOrEqual(waitAfter(wrong));
        expect(waitAfter(wrong)).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });

  test('is looked at before anything is hashed, and the right PIN waits it out too', async () => {
    const { door, hashed, clock } = entrance();
    await failTimes(door, 3, clock);
    expect(hashed).toHaveLength(3);
    expect(await door.open(RIGHT)).toEqual({ ok: false, error: { type: 'wait', waitSeconds: 30 } });
    expect(hashed).toHaveLength(3);
    clock.pass(29_001);
    expect(door.standing()).toEqual({ pinSet: true, waitSeconds: 1 });
    clock.pass(999);
    expect(await door.open(RIGHT)).toEqual({ ok: true, value: { opened: 'panel' } });
  });

  test('counts many tries at once like as many in a row', async () => {
    const { door, hashed } = entrance();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => door.open(String(100_000 + at))));
    expect(hashed).toHaveLength(3);
    expect(answers.slice(0, 3)).toEqual([
      { ok: false, error: { type: 'wrong-pin', waitSeconds: 0 } },
      { ok: false, error: { type: 'wrong-pin', waitSeconds: 0 } },
      { ok: false, error: { type: 'wrong-pin', waitSeconds: 30 } },
    ]);
    for (const answer of answers.slice(3)) expect(answer).toMatchObject({ error: { type: 'wait' } });
  });

  test('outlives a restart, is not shortened by a clock set forward nor lengthened by one set back', async () => {
    const first = entrance();
    await failTimes(first.door, 5, first.clock);
    first.clock.pass(60_000);
    first.door.tick();
    for (const wall of ['2099-01-01T00:00:00Z', '1970-01-02T00:00:00Z']) {
      const clock = movedClock(Date.parse(wall));
      const again = entrance({ store: first.store, clock });
      expect(again.door.standing().waitSeconds).toBe(60);
      clock.setWall(clock.wall() + 1e12);
      expect(again.door.standing().waitSeconds).toBe(60);
      clock.pass(60_000);
      expect(again.door.standing().waitSeconds).toBe(0);
    }
  });

  test('is counted on disk before the PIN is checked: who dies over it has tried', async () => {
    const first = entrance();
    await failTimes(first.door, 2, first.clock);
    void first.door.open('000000');
    await Promise.resolve();
    const again = entrance({ store: first.store });
    expect(again.door.standing().waitSeconds).toBe(30);
  });

  test('is not forgotten where the minute strikes while a PIN is checked', async () => {
    const first = entrance();
    await failTimes(first.door, 2, first.clock);
    const trying = first.door.open('000000');
    await Promise.resolve();
    first.door.tick();
    await trying;
    expect(entrance({ store: first.store }).door.standing().waitSeconds).toBe(30);
  });

  test('is over when it was served, also after the next start', async () => {
    const first = entrance();
    await failTimes(first.door, 4, first.clock);
    first.clock.pass(LONGEST_WAIT_MS);
    first.door.tick();
    expect(entrance({ store: first.store }).door.standing().waitSeconds).toBe(0);
  });

  test('ends with another PIN in effect: the City can let staff in again', async () => {
    let verifier = 'first';
    const { door, clock } = entrance({ verifier: () => verifier });
    await failTimes(door, 9, clock);
    expect(door.standing().waitSeconds).toBeGreaterThan(0);
    verifier = 'second';
    expect(door.standing().waitSeconds).toBe(0);
    expect(await door.open(RIGHT)).toMatchObject({ ok: true });
  });
});

describe('without a PIN', () => {
  test('setting up is open, and nothing else', async () => {
    const { door, notes } = entrance({ verifier: () => null });
    expect(await door.open(null)).toEqual({ ok: true, value: { opened: 'setup' } });
    expect(await door.behind('setup', () => 'done')).toBe('done');
    expect(await door.behind('panel', () => 'done')).toBeNull();
    expect(notes).toEqual(['opened: for setting up, no PIN is set']);
  });

  test('a try is hashed, counted and refused like any other', async () => {
    const { door, hashed } = entrance({ verifier: () => null });
    expect(await door.open('123456')).toEqual({ ok: false, error: { type: 'wrong-pin', waitSeconds: 0 } });
    expect(hashed).toEqual(['123456']);
  });

  test('nothing is open any more once a PIN was used here, also after the next start', async () => {
    let verifier: string | null = 'first';
    const first = entrance({ verifier: () => verifier });
    await first.door.open(RIGHT);
    first.door.shut('staff');
    verifier = null;
    expect(await first.door.open(null)).toMatchObject({ error: { type: 'wrong-pin' } });
    const again = entrance({ store: first.store, verifier: () => null });
    expect(await again.door.open(null)).toMatchObject({ error: { type: 'wrong-pin' } });
  });
});

describe('an open door', () => {
  test('needs its PIN where there is one', async () => {
    const { door, notes } = entrance();
    expect(await door.open(null)).toMatchObject({ error: { type: 'wrong-pin', waitSeconds: 0 } });
    expect(door.opened()).toBeNull();
    expect(notes).toEqual([]);
  });

  test('shuts two minutes after the last thing done behind it, and says so once', async () => {
    const { door, clock, notes } = entrance();
    await door.open(RIGHT);
    clock.pass(119_000);
    expect(await door.behind('panel', () => 'seen')).toBe('seen');
    clock.pass(119_999);
    expect(door.opened()).toBe('panel');
    clock.pass(1);
    expect(await door.behind('panel', () => 'seen')).toBeNull();
    expect(notes).toEqual(['opened', 'closed: nobody used it for two minutes']);
  });

  test('stays open while something behind it goes on, however long', async () => {
    const { door, clock } = entrance();
    await door.open(RIGHT);
    let finish = () => {};
    const exporting = door.behind('panel', () => new Promise<string>((done) => (finish = () => done('exported'))));
    clock.pass(600_000);
    expect(door.opened()).toBe('panel');
    finish();
    expect(await exporting).toBe('exported');
    clock.pass(119_000);
    expect(door.opened()).toBe('panel');
  });

  test('is not opened for a page that left while its PIN was checked', async () => {
    const { door, notes } = entrance();
    const trying = door.open(RIGHT);
    door.shut('reloaded');
    expect(await trying).toEqual({ ok: false, error: { type: 'wait', waitSeconds: 0 } });
    expect(door.opened()).toBeNull();
    expect(notes).toEqual([]);
    expect(await door.open(RIGHT)).toMatchObject({ ok: true });
  });

  test('is shut again by a start', async () => {
    const first = entrance();
    await first.door.open(RIGHT);
    expect(entrance({ store: first.store }).door.opened()).toBeNull();
  });
});
