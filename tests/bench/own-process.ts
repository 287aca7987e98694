/** What is measured in a process of its own: memory, and starts that nothing has warmed. */
import { join } from 'node:path';
import type { z } from 'zod';
import { startChild } from '../../src/process/child.ts';
import { projectRoot } from '../../src/process/project.ts';

/** Runs a script of this folder to its end. @returns its first line of standard output, parsed */
export async function answerOf<S extends z.ZodType>(
  script: string,
  args: readonly string[],
  schema: S,
  flags: readonly string[] = [],
): Promise<z.output<S>> {
  const child = startChild(process.execPath, [...flags, join(import.meta.dirname, script), ...args], {
    cwd: projectRoot,
  });
  const line = await child.firstLine;
  const code = await child.ended;
  if (line === null || code !== 0) throw new Error(`${script} ended with ${code}`);
  return schema.parse(JSON.parse(line));
}
