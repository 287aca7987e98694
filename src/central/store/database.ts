/** The pool of connections to PostgreSQL, and what its failures mean. */
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Pool, types, type CustomTypesConfig } from 'pg';
import { UsageError } from '../../process/command.ts';
import type { Log } from '../log.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;
export type Work = Transaction<Tables>;

const CONNECTIONS = 10;
/** Also how long a request waits for its turn: many at once are slow, not refused. */
const CONNECT_LIMIT_MS = 30_000;
const STATEMENT_LIMIT_MS = 60_000;
const INT8 = 20;

/** Sequences are at most 2^53-1 (wire contract) and counts far below: bigint is read as a number. */
const readTypes: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) =>
    oid === INT8 ? Number : (types.getTypeParser(oid, format) as (text: string) => unknown),
};

/** @param onFailure told when an idle connection is lost: the server may be gone */
export function openPool(url: string, onFailure: () => void): Pool {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    idle_in_transaction_session_timeout: STATEMENT_LIMIT_MS,
    types: readTypes,
    application_name: 'fairdesk-central',
  });
  pool.on('error', onFailure);
  // An error of a connection in use reaches its query too; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', onFailure));
  return pool;
}

export function openDatabase(pool: Pool): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Asks the server whether what it acknowledges survives a loss of power.
 *
 * @param own our own cluster must say yes; of another server we only warn
 */
export async function checkDurability(pool: Pool, own: boolean, log: Log): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding')",
  );
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  if (settings.get('server_encoding') !== 'UTF8') {
    throw new UsageError(`the database's encoding is ${settings.get('server_encoding')}: make it with ENCODING 'UTF8'`);
  }
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    if (settings.get(name) !== 'off') continue;
    if (own) throw new UsageError(`the embedded database runs with ${name} off: what it acknowledges could be lost`);
    log({ event: 'database.not-durable', setting: name });
  }
}

/** SQLSTATE of a PostgreSQL error, or the code of a network error, or ''. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : '';
}

/** Errors that say nothing of the statement: the server is out of reach, starting, stopping, or too busy. */
export function isUnavailable(error: unknown): boolean {
  const code = errorCode(error);
  if (/^(08|53|57P0|58)/.test(code) || code === '57014' || code === '25P03') return true;
  if (/^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOST|ENET)/.test(code)) return true;
  return (
    error instanceof Error &&
    /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Cannot use a pool after|Client was closed|Query read timeout)/.test(
      error.message,
    )
  );
}

/** Errors that the data of one row caused: its text, its size, a rule of its table. */
export function isRejectedRow(error: unknown): boolean {
  return /^(22|23|54)/.test(errorCode(error));
}

/** Two transactions stood in each other's way: the same one can succeed again. */
export function isCollision(error: unknown): boolean {
  const code = errorCode(error);
  return code === '40001' || code === '40P01';
}
