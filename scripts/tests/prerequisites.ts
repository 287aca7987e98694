/** What the tests need beside npm's packages: a browser and a second PostgreSQL. Installed where that is possible, else one command says how. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { err, ok, type Result } from '../../src/shared/result.ts';
import { hasChromium } from './chromium.ts';

export interface Prerequisite {
  readonly name: string;
  /** Debian's package. */
  readonly debian: string;
  readonly present: () => boolean;
  /** The command for a machine without apt-get. */
  readonly otherwise: string;
}

/** The PostgreSQL the integration tests run beside the embedded one. */
const POSTGRESQL = '/usr/lib/postgresql/15/bin/initdb';

export const chromium: Prerequisite = {
  name: 'Chromium',
  debian: 'chromium',
  present: hasChromium,
  otherwise: 'npx playwright install --with-deps chromium',
};

export const postgresql: Prerequisite = {
  name: 'PostgreSQL 15',
  debian: 'postgresql-15',
  present: () => existsSync(POSTGRESQL),
  otherwise: 'install PostgreSQL 15 with its programs in /usr/lib/postgresql/15/bin',
};

export interface Installer {
  readonly superuser: boolean;
  readonly hasApt: boolean;
  /** @returns whether it ended well */
  readonly run: (command: string, args: readonly string[]) => boolean;
}

export type Missing = { readonly type: 'missing'; readonly detail: string };

/** Installs what is missing, or says the one command that does. */
export function provide(needed: readonly Prerequisite[], installer: Installer): Result<readonly string[], Missing> {
  const missing = needed.filter(({ present }) => !present());
  if (missing.length === 0) return ok([]);
  const names = missing.map(({ name }) => name).join(' and ');
  const packages = missing.map(({ debian }) => debian);
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const command = installer.hasApt
    ? `sudo apt-get update && sudo apt-get ${install.join(' ')}`
    : missing.map(({ otherwise }) => otherwise).join(' && ');

  if (installer.hasApt && installer.superuser) {
    const done = installer.run('apt-get', ['update']) && installer.run('apt-get', install);
    if (done && missing.every(({ present }) => present())) return ok(packages);
  }
  return err({ type: 'missing', detail: `${names} is needed. This installs it:\n\n  ${command}\n` });
}

export function thisMachine(): Installer {
  return {
    superuser: process.getuid?.() === 0,
    hasApt: existsSync('/usr/bin/apt-get'),
    run: (command, args) =>
      spawnSync(command, args, {
        // What a package manager says is not a result of the tests.
        stdio: ['ignore', 2, 2],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0,
  };
}
