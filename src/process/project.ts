/** Where the app's own files are when it runs from its sources, and which version it is. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** The folder that holds `package.json`, `resources/` and `out/`. */
export const projectRoot = resolve(import.meta.dirname, '../..');

const packageSchema = z.object({ version: z.string() });

export function appVersion(root = projectRoot): string {
  return packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).version;
}

/** The script that builds the face, or null where only the built app is installed. */
export function buildScript(root = projectRoot): string | null {
  const script = join(root, 'scripts/build.ts');
  return existsSync(script) ? script : null;
}
