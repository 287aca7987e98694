/**
 * Two real PostgreSQL servers for tests: the embedded one and Debian's PostgreSQL 15. One cluster of
 * each kind a test file, one new database a test.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { SYSTEM_FOLDER, serverAccount } from '../../../src/central/store/account.ts';
import { embeddedBinaries, type Binaries } from '../../../src/central/store/binaries.ts';
import { openCluster, type Cluster } from '../../../src/central/store/cluster.ts';
import { placeOf } from '../../../src/central/store/place.ts';

export const databaseKinds = ['embedded', 'debian-15'] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

export interface Databases {
  /** Address of a new, empty database. */
  create(): Promise<string>;
  stop(): Promise<void>;
}

const DEBIAN = '/usr/lib/postgresql/15/bin';
let made = 0;

export async function startDatabases(kind: DatabaseKind): Promise<Databases> {
  const account = serverAccount();
  const binaries = kind === 'embedded' ? await embeddedBinaries(account) : debianBinaries();
  const folder = temporaryFolder('databases');
  const cluster: Cluster = await openCluster(folder, binaries, account, () => {});
  return {
    async create() {
      const name = `test_${process.pid}_${++made}`;
      const client = new Client({ connectionString: cluster.url('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return cluster.url(name);
    },
    async stop() {
      await cluster.close();
      removeDataFolder(folder);
    },
  };
}

function debianBinaries(): Binaries {
  const missing = ['initdb', 'pg_ctl', 'postgres'].filter((name) => !existsSync(join(DEBIAN, name)));
  if (missing.length > 0) throw new Error('PostgreSQL 15 is not installed: apt-get install -y postgresql-15');
  return {
    initdb: join(DEBIAN, 'initdb'),
    pgCtl: join(DEBIAN, 'pg_ctl'),
    major: '15',
    localeArguments: ['--locale=C.UTF-8'],
  };
}

/** A folder that every user may walk to, unlike what `mkdtemp` makes. */
export function temporaryFolder(name: string): string {
  const parent = mkdtempSync(join(tmpdir(), `fairdesk-${name}-`));
  chmodSync(parent, 0o755);
  const folder = join(parent, 'data');
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** Removes a data folder made by `temporaryFolder`, and its cluster where that had to lie elsewhere. */
export function removeDataFolder(folder: string): void {
  if (existsSync(join(folder, 'cluster.json'))) {
    const { cluster } = placeOf(folder, null);
    if (cluster.startsWith(`${SYSTEM_FOLDER}/`)) rmSync(cluster, { recursive: true, force: true });
  }
  rmSync(join(folder, '..'), { recursive: true, force: true });
}
