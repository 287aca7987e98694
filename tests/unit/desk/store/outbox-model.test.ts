/** The queue beside a model of it that a page of code can hold: whatever happens in whatever order, they agree. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore, type Store } from '../../../../src/desk/store/store.ts';
import { problem } from '../../../../src/shared/wire/problems.ts';
import { LEASE, movedClock, NO_LIMIT, random, report, type MovedClock } from './kit.ts';

const RUNS = process.env['FAIRDESK_FULL'] === '1' ? 2_000 : 60;
const ACTIONS = 64;
const PROBLEM = problem('schema', 'no');
const LONG_AGO = -1e300;

interface Modelled {
  readonly id: string;
  readonly sequence: number;
  readonly event: string;
  state: 'waiting' | 'behind' | 'parked' | 'dead' | 'delivered';
  until: number;
  failures: number;
  claimed: boolean;
  leased: boolean;
  unparked: boolean;
}

class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'fairdesk-model-'));
  readonly clock: MovedClock = movedClock();
  readonly reports: Modelled[] = [];
  store: Store = openStore({ folder: this.folder, clock: this.clock, random });
  sequence = 0;

  due(limit: number): Modelled[] {
    const now = this.clock.monotonic();
    const rank = { waiting: 0, behind: 1, parked: 2, dead: 3, delivered: 3 };
    return this.reports
      .filter((each) => rank[each.state] < 3 && each.until <= now)
      .sort((a, b) =>
        rank[a.state] !== rank[b.state] || rank[a.state] === 0
          ? rank[a.state] - rank[b.state] || a.sequence - b.sequence
          : a.until - b.until || a.sequence - b.sequence,
      )
      .slice(0, limit);
  }

  claimed(pick: number): Modelled | undefined {
    const all = this.reports.filter((each) => each.claimed);
    return all[pick % Math.max(1, all.length)];
  }

  check(): void {
    const count = (...states: string[]) => this.reports.filter((each) => states.includes(each.state)).length;
    expect(this.store.counts()).toMatchObject({
      queued: count('waiting', 'behind', 'parked'),
      dead: count('dead'),
      delivered: count('delivered'),
    });
    const now = this.clock.monotonic();
    const moments = this.reports
      .filter((each) => !['dead', 'delivered'].includes(each.state))
      .map((each) => each.until);
    const next = this.store.outbox.nextDue(now);
    if (moments.length === 0) expect(next).toBeNull();
    else expect(Math.max(next ?? Number.NaN, now)).toBe(Math.max(Math.min(...moments), now));
  }

  end(): void {
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

type Step = (world: World) => void;

const enqueue: Step = (world) => {
  const made = report();
  world.store.reports.commit(made, null);
  world.sequence += 1;
  world.reports.push({
    id: made.id,
    sequence: world.sequence,
    event: made.data,
    state: 'waiting',
    until: LONG_AGO,
    failures: 0,
    claimed: false,
    leased: false,
    unparked: false,
  });
};

const claim =
  (events: number): Step =>
  (world) => {
    const now = world.clock.monotonic();
    const expected = world.due(events);
    const got = world.store.outbox.claim(now, { ...NO_LIMIT, events }, LEASE);
    expect(got.map((each) => [each.id, each.sequence, each.failedAlone])).toEqual(
      expected.map((each) => [each.id, each.sequence, each.failures]),
    );
    for (const each of expected)
      Object.assign(each, { until: now + LEASE, claimed: true, leased: true, unparked: false });
  };

const settle =
  (kind: 'delivered' | 'dead' | 'behind' | 'parked', pick: number, wait: number): Step =>
  (world) => {
    const chosen = world.claimed(pick);
    if (chosen === undefined) return;
    const notBefore = world.clock.monotonic() + wait;
    const id = chosen.id as ReturnType<typeof report>['id'];
    if (kind === 'delivered') world.store.outbox.settle([{ kind, id, receipt: 'a.b.c' }]);
    else if (kind === 'dead') world.store.outbox.settle([{ kind, id, problem: PROBLEM }]);
    else if (kind === 'parked') world.store.outbox.settle([{ kind, id, problem: PROBLEM, notBefore }]);
    else world.store.outbox.settle([{ kind, id, notBefore }]);
    const until = kind === 'parked' && chosen.unparked ? LONG_AGO : notBefore;
    Object.assign(chosen, { state: kind, until, claimed: false, leased: false });
    if (kind === 'behind') chosen.failures += 1;
  };

const release =
  (pick: number): Step =>
  (world) => {
    const chosen = world.claimed(pick);
    if (chosen === undefined) return;
    world.store.outbox.release([chosen.id as ReturnType<typeof report>['id']]);
    Object.assign(chosen, { until: LONG_AGO, claimed: false, leased: false });
  };

const unpark: Step = (world) => {
  world.store.outbox.unpark();
  for (const each of world.reports) {
    if (each.state === 'parked' && !each.leased) each.until = LONG_AGO;
    if (each.claimed) each.unparked = true;
  }
};

const tick =
  (ms: number): Step =>
  (world) =>
    world.clock.pass(ms);

const jump =
  (years: number): Step =>
  (world) =>
    world.clock.setWall(world.clock.wall() + years * 31_557_600_000);

const restart: Step = (world) => {
  world.store.close();
  world.store = openStore({ folder: world.folder, clock: world.clock, random });
  for (const each of world.reports)
    Object.assign(each, { until: LONG_AGO, claimed: false, leased: false, unparked: false });
};

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(enqueue) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }).map(claim) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom('delivered', 'dead', 'behind', 'parked'), fc.nat(20), fc.nat(120_000))
      .map(([kind, pick, wait]) => settle(kind, pick, wait)),
  },
  { weight: 1, arbitrary: fc.nat(20).map(release) },
  { weight: 1, arbitrary: fc.constant(unpark) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 120_000 }).map(tick) },
  { weight: 1, arbitrary: fc.integer({ min: -10, max: 10 }).map(jump) },
  { weight: 1, arbitrary: fc.constant(restart) },
);

test(
  'after any history of writing, claiming, answers, restarts and jumping clocks the queue is what the model says',
  { timeout: 600_000 },
  () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: ACTIONS, size: 'max' }), (steps) => {
        const world = new World();
        try {
          for (const act of steps) {
            act(world);
            world.check();
          }
        } finally {
          world.end();
        }
      }),
      { numRuns: RUNS },
    );
  },
);
