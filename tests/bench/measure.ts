/** Measuring ours beside a peer in the same run: rounds in turn, medians over rounds, spread said. */

export interface Side {
  /** Work before a round that is not measured. */
  prepare?(): void | Promise<void>;
  /** One item. */
  once(): unknown;
}

export interface Figures {
  /** Milliseconds an item. */
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Measured {
  readonly ours: Readonly<Record<keyof Figures, Spread>>;
  readonly peer: Readonly<Record<keyof Figures, Spread>>;
  /** Ours ÷ peer, each pair of the same round. */
  readonly ratio: Readonly<Record<keyof Figures, Spread>>;
}

/** Enough for the engine to have compiled what both sides run. */
const WARM_UP = 600;

/**
 * Measures both sides in `rounds` rounds of `items`, item by item in turn, so that whatever else the
 * machine does hits both alike.
 */
export async function measure(ours: Side, peer: Side, rounds: number, items: number): Promise<Measured> {
  await round(ours, peer, WARM_UP);
  const pairs: Pair[] = [];
  for (let at = 0; at < rounds; at += 1) pairs.push(await round(ours, peer, items));
  const keys = ['p50', 'p99', 'perSecond'] as const;
  const each = (of: (pair: Pair, key: keyof Figures) => number) =>
    Object.fromEntries(keys.map((key) => [key, spread(pairs.map((pair) => of(pair, key)))])) as Measured['ours'];
  return {
    ours: each((pair, key) => pair.ours[key]),
    peer: each((pair, key) => pair.peer[key]),
    ratio: each((pair, key) => pair.ours[key] / pair.peer[key]),
  };
}

interface Pair {
  readonly ours: Figures;
  readonly peer: Figures;
}

async function round(ours: Side, peer: Side, items: number): Promise<Pair> {
  await ours.prepare?.();
  await peer.prepare?.();
  const [our, their]: [number[], number[]] = [[], []];
  for (let at = 0; at < items; at += 1) {
    our.push(await timed(ours));
    their.push(await timed(peer));
  }
  return { ours: figures(our), peer: figures(their) };
}

async function timed(side: Side): Promise<number> {
  const start = performance.now();
  const done = side.once();
  // What is no promise is not awaited: that would cost a turn of the microtask queue.
  if (done instanceof Promise) await done;
  return performance.now() - start;
}

function figures(times: number[]): Figures {
  times.sort((a, b) => a - b);
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000;
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), perSecond: times.length / seconds };
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}
