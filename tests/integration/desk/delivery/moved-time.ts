/** A clock that tests move. Whoever sleeps on it sleeps until a test says so. */
import type { Clock } from '../../../../src/shared/clock.ts';
import type { Timers } from '../../../../src/desk/delivery/timers.ts';

/** Long enough for a busy machine, and shorter than a test may take, so that it says what it waited for. */
const PATIENCE_MS = 50_000;

export class MovedTime implements Clock, Timers {
  #wall = Date.parse('2026-11-23T15:00:00.000Z');
  #monotonic = 1_000_000;
  readonly #timers = new Map<number, { at: number; work: () => void }>();
  #last = 0;

  wall(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(ms: number, work: () => void): () => void {
    const name = ++this.#last;
    this.#timers.set(name, { at: this.#monotonic + ms, work });
    return () => this.#timers.delete(name);
  }

  /** Only the wall clock moves: somebody set it, or its battery died. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  /** Time passes, and who waited for it wakes. */
  pass(ms: number): void {
    const end = this.#monotonic + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      const [name, { at, work }] = due;
      this.#timers.delete(name);
      this.#to(Math.max(at, this.#monotonic));
      work();
    }
    this.#to(end);
  }

  /** How many loops sleep on this clock: while one of them works, no time passes for the others. */
  loops = 1;

  get asleep(): boolean {
    return this.#timers.size >= this.loops;
  }

  /** Lets real work finish, and time pass whenever all that is left is to wait, until `condition` holds. */
  async passUntil(condition: () => boolean): Promise<void> {
    const giveUp = performance.now() + PATIENCE_MS;
    while (!condition()) {
      if (performance.now() > giveUp) throw new Error(`not within ${PATIENCE_MS} ms: ${condition.toString()}`);
      if (this.asleep) this.pass(Math.min(...[...this.#timers.values()].map(({ at }) => at)) - this.#monotonic);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Lets real work finish without any time passing. */
  async settleUntil(condition: () => boolean): Promise<void> {
    const giveUp = performance.now() + PATIENCE_MS;
    while (!condition()) {
      if (performance.now() > giveUp) throw new Error(`not within ${PATIENCE_MS} ms: ${condition.toString()}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #to(monotonic: number): void {
    this.#wall += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }
}
