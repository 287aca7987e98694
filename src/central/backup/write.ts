/**
 * Writes a backup: every table as one snapshot sees it, then the list of attachments, then the keys. The
 * file appears under its name when it is whole and on disk, never before. Works while servers run.
 */
import { createHash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { escapeIdentifier, type Pool, type PoolClient } from 'pg';
import copy from 'pg-copy-streams';
import { listFiles, syncPath } from '../../process/files.ts';
import { TABLE_END, BACKUP_VERSION, type Header } from './format.ts';
import { keysIn, readKeyFiles, sealKeys } from './sealed-keys.ts';
import { tablesOf } from './tables.ts';

export interface BackupOptions {
  /** The data folder: keys and attachments. */
  readonly folder: string;
  readonly pool: Pool;
  readonly file: string;
  readonly passphrase: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Written {
  readonly createdAt: string;
  readonly centralId: string;
  readonly tables: number;
  readonly rows: number;
  readonly blobs: number;
  readonly sealingKeys: readonly string[];
  readonly bytes: number;
}

/** @throws Error where the database or the disk fails; no file is left then, and one of that name from before stays */
export async function writeBackup(options: BackupOptions): Promise<Written> {
  const part = `${options.file}.part`;
  await rm(part, { force: true });
  const handle = await open(part, 'wx', 0o600);
  try {
    const written = await writeTo(handle, options);
    await handle.sync();
    await handle.close();
    await rename(part, options.file);
    syncPath(dirname(options.file));
    await rememberKeys(options.pool, written.keys, options.now);
    return written.said;
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
}

async function writeTo(handle: FileHandle, { folder, pool, passphrase, now }: BackupOptions) {
  const hash = createHash('sha256');
  let bytes = 0;
  const put = async (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.length;
    await handle.appendFile(chunk);
  };
  const say = (line: object) => put(Buffer.from(`${JSON.stringify(line)}\n`));
  const sofar = () => hash.copy().digest('hex');

  let [tables, rows] = [0, 0];
  const header = await snapshot(pool, async (client) => {
    const read = await headerOf(client, now);
    await say(read);
    for (const table of await tablesOf(client)) {
      await say({ table: table.name, columns: table.columns });
      const columns = table.columns.map(escapeIdentifier).join(', ');
      const stream = client.query(copy.to(`COPY ${escapeIdentifier(table.name)} (${columns}) TO STDOUT`));
      for await (const chunk of stream) await put(chunk as Buffer);
      await put(Buffer.from(`${TABLE_END}\n`));
      tables += 1;
      rows += stream.rowCount;
    }
    return read;
  });

  // Read after the snapshot: keys and attachments are only ever added, so all that a row names is here.
  const blobs = blobsIn(folder);
  for (const { blob, size } of blobs) await say({ blob, size });
  const files = readKeyFiles(folder);
  await say({ keys: await sealKeys(files, passphrase, sofar()) });
  const { createdAt, centralId } = header;
  await say({ end: { tables, rows, blobs: blobs.length, sha256: sofar() } });

  const keys = keysIn(files);
  const sealingKeys = keys.filter(({ purpose }) => purpose === 'sealing').map(({ kid }) => kid);
  return { keys, said: { createdAt, centralId, tables, rows, blobs: blobs.length, sealingKeys, bytes } };
}

/** One repeatable-read transaction, as long as it takes. */
async function snapshot<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failed = true;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    // Dates and numbers as every server and every time reads them.
    await client.query("SET LOCAL TimeZone = 'UTC'");
    await client.query("SET LOCAL DateStyle = 'ISO'");
    await client.query('SET LOCAL extra_float_digits = 3');
    const done = await work(client);
    await client.query('COMMIT');
    failed = false;
    return done;
  } finally {
    // A COPY that was cut off would leave the connection in the middle of it.
    client.release(failed);
  }
}

async function headerOf(client: PoolClient, now: number): Promise<Header> {
  const { rows: steps } = await client.query<{ name: string }>('SELECT name FROM kysely_migration ORDER BY name');
  const { rows: central } = await client.query<{ id: string }>('SELECT id FROM central');
  const { rows: server } = await client.query<{ server_version: string }>('SHOW server_version');
  return {
    'fairdesk-backup': BACKUP_VERSION,
    createdAt: new Date(now).toISOString(),
    centralId: central[0]?.id ?? '',
    migrations: steps.map(({ name }) => name),
    postgres: server[0]?.server_version ?? '',
  };
}

/** What lies under `attachments/blobs`, each under its hash. */
export function blobsIn(folder: string): { blob: string; size: number }[] {
  const found = [...listFiles(join(folder, 'attachments', 'blobs'))].flatMap(([name, path]) => {
    const blob = name.split('/').at(-1) ?? '';
    return /^[0-9a-f]{64}$/.test(blob) ? [{ blob, size: sizeOf(path) }] : [];
  });
  return found.filter(({ size }) => size >= 0).sort((a, b) => (a.blob < b.blob ? -1 : 1));
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}

/** From now on a sealing key among these may be published (wire contract, "Keys"). */
async function rememberKeys(pool: Pool, keys: readonly { kid: string }[], now: number): Promise<void> {
  await pool.query(
    `INSERT INTO key_backups (kid, held_at) SELECT kid, $2 FROM unnest($1::text[]) kid
     ON CONFLICT (kid) DO UPDATE SET held_at = excluded.held_at`,
    [keys.map(({ kid }) => kid), new Date(now)],
  );
}
