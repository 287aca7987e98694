/**
 * A PostgreSQL of our own, run the way acknowledged data needs: fsync on, loopback only, no socket,
 * scram passwords, a process group of its own so that Ctrl-C reaches us first. A folder is either a
 * whole cluster or none; a server that outlived its owner is taken over; one that dies is started again.
 */
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { UsageError } from '../../process/command.ts';
import type { Log } from '../log.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { clusterFolder, keepPlace, passwordOf, placeOf } from './place.ts';
import { run, writeOwned } from './programs.ts';
import { openTurns } from './turns.ts';

export interface Cluster {
  /** Address of one database, password included: never to be logged. */
  url(database: string): string;
  /** Whether the server's process lives. Cheap: asks the operating system, not the server. */
  alive(): boolean;
  /** Returns once the server answers; starts it where it does not. */
  ensureRunning(): Promise<void>;
  /** Stops the server unless another process uses it. */
  close(): Promise<void>;
}

const USER = 'fairdesk';
const START_LIMIT_MS = 90_000;
const INCLUDE = "include_if_exists = 'fairdesk.conf'\n";

/**
 * Opens the cluster of a data folder, made if there is none yet, and returns with its server running.
 *
 * @throws UsageError where it cannot be made or started, or was written by another major version
 */
export async function openCluster(
  folder: string,
  binaries: Binaries,
  account: Account | null,
  log: Log,
): Promise<Cluster> {
  const turns = openTurns(folder);
  await turns.arrive();
  const { password, data, opened } = await turns.alone(async () => {
    const place = placeOf(folder, account);
    const cluster = clusterFolder(folder, place);
    const secret = passwordOf(folder);
    rmSync(passwordFileOf(cluster), { force: true });
    if (!existsSync(join(cluster, 'PG_VERSION'))) {
      log({ event: 'database.initializing', folder: cluster });
      await initialize(cluster, binaries, account, secret);
    }
    return { password: secret, data: cluster, opened: { place } };
  });
  const major = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (major !== binaries.major) {
    throw new UsageError(
      `${data} was written by PostgreSQL ${major}, this version runs ${binaries.major}: with the version that wrote it run ` +
        `"npm run central -- backup FILE", then here "npm run central -- restore FILE --data DIR" into a new folder`,
    );
  }

  const url = (database: string) => `postgresql://${USER}:${password}@127.0.0.1:${opened.place.port}/${database}`;
  const start = async () => {
    if (!(await isFree(opened.place.port))) opened.place = { ...opened.place, port: await freePort() };
    keepPlace(folder, opened.place);
    writeOwned(join(data, 'fairdesk.conf'), configuration(opened.place.port), account);
    const main = readFileSync(join(data, 'postgresql.conf'), 'utf8');
    if (!main.endsWith(INCLUDE)) writeOwned(join(data, 'postgresql.conf'), `${main}\n${INCLUDE}`, account);
    log({ event: 'database.starting', port: opened.place.port });
    return run(binaries.pgCtl, ['start', '-D', data, '-l', join(data, 'server.log'), '-w', '-t', '60'], data, account);
  };
  const ensureRunning = () =>
    turns.alone(async () => {
      const deadline = performance.now() + START_LIMIT_MS;
      opened.place = placeOf(folder, account);
      // An orphan's port is the fourth line of its postmaster.pid.
      const orphan = postmaster(data);
      if (orphan !== null && orphan.port > 0) opened.place = { ...opened.place, port: orphan.port };
      for (let started = false; ;) {
        const answer = opened.place.port === 0 ? 'refused' : await knock(url('postgres'));
        if (answer === 'open') {
          if (!started) log({ event: 'database.adopted', port: opened.place.port });
          return;
        }
        if (answer === 'stranger') opened.place = { ...opened.place, port: await freePort() };
        let said = '';
        if (answer !== 'starting') {
          const result = await start();
          started = true;
          said = result.ok ? '' : result.said;
        }
        if (performance.now() > deadline) {
          throw new UsageError(
            `PostgreSQL does not start: ${lastLine(join(data, 'server.log')) ?? said} (see ${join(data, 'server.log')})`,
          );
        }
        await wait(100);
      }
    });
  await ensureRunning();

  return {
    url,
    alive: () => postmaster(data) !== null,
    ensureRunning,
    close: () =>
      turns.leave(async () => {
        await run(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '60'], data, account);
        log({ event: 'database.stopped' });
      }),
  };
}

/** A killed initdb leaves half a folder: so it works under another name, which is renamed when whole. */
async function initialize(data: string, binaries: Binaries, account: Account | null, password: string): Promise<void> {
  const parent = dirname(data);
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${basename(data)}.new`)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const temporary = `${data}.new`;
  const passwordFile = passwordFileOf(data);
  mkdirSync(temporary, { mode: 0o700 });
  if (account !== null) chownSync(temporary, account.uid, account.gid);
  writeOwned(passwordFile, password, account);
  try {
    const made = await run(
      binaries.initdb,
      [
        '-D',
        temporary,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        ...binaries.localeArguments,
      ],
      temporary,
      account,
    );
    if (!made.ok) throw new UsageError(`the database cannot be made in ${data}: ${made.said}`);
    renameSync(temporary, data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Handed to initdb and removed after, also where a killed start left it. */
function passwordFileOf(data: string): string {
  return `${data}.new-password`;
}

/** What differs from initdb's file. What is acknowledged was synced; what is logged is nothing of a visitor. */
function configuration(port: number): string {
  return `# Written at every start.
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
fsync = on
synchronous_commit = on
full_page_writes = on
max_connections = 60
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
log_checkpoints = off
log_autovacuum_min_duration = -1
`;
}

/** The server's process and port by its own file, where that process lives. */
function postmaster(data: string): { port: number } | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    try {
      process.kill(pid, 0);
    } catch (error) {
      if ((error as { code?: string }).code !== 'EPERM') return null;
    }
    return { port: Number(lines[3]) || 0 };
  } catch {
    return null;
  }
}

type Knock = 'open' | 'starting' | 'refused' | 'stranger';

/** Whether our server answers. Only the right password tells it from another one on the same port. */
async function knock(url: string): Promise<Knock> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that dies during the handshake reports it here too.
  client.on('error', () => {});
  try {
    await client.connect();
    return 'open';
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (code === '57P03') return 'starting';
    // Too many connections: it runs.
    if (code.startsWith('53')) return 'open';
    return code === '28P01' || code === '28000' ? 'stranger' : 'refused';
  } finally {
    await client.end().catch(() => {});
  }
}

function isFree(port: number): Promise<boolean> {
  if (port === 0) return Promise.resolve(false);
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

function freePort(): Promise<number> {
  return listenOnce(0);
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const picked = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(picked));
    });
  });
}

function lastLine(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? null;
  } catch {
    return null;
  }
}
