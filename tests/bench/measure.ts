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

/** Ours and a peer's of the same rounds. */
export interface Paired {
  readonly ours: Spread;
  readonly peer: Spread;
  /** Ours ÷ peer, each pair of the same round. */
  readonly ratio: Spread;
}

export interface Measured {
  readonly ours: Readonly<Record<keyof Figures, Spread>>;
  readonly peer: Readonly<Record<keyof Figures, Spread>>;
  readonly ratio: Readonly<Record<keyof Figures, Spread>>;
}

/** Enough for the engine to have compiled what both sides run. */
const WARM_UP = 600;

/**
 * Measures both sides in `rounds` rounds of `items`, item by item in turn, so that whatever else the
 * machine does hits both alike.
 */
export async function measure(ours: Side, peer: Side, rounds: number, items: number): Promise<Measured> {
  await round(ours, peer, Math.min(WARM_UP, items));
  const pairs: Pair[] = [];
  for (let at = 0; at < rounds; at += 1) pairs.push(await round(ours, peer, items));
  const of = (key: keyof Figures) => paired(pairs.map((pair) => [pair.ours[key], pair.peer[key]]));
  const [p50, p99, perSecond] = [of('p50'), of('p99'), of('perSecond')];
  const each = (part: keyof Paired) => ({ p50: p50[part], p99: p99[part], perSecond: perSecond[part] });
  return { ours: each('ours'), peer: each('peer'), ratio: each('ratio') };
}

/** @param rounds of each round what ours came to and what the peer did */
export function paired(rounds: readonly (readonly [ours: number, peer: number])[]): Paired {
  return {
    ours: spread(rounds.map(([ours]) => ours)),
    peer: spread(rounds.map(([, peer]) => peer)),
    ratio: spread(rounds.map(([ours, peer]) => ours / peer)),
  };
}

/** How many of `items` a second, `work` being all of them. */
export async function rate(items: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (items * 1000) / (performance.now() - start);
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

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}
