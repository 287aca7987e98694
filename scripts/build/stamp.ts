/** Whether `out/` was built from the sources as they are: a hash over names and bytes, not over dates, which git and npm do not keep. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the bundles are made of. Desk and process are in main's; central and web run from their sources. */
export const SOURCES = [
  'electron.vite.config.ts',
  'package-lock.json',
  'tsconfig.json',
  'src/shared',
  'src/process',
  'src/desk',
  'src/main',
  'src/preload',
  'src/renderer',
] as const;

/** What a whole build leaves behind. */
export const PRODUCTS = ['main/index.js', 'preload/index.cjs', 'renderer/index.html'] as const;

const STAMP = 'built-from';

/** SHA-256 over the names and bytes of every file under `SOURCES`, 64 hex digits. */
export function sourcesHash(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) addTo(hash, root, source);
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, root: string, name: string): void {
  const path = join(root, name);
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return;
  if (entry.isDirectory()) {
    for (const child of readdirSync(path).sort()) addTo(hash, root, `${name}/${child}`);
    return;
  }
  const bytes = readFileSync(path);
  hash.update(`${name}\n${bytes.length}\n`);
  hash.update(bytes);
}

/** Whether everything a build makes is in `out` and was made from sources with this hash. */
export function isBuilt(out: string, hash: string): boolean {
  if (!PRODUCTS.every((product) => existsSync(join(out, product)))) return false;
  const stamp = join(out, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

export function stampPath(out: string): string {
  return join(out, STAMP);
}
