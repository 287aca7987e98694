/**
 * The central endpoint's store: its own PostgreSQL in the data folder, or the server that DATABASE_URL
 * names. Where the own one dies it is started again; until then every query fails as unavailable.
 */
import type { Pool } from 'pg';
import { Client } from 'pg';
import { UsageError } from '../../process/command.ts';
import type { Log } from '../log.ts';
import { serverAccount } from './account.ts';
import { embeddedBinaries } from './binaries.ts';
import { openCluster, type Cluster } from './cluster.ts';
import { checkDurability, errorCode, isUnavailable, openDatabase, openPool, type Database } from './database.ts';
import { migrate } from './migrations.ts';

export interface Store {
  readonly db: Database;
  readonly pool: Pool;
  /** Whether the database answers now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** The data folder; must exist. */
  readonly folder: string;
  /** Another PostgreSQL than our own. */
  readonly databaseUrl?: string | undefined;
  readonly log: Log;
  /** The step of the schema to stop at, for a backup that was written then; all of them where absent. */
  readonly upTo?: string | undefined;
}

const DATABASE = 'fairdesk';
const WATCH_MS = 500;
const READY_LIMIT_MS = 3_000;

/** @throws UsageError where the database cannot be used, with the reason */
export async function openStore({ folder, databaseUrl, log, upTo }: StoreOptions): Promise<Store> {
  let cluster: Cluster | null = null;
  if (databaseUrl === undefined) {
    const account = serverAccount();
    cluster = await openCluster(folder, await embeddedBinaries(account), account, log);
  }
  try {
    if (cluster !== null) await createDatabase(cluster.url('postgres'));
    return await openOn(databaseUrl ?? '', cluster, log, upTo);
  } catch (error) {
    await cluster?.close();
    if (
      databaseUrl !== undefined &&
      !(error instanceof UsageError) &&
      (isUnavailable(error) || /^(28|3D|42501)/.test(errorCode(error)))
    ) {
      throw new UsageError(
        `the database of DATABASE_URL cannot be used: ${error instanceof Error ? error.message : 'no answer'}`,
      );
    }
    throw error;
  }
}

async function openOn(databaseUrl: string, cluster: Cluster | null, log: Log, upTo?: string): Promise<Store> {
  const pool = openPool(cluster?.url(DATABASE) ?? databaseUrl, () => watch?.look());
  const watch =
    cluster === null
      ? null
      : watchOver(cluster, log, () => {
          // The port of our own cluster may have changed; new connections are made from these options.
          pool.options.connectionString = cluster.url(DATABASE);
        });
  try {
    await checkDurability(pool, cluster !== null, log);
    const db = openDatabase(pool);
    await migrate(db, upTo);
    return {
      db,
      pool,
      ready: () => answers(pool),
      async close() {
        watch?.end();
        await pool.end();
        await watch?.settled();
        await cluster?.close();
      },
    };
  } catch (error) {
    watch?.end();
    await pool.end();
    throw error;
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    // A server and a command that start together both find it missing.
    if (!['42P04', '23505'].includes(errorCode(error))) throw error;
  } finally {
    await client.end();
  }
}

async function answers(pool: Pool): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_LIMIT_MS);
  });
  try {
    return await Promise.race([pool.query('SELECT 1').then(() => true), tooLate]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Looks every half second, and when a connection is lost, whether our server still lives; starts it where not. */
function watchOver(cluster: Cluster, log: Log, onBack: () => void) {
  let starting: Promise<void> | null = null;
  let ended = false;
  const look = () => {
    if (ended || starting !== null || cluster.alive()) return;
    log({ event: 'database.gone' });
    starting = restart();
  };
  const restart = async () => {
    try {
      await cluster.ensureRunning();
      onBack();
      log({ event: 'database.back' });
    } catch (error) {
      log({ event: 'database.failing', code: errorCode(error) || 'start-failed' });
    } finally {
      starting = null;
    }
  };
  const timer = setInterval(look, WATCH_MS);
  timer.unref();
  return {
    look,
    end() {
      ended = true;
      clearInterval(timer);
    },
    settled: async () => {
      await starting;
    },
  };
}
