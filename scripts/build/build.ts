/** Brings `out/` up to date with the sources, once, however many processes ask for it at the same time. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../../src/process/files.ts';
import { claimFolder } from '../../src/process/folder.ts';
import { err, ok, type Result } from '../../src/shared/result.ts';
import { isBuilt, sourcesHash, stampPath } from './stamp.ts';

export interface BuildOptions {
  readonly root: string;
  /** Build also what is up to date. */
  readonly always?: boolean;
  /** Told once when a build begins. */
  readonly onBuild?: () => void;
}

export type BuildError = { readonly type: 'build-failed'; readonly detail: string };

const LOCK_POLL_MS = 200;

/** @returns whether something had to be built */
export async function build({ root, always = false, onBuild }: BuildOptions): Promise<Result<boolean, BuildError>> {
  const out = join(root, 'out');
  if (!always && isBuilt(out, sourcesHash(root))) return ok(false);

  mkdirSync(out, { recursive: true });
  const release = await lock(join(out, '.lock'));
  try {
    // Another process may have built it while this one waited.
    const hash = sourcesHash(root);
    if (!always && isBuilt(out, hash)) return ok(false);
    onBuild?.();
    rmSync(stampPath(out), { force: true });
    const failure = await run(root);
    if (failure !== null) return err({ type: 'build-failed', detail: failure });
    writeDurably(stampPath(out), hash, 0o644);
    return ok(true);
  } finally {
    release();
  }
}

/** Waits for its turn: a folder claim ends with its process, so a killed build never blocks the next. */
async function lock(folder: string): Promise<() => void> {
  for (;;) {
    const claim = claimFolder(folder, 'build');
    if (claim.ok) return claim.value.release;
    if (claim.error.type === 'unusable') throw new Error(claim.error.detail);
    await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
  }
}

/** @returns null, or what the build said */
function run(root: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], {
      cwd: root,
      // A test runner's NODE_ENV would give the development build.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (chunk: Buffer) => (said += chunk.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code) => resolve(code === 0 ? null : said));
  });
}
