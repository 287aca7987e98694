/** Those that failed alone: tried with care, not one at a time for ever, and never at the cost of the rest. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { next, type DeliveryState } from '../../../../src/desk/delivery/decide.ts';
import { claimBatch } from '../../../../src/desk/delivery/flight.ts';
import type { ClaimedReport, Outbox } from '../../../../src/desk/delivery/outbox.ts';
import type { Verdict } from '../../../../src/desk/delivery/results.ts';
import { foreign, fresh, network, NOW, only, own, reports, sent, verdict, type Failed } from './deciding.ts';

const received = (batch: ClaimedReport[]) => batch.map((report) => verdict(report, 'delivered'));

describe('how many that failed alone go together', () => {
  test('one at first, and twice as many after each that the central endpoint took', () => {
    let state: DeliveryState = fresh;
    const sizes = [state.suspects];
    for (let time = 0; time < 10; time++) {
      const batch = reports(1, 3);
      state = sent(state, batch, received(batch)).state;
      sizes.push(state.suspects);
    }
    expect(sizes).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 500, 500]);
  });

  test('fresh reports that arrive say nothing of them', () => {
    const batch = reports(7);
    expect(sent(fresh, batch, received(batch)).state.suspects).toBe(1);
  });

  test.each<[string, Failed]>([
    ['a cut connection', network('cut', true)],
    ["a filter's 403", foreign(403)],
    ['413 of its own', own(413, 'too-large')],
  ])('%s: half as many the next time, none is blamed, and fresh ones go in batches as large as before', (_, answer) => {
    const { state, outcomes } = sent({ ...fresh, suspects: 16 }, reports(9, 2), answer);
    expect(outcomes).toEqual([]);
    expect(state).toMatchObject({ suspects: 4, batch: 500 });
  });

  test('none on its way to a central endpoint out of reach is doubted more', () => {
    expect(sent({ ...fresh, suspects: 16 }, reports(9, 2), network('refused', false)).state.suspects).toBe(16);
  });

  test.each([0, 5])('one more that failed alone, after %s times before: the next goes alone', (before) => {
    const batch = reports(1, before);
    const { state, outcomes } = sent({ ...fresh, suspects: 64 }, batch, foreign(403));
    expect(outcomes).toMatchObject([{ kind: 'behind', id: only(batch).id }]);
    expect(state.suspects).toBe(1);
  });
});

interface Modelled {
  readonly report: ClaimedReport;
  until: number;
  leased: boolean;
  failures: number;
  delivered: boolean;
}

/** A device with reports and a central endpoint in a page of code: time passes only where delivery waits. */
class World {
  readonly all: Modelled[];
  state: DeliveryState = fresh;
  now = NOW;
  requests = 0;
  readonly #random: () => number;

  constructor(count: number, failures: (at: number) => number, random: () => number = () => 0.5) {
    this.#random = random;
    this.all = reports(count).map((report, at) => ({
      report,
      until: -1e300,
      leased: false,
      failures: failures(at),
      delivered: false,
    }));
  }

  readonly outbox: Outbox = {
    claim: (now, { events }) => {
      const due = this.all.filter((each) => !each.delivered && !each.leased && each.until <= now);
      due.sort((a, b) => Number(a.failures > 0) - Number(b.failures > 0) || a.until - b.until);
      const claimed = due.slice(0, events);
      for (const each of claimed) each.leased = true;
      return claimed.map(({ report, failures }) => ({ ...report, failedAlone: failures }));
    },
    settle: (outcomes) => {
      for (const outcome of outcomes) {
        const each = this.#find(outcome.id);
        each.leased = false;
        if (outcome.kind === 'delivered') each.delivered = true;
        else if (outcome.kind !== 'behind') throw new Error(`nobody made it ${outcome.kind}`);
        else {
          each.until = outcome.notBefore;
          each.failures += 1;
        }
      }
    },
    release: (ids) => {
      for (const id of ids) Object.assign(this.#find(id), { leased: false, until: -1e300 });
    },
    nextDue: (now) => {
      const moments = this.all.filter((each) => !each.delivered).map(({ until }) => Math.max(until, now));
      return moments.length === 0 ? null : Math.min(...moments);
    },
    unpark: () => undefined,
  };

  /** One look at what to do, and its answer. */
  #turn(answer: (batch: readonly ClaimedReport[]) => Failed | readonly Verdict[]): void {
    const { action } = next(this.state, { type: 'idle', due: this.outbox.nextDue(this.now) }, this.now, this.#random);
    if (action.type === 'wait') this.now = action.until;
    if (action.type === 'heartbeat') {
      this.state = next(this.state, { type: 'heartbeat', answer: { type: 'ok' } }, this.now, this.#random).state;
    }
    if (action.type !== 'send') return;
    const batch = claimBatch(this.outbox, this.now, action, 60_000);
    this.requests += 1;
    const said = answer(batch);
    const event = {
      type: 'sent',
      batch,
      answer: 'type' in said ? said : { type: 'ok' as const, value: said },
    } as const;
    const step = next(this.state, event, this.now, this.#random);
    if (step.action.type !== 'settle') throw new Error('a sent batch must be settled');
    this.state = step.state;
    this.outbox.settle(step.action.outcomes);
    const named = new Set(step.action.outcomes.map(({ id }) => id));
    this.outbox.release(batch.map(({ id }) => id).filter((id) => !named.has(id)));
  }

  turnsUntil(done: () => boolean, answer: (batch: readonly ClaimedReport[]) => Failed | readonly Verdict[]): void {
    for (let turns = 0; !done(); turns++) {
      if (turns > 5_000) throw new Error('held for ever');
      this.#turn(answer);
    }
  }

  #find(id: string): Modelled {
    const each = this.all.find(({ report }) => report.id === id);
    if (each === undefined) throw new Error('no such report');
    return each;
  }
}

const taken = (batch: readonly ClaimedReport[]) => received([...batch]);

describe('after a bad network', () => {
  test('five hundred that failed alone are gone after ten requests, once it is good again', () => {
    const world = new World(500, () => 4);
    world.turnsUntil(() => world.all.every(({ delivered }) => delivered), taken);
    expect(world.requests).toBeLessThanOrEqual(10);
  });

  test('while it stays bad, the last hundreds need a few requests each at most', () => {
    // Four requests of ten fail, as in the worst network of the fault tests.
    let at = 0;
    const world = new World(300, () => 1);
    world.turnsUntil(
      () => world.all.every(({ delivered }) => delivered),
      (batch) => (++at % 5 < 2 ? network('cut', true) : taken(batch)),
    );
    expect(world.requests).toBeLessThan(300);
  });
});

describe('a poison event', () => {
  test('among those that failed alone: the others arrive, it alone is blamed again', () => {
    const world = new World(200, () => 2);
    const bad = world.all[77];
    if (bad === undefined) throw new Error('none');
    const good = world.all.filter((each) => each !== bad);
    world.turnsUntil(
      () => good.every(({ delivered }) => delivered),
      (batch) => (batch.some(({ id }) => id === bad.report.id) ? foreign(403) : taken(batch)),
    );
    expect(good.every(({ failures }) => failures === 2)).toBe(true);
    // Found by halves, each after a first backoff.
    expect(world.requests).toBeLessThan(40);
    expect(world.now - NOW).toBeLessThan(2 * 60_000);
  });

  test('whatever failed before and whatever is poison: all others arrive, and those never tried wait for none of them', () => {
    const some = fc.record({
      failures: fc.array(fc.nat(6), { minLength: 1, maxLength: 120 }),
      poison: fc.array(fc.nat(119), { maxLength: 12 }),
      random: fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
    });
    fc.assert(
      fc.property(some, ({ failures, poison, random }) => {
        const world = new World(
          failures.length,
          (at) => failures[at] ?? 0,
          () => random.next().value as number,
        );
        const bad = new Set(poison.map((at) => world.all[at]?.report.id));
        const left = (each: Modelled) => !each.delivered && !bad.has(each.report.id);
        world.turnsUntil(
          () => !world.all.some(left),
          (batch) => {
            // A batch is of one kind, and fresh ones go first.
            expect(new Set(batch.map(({ failedAlone }) => failedAlone > 0)).size).toBe(1);
            const untried = world.all.some((each) => each.failures === 0 && !each.delivered && !each.leased);
            if (untried) expect(batch[0]?.failedAlone).toBe(0);
            return batch.some(({ id }) => bad.has(id)) ? foreign(403) : taken(batch);
          },
        );
        // Each poison event costs its search by halves again and again, while there are others to search among.
        expect(world.now - NOW).toBeLessThan((1 + bad.size) * 15 * 60_000);
        for (const each of world.all) {
          if (each.failures > (failures[world.all.indexOf(each)] ?? 0)) expect(bad.has(each.report.id)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
