/** Counts what the runners counted, from the files they write: text for people changes with their versions. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** A check that counts as one. */
export function one(passed: boolean): Tally {
  return passed ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

const vitestSchema = z
  .object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number().default(0) })
  .transform((said) => ({ passed: said.numPassedTests, failed: said.numFailedTests, skipped: said.numPendingTests }));

const playwrightSchema = z
  .object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }) })
  // What passed only at a second try has not passed.
  .transform(({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));

const schemas = { vitest: vitestSchema, playwright: playwrightSchema };

/** @param exit the runner's exit code; a runner that failed without a failed test, or said nothing, counts as one failure */
export function readTally(runner: keyof typeof schemas, path: string, exit: number | null): Tally {
  if (!existsSync(path)) return one(false);
  const said = schemas[runner].safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!said.success) return one(false);
  return exit !== 0 && said.data.failed === 0 ? add(said.data, one(false)) : said.data;
}
