/**
 * `npm run bench [-- NAME]`: each number beside its peer or limit, measured in the same run. It informs;
 * it never fails because a machine is slow.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseCommand, runCommand, UsageError } from '../../src/process/command.ts';
import { queueBench } from './queue.ts';
import { submitBench } from './submit.ts';
import type { Spread } from './measure.ts';

export interface BenchRow {
  readonly what: string;
  readonly unit: string;
  readonly ours: Spread;
  readonly peer: Spread;
  readonly ratio: Spread;
  /** What is to be reached, such as `≤ 1.15`; null for a figure that only informs. */
  readonly reach: { readonly bound: '≤' | '≥'; readonly value: number } | null;
}

export interface Bench {
  /** What ours is compared with. */
  readonly against: string;
  run(folder: string): Promise<readonly BenchRow[]>;
}

const benches: Readonly<Record<string, Bench>> = { submit: submitBench, queue: queueBench };

const USAGE = `
npm run bench [-- NAME] [--json FILE] [--disk DIR]

Measures ours beside a peer in the same run and prints medians over rounds, with the least and the
greatest in brackets. Never fails because of a number.

  NAME         one of ${Object.keys(benches).join(', ')}; all of them without it
  --json FILE  where the figures are written as JSON (tests/bench/results/<time>.json)
  --disk DIR   a folder on the disk to measure (tests/bench/results)
`;

await runCommand('npm run bench --', async () => {
  const { values, positionals } = parseCommand(
    process.argv.slice(2),
    USAGE,
    { json: { type: 'string' }, disk: { type: 'string' } },
    1,
  );
  const [name] = positionals;
  if (name !== undefined && !Object.hasOwn(benches, name)) throw new UsageError(`there is no benchmark '${name}'`);
  const results = join(import.meta.dirname, 'results');
  const disk = resolve(values.disk ?? results);
  const startedAt = new Date().toISOString();
  const file = resolve(values.json ?? join(results, `${startedAt.replaceAll(':', '-')}.json`));
  mkdirSync(disk, { recursive: true });

  const measured: Record<string, readonly BenchRow[]> = {};
  for (const [key, bench] of Object.entries(benches)) {
    if (name !== undefined && key !== name) continue;
    const folder = mkdtempSync(join(disk, 'bench-'));
    try {
      const rows = await bench.run(folder);
      measured[key] = rows;
      process.stdout.write(table(key, bench, rows));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ startedAt, machine, measured }, null, 2)}\n`);
  process.stderr.write(`written to ${file}\n`);
});

function table(name: string, bench: Bench, rows: readonly BenchRow[]): string {
  const cells = [
    ['', 'ours', 'peer', 'ratio', 'reach', ''],
    ...rows.map(({ what, unit, ours, peer, ratio, reach }) => [
      what,
      `${shown(ours)} ${unit}`,
      `${shown(peer)} ${unit}`,
      shown(ratio),
      reach === null ? '' : `${reach.bound} ${reach.value}`,
      reach === null ? '' : reached(ratio.median, reach) ? 'reached' : 'missed',
    ]),
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

function reached(value: number, { bound, value: limit }: NonNullable<BenchRow['reach']>): boolean {
  return bound === '≤' ? value <= limit : value >= limit;
}

function shown({ median, min, max }: Spread): string {
  return `${digits(median)} (${digits(min)}–${digits(max)})`;
}

function digits(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
