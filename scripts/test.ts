/** `npm test`: everything CI checks, one part after the other; the last line sums up. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand, UsageError } from '../src/process/command.ts';
import { endsCleanly } from '../src/process/lifetime.ts';
import { findRuntime } from './start/runtime.ts';
import { chromium, postgresql, provide, thisMachine, type Prerequisite } from './tests/prerequisites.ts';
import { add, nothing, one, readTally, type Tally } from './tests/tally.ts';

const USAGE = `
npm test [-- PART [FILTER...]]

Runs everything CI checks and ends with 'N passed, N failed'. PART runs one alone:

  types        the type checker
  lint         the linter, with the borders between rooms
  unit         unit tests
  integration  integration tests, on the embedded PostgreSQL and on Debian's
  build        the three bundles
  e2e          end-to-end tests in every host present
  full         unit and integration tests in their full form: 100,000 reports through the fault
               proxy, 100,000 inputs a fuzz test, 300 kills; takes hours

What follows unit, integration, e2e or full goes to its runner: npm test -- unit tests/unit/web
`;

const root = resolve(import.meta.dirname, '..');
/** Where the runners write what they counted: a folder of this run's own, so that two runs do not mix. */
const results = mkdtempSync(join(tmpdir(), 'fairdesk-tests-'));
process.on('exit', () => rmSync(results, { recursive: true, force: true }));

interface Part {
  readonly name: string;
  readonly needs?: readonly Prerequisite[];
  run(filters: readonly string[]): Promise<Tally>;
}

/** What tests read to know that they run in full, and how long one may take then. */
const FULL = { FAIRDESK_FULL: '1' };
const FULL_LIMIT_MS = 4 * 3_600_000;

/** Read by playwright.config.ts. */
const E2E_RESULTS = 'E2E_RESULTS';

const modules = (path: string) => join(root, 'node_modules', path);
let running: ChildProcess | null = null;

/** @returns the exit code */
async function node(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  running = child;
  const [code]: unknown[] = await once(child, 'exit');
  running = null;
  return typeof code === 'number' ? code : null;
}

function check(name: string, script: string, ...args: readonly string[]): Part {
  return { name, run: async () => one((await node(script, args)) === 0) };
}

function vitest(project: string, ...needs: readonly Prerequisite[]): Part {
  return { name: project, needs, run: (filters) => runVitest([project], filters) };
}

async function runVitest(
  projects: readonly string[],
  filters: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Tally> {
  const file = join(results, `${projects.join('-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const chosen = projects.flatMap((project) => ['--project', project]);
  const exit = await node(modules('vitest/vitest.mjs'), ['run', ...chosen, ...reporters, ...filters], env);
  return readTally('vitest', file, exit);
}

/** Not of the parts that run together: CI has minutes, this takes hours. */
const full: Part = {
  name: 'full',
  needs: [postgresql],
  run: (filters) => runVitest(['unit', 'integration'], [`--testTimeout=${FULL_LIMIT_MS}`, ...filters], FULL),
};

const endToEnd: Part = {
  name: 'e2e',
  needs: [chromium],
  async run(filters) {
    const file = join(results, 'e2e.json');
    return readTally(
      'playwright',
      file,
      await node(modules('@playwright/test/cli.js'), ['test', ...filters], { [E2E_RESULTS]: file }),
    );
  },
};

const parts: readonly Part[] = [
  check('types', modules('typescript/bin/tsc'), '--noEmit'),
  check('lint', modules('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'),
  vitest('unit'),
  vitest('integration', postgresql),
  check('build', join(root, 'scripts/build.ts'), '--if-needed'),
  endToEnd,
];

function electronNotRun(): string | null {
  const runtime = findRuntime({
    platform: process.platform,
    env: process.env,
    root,
    superuser: false,
    exists: existsSync,
  });
  if (runtime.kind === 'electron') return null;
  return `Electron: not run (${runtime.missing === 'display' ? 'no display' : 'runtime not installed'})`;
}

await runCommand('npm test --', async () => {
  const [name, ...filters] = process.argv.slice(2);
  if (name === '--help') {
    process.stdout.write(`${USAGE.trim()}\n`);
    return;
  }
  const chosen = name === undefined ? parts : [...parts, full].filter((part) => part.name === name);
  if (chosen.length === 0) throw new UsageError(`there is no part '${name ?? ''}'`);

  // What was cut short has not passed.
  endsCleanly(async () => void running?.kill('SIGTERM'), { exit: () => process.exit(1) });
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const provided = provide([...new Set(chosen.flatMap(({ needs = [] }) => needs))], thisMachine());
  if (!provided.ok) {
    process.stderr.write(`${provided.error.detail}\n`);
    process.exit(1);
  }

  let total = nothing;
  const failed: string[] = [];
  for (const part of chosen) {
    say(`\n── ${part.name} ──`);
    const began = performance.now();
    const tally = await part.run(filters);
    total = add(total, tally);
    if (tally.failed > 0) failed.push(part.name);
    say(
      `${part.name}: ${tally.passed} passed, ${tally.failed} failed (${Math.round((performance.now() - began) / 1000)} s)`,
    );
  }

  say('');
  const electron = chosen.includes(endToEnd) ? electronNotRun() : null;
  if (electron !== null) say(electron);
  if (total.skipped > 0) say(`${total.skipped} skipped`);
  if (failed.length > 0) say(`failed in: ${failed.join(', ')}`);
  say(`${total.passed} passed, ${total.failed} failed`);
  // endsCleanly's timers are not waited for; children have ended.
  process.exit(total.failed === 0 ? 0 : 1);
});
