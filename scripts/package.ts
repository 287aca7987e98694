/** `npm run package`: the app for this platform as a folder in `dist/`, its fuses burnt. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build as pack } from 'electron-builder';
import { parseCommand, runCommand, UsageError } from '../src/process/command.ts';
import { build } from './build/build.ts';
import { packageConfiguration, type Lockfile } from './package/configuration.ts';
import { findRuntime } from './start/runtime.ts';

const USAGE = `
npm run package [-- --output DIR]

Packs the app with Electron's runtime for this platform into a folder below dist/, or below DIR,
and burns its fuses.

The runtime is that of the npm package 'electron' (npm rebuild electron downloads it), or the
folder named by ELECTRON_OVERRIDE_DIST_PATH.
`;

const root = resolve(import.meta.dirname, '..');

await runCommand('npm run package --', async () => {
  const { values } = parseCommand(process.argv.slice(2), USAGE, { output: { type: 'string' } });
  // Packing needs no display and is done by any user.
  const env = { ...process.env, DISPLAY: ':0' };
  const runtime = findRuntime({ platform: process.platform, env, root, superuser: false, exists: existsSync });
  if (runtime.kind === 'none') throw new UsageError(`${runtime.why}: npm rebuild electron`);
  const built = await build({ root });
  if (!built.ok) throw new UsageError(built.error.detail);
  const dist = process.platform === 'darwin' ? resolve(runtime.executable, '../../../..') : dirname(runtime.executable);
  const lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lockfile;
  const config = packageConfiguration({ electronDist: dist, lockfile, output: values.output ?? 'dist' });
  await pack({ projectDir: root, config });
});
