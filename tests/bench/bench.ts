/** What a benchmark is, and how its rows are printed. */
import type { Paired, Spread } from './measure.ts';

export interface Reach {
  readonly bound: '≤' | '≥';
  readonly value: number;
}

/** A figure beside a peer's; what is to be reached is said of the ratio. */
export interface PeerRow extends Paired {
  readonly kind: 'peer';
  readonly what: string;
  readonly unit: string;
  /** Null for a figure that only informs. */
  readonly reach: Reach | null;
}

/** A figure beside a limit of its own. */
export interface LimitRow {
  readonly kind: 'limit';
  readonly what: string;
  readonly unit: string;
  readonly ours: Spread;
  readonly reach: Reach | null;
}

export type BenchRow = PeerRow | LimitRow;

export interface Conditions {
  /** An empty folder on the disk to measure, removed afterwards. */
  readonly folder: string;
  /** The long form: a backlog of 100,000, a million waiting. */
  readonly full: boolean;
}

export interface Bench {
  /** What ours is compared with. */
  readonly against: string;
  run(conditions: Conditions): Promise<readonly BenchRow[]>;
}

export function besidePeer(what: string, unit: string, figures: Paired, reach: Reach | null = null): PeerRow {
  return { kind: 'peer', what, unit, ours: figures.ours, peer: figures.peer, ratio: figures.ratio, reach };
}

export function besideLimit(what: string, unit: string, ours: Spread, reach: Reach | null = null): LimitRow {
  return { kind: 'limit', what, unit, ours, reach };
}

export function table(name: string, bench: Bench, rows: readonly BenchRow[]): string {
  const cells = [
    ['', 'ours', 'peer', 'ratio', 'reach', ''],
    ...rows.map((row) => {
      const { what, unit, ours, reach } = row;
      const peer = row.kind === 'peer' ? [`${shown(row.peer)} ${unit}`, shown(row.ratio)] : ['', ''];
      const aim = reach === null ? ['', ''] : [aimOf(row, reach), reached(row, reach) ? 'reached' : 'missed'];
      return [what, `${shown(ours)} ${unit}`, ...peer, ...aim];
    }),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `\n${name}, against ${bench.against}\n${lines.join('\n')}\n`;
}

function aimOf(row: BenchRow, { bound, value }: Reach): string {
  return row.kind === 'peer' ? `${bound} ${value} ×` : `${bound} ${value} ${row.unit}`;
}

function reached(row: BenchRow, { bound, value: limit }: Reach): boolean {
  const { median } = row.kind === 'peer' ? row.ratio : row.ours;
  return bound === '≤' ? median <= limit : median >= limit;
}

function shown({ median, min, max }: Spread): string {
  return `${digits(median)} (${digits(min)}–${digits(max)})`;
}

function digits(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
