/**
 * `npm run bench [-- NAME]`: each number beside its peer or limit, measured in the same run. It informs;
 * it never fails because a machine is slow.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseCommand, runCommand, UsageError } from '../../src/process/command.ts';
import { table, type Bench, type BenchRow } from './bench.ts';
import { dayBench } from './day.ts';
import { drainBench } from './drain.ts';
import { faceBench } from './face.ts';
import { ingestBench } from './ingest.ts';
import { queueBench } from './queue.ts';
import { screenBench } from './screen.ts';
import { startBench } from './start.ts';
import { submitBench } from './submit.ts';
import { waitingBench } from './waiting.ts';

const benches: Readonly<Record<string, Bench>> = {
  submit: submitBench,
  queue: queueBench,
  drain: drainBench,
  waiting: waitingBench,
  ingest: ingestBench,
  start: startBench,
  day: dayBench,
  screen: screenBench,
  face: faceBench,
};

const USAGE = `
npm run bench [-- NAME] [--json FILE] [--disk DIR]

Measures ours beside a peer or a limit in the same run and prints medians over rounds, with the least
and the greatest in brackets. Never fails because of a number. FAIRDESK_FULL=1 measures the long forms:
a backlog of 100,000, a million waiting.

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
  const full = process.env['FAIRDESK_FULL'] === '1';
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
      const rows = await bench.run({ folder, full });
      measured[key] = rows;
      process.stdout.write(table(key, bench, rows));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ startedAt, full, machine, measured }, null, 2)}\n`);
  process.stderr.write(`written to ${file}\n`);
});
