/** Commands: options parsed strictly, `--help` to standard output, errors to standard error with exit code 2. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Ends a command with a message for people. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O & { help: { type: 'boolean' } }; allowPositionals: true; strict: true }>
>;

/**
 * Parses what follows a command's name. Prints `usage` and ends for `--help`.
 *
 * @throws UsageError where an option is unknown, lacks its value, or more words stand there than `words` allows
 */
export function parseCommand<const O extends Options>(args: string[], usage: string, options: O, words = 0): Parsed<O> {
  let parsed: Parsed<O>;
  try {
    parsed = parseArgs({
      args,
      options: { ...options, help: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if ((parsed.values as { help?: boolean }).help === true) {
    process.stdout.write(`${usage.trim()}\n`);
    process.exit(0);
  }
  const extra = parsed.positionals[words];
  if (extra !== undefined) throw new UsageError(`'${extra}' is one word too many`);
  return parsed;
}

/** A TCP port; 0 picks a free one. */
export function portOption(text: string, option = '--port'): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`${option} takes 0 to 65535, not '${text}'`);
  return port;
}

/** Runs a command; a `UsageError` is one line on standard error and exit code 2. */
export async function runCommand(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${name}: ${error.message} (see ${name} --help)\n`);
    process.exit(2);
  }
}
