/**
 * Restores a backup: read from end to end and opened first, then built in a folder beside the one named,
 * which takes its name when all of it is there. A file that is not whole changes nothing.
 */
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { Client, escapeIdentifier, type PoolClient } from 'pg';
import copy from 'pg-copy-streams';
import { finished } from 'node:stream/promises';
import { UsageError } from '../../process/command.ts';
import { syncPath } from '../../process/files.ts';
import { claimFolder } from '../../process/folder.ts';
import type { Log } from '../log.ts';
import { makeDataFolder } from '../store/folder.ts';
import { migrate, migrationNames } from '../store/migrations.ts';
import { openStore, type Store } from '../store/open.ts';
import { readBackup, type BackupFault, type RowsVisitor, type WholeBackup } from './read.ts';
import { keysIn, openKeys, writeKeyFiles, type KeyFiles } from './sealed-keys.ts';
import { tablesOf } from './tables.ts';

export interface RestoreOptions {
  readonly file: string;
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly passphrase: () => Promise<string>;
  /** Moves what is in the folder aside first. */
  readonly replace: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly log: Log;
}

export interface KnownDevice {
  readonly device: string;
  readonly profile: string;
  readonly center: string | null;
  readonly name: string;
  readonly enrolledAt: string;
  readonly revokedAt: string | null;
}

export interface Restored {
  readonly createdAt: string;
  readonly centralId: string;
  readonly tables: number;
  readonly rows: number;
  /** Attachments that the backup lists; their files are not in it. */
  readonly blobs: number;
  /** Where the folder's former content lies now. */
  readonly movedTo: string | null;
  readonly devices: readonly KnownDevice[];
}

/** @throws UsageError where nothing was restored, with the reason; folder and database are as they were then */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const read = await readBackup(options.file);
  if (!read.ok) throw new UsageError(`${options.file} is not restored: ${inWords(read.error)}`);
  const backup = read.value;
  const unknown = backup.header.migrations.find((name) => !migrationNames.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`${options.file} was written by a newer version of Fairdesk: restore it with that one`);
  }
  const keys = await openKeys(backup.keys, await options.passphrase(), backup.beforeKeys);
  if (!keys.ok) {
    throw new UsageError(`${options.file} is not restored: the passphrase is another one, or the file was altered`);
  }
  checkFolder(options.folder, options.replace);
  if (options.databaseUrl !== undefined) await checkEmpty(options.databaseUrl);

  const building = `${options.folder}.restoring`;
  if (existsSync(building))
    throw new UsageError(`${building} is left of a restore that was cut short: remove it first`);
  makeDataFolder(building);
  let devices: KnownDevice[];
  try {
    devices = await build(options, building, backup, keys.value);
  } catch (error) {
    removeBuilding(building);
    const { code } = error as { code?: unknown };
    // SQLSTATE: the rows are not ones that this schema takes, or the server gave up. Its message may quote them.
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
      throw new UsageError(`${options.file} is not restored: the database does not take it (${code})`);
    }
    throw error;
  }
  const movedTo = moveAside(options);
  if (existsSync(options.folder)) rmdirSync(options.folder);
  renameSync(building, options.folder);
  syncPath(dirname(options.folder));
  const { createdAt, centralId } = backup.header;
  return {
    createdAt,
    centralId,
    tables: backup.tables.length,
    rows: backup.rows,
    blobs: backup.blobs.size,
    movedTo,
    devices,
  };
}

function inWords(fault: BackupFault): string {
  switch (fault.type) {
    case 'damaged':
      return fault.detail;
    case 'newer':
      return `its form has the version ${fault.version}, which this version of Fairdesk does not know`;
    case 'unreadable':
      return `it cannot be read (${fault.code})`;
    default:
      return fault satisfies never;
  }
}

function checkFolder(folder: string, replace: boolean): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  if (!replace) {
    throw new UsageError(`${folder} is not empty: name a new folder, or say --replace to have it moved aside`);
  }
  checkUnused(folder);
}

/** @throws UsageError while a server runs on it */
function checkUnused(folder: string): void {
  const claim = claimFolder(folder, 'restore');
  if (!claim.ok) throw new UsageError(claim.error.detail);
  claim.value.release();
}

/** A database of other things, or of another central endpoint, is never written over. */
async function checkEmpty(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query(
      "SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') LIMIT 1",
    );
    if (rows.length > 0) throw new UsageError('the database of DATABASE_URL is not empty: make a new one');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the database of DATABASE_URL cannot be used: ${error instanceof Error ? error.message : ''}`);
  } finally {
    await client.end().catch(() => {});
  }
}

async function build(
  { file, databaseUrl, now, log }: RestoreOptions,
  folder: string,
  backup: WholeBackup,
  keys: KeyFiles,
): Promise<KnownDevice[]> {
  // Its tables are made as they were when it was written; what a later version changed comes after.
  const store = await openStore({ folder, databaseUrl, log, upTo: backup.header.migrations.at(-1) });
  try {
    await load(store, file, backup);
    await migrate(store.db);
    await settleAfter(store, keys, now);
    const { rows } = await store.pool.query<KnownDevice>(
      `SELECT id AS device, profile, center_id AS center, name,
         to_char(enrolled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "enrolledAt",
         to_char(revoked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "revokedAt"
       FROM devices ORDER BY enrolled_at, id`,
    );
    writeKeyFiles(folder, keys);
    return rows;
  } finally {
    await store.close();
  }
}

/** All rows in one transaction, which commits only if the file still is what was read before. */
async function load(store: Store, file: string, backup: WholeBackup): Promise<void> {
  const client = await store.pool.connect();
  let failed = true;
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await client.query("SET LOCAL TimeZone = 'UTC'");
    await client.query("SET LOCAL DateStyle = 'ISO'");
    const known = new Set((await tablesOf(client)).map(({ name }) => name));
    const strange = backup.tables.find(({ name }) => !known.has(name));
    if (strange !== undefined)
      throw new UsageError(`${file} is not restored: it holds a table that none of its schema is`);
    const again = await readBackup(file, intoTables(client));
    if (!again.ok || again.value.sha256 !== backup.sha256) {
      throw new UsageError(`${file} is not restored: it changed while it was read`);
    }
    await countOn(client);
    await client.query('COMMIT');
    failed = false;
  } finally {
    client.release(failed);
  }
}

function intoTables(client: PoolClient): RowsVisitor {
  let stream: ReturnType<typeof copy.from> | null = null;
  return {
    async table({ name, columns }) {
      const list = columns.map(escapeIdentifier).join(', ');
      stream = client.query(copy.from(`COPY ${escapeIdentifier(name)} (${list}) FROM STDIN`));
      // Told to whoever writes or ends it next; without a listener it would end the process.
      stream.on('error', () => {});
    },
    async rows(bytes) {
      const into = stream;
      if (into === null) throw new Error('rows without a table');
      if (into.errored !== null) throw into.errored;
      if (!into.write(bytes)) await once(into, 'drain');
    },
    async tableEnd() {
      if (stream === null) return;
      const ended = finished(stream);
      stream.end();
      await ended;
      stream = null;
    },
  };
}

/** Numbers that the database gives out go on above those restored. */
async function countOn(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ tab: string; col: string; seq: string }>(
    `SELECT quote_ident(c.relname) AS tab, quote_ident(a.attname) AS col,
       pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS seq
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
       AND NOT a.attisdropped AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL`,
  );
  for (const { tab, col, seq } of rows) {
    await client.query(`SELECT setval($1, coalesce(max(${col}), 0) + 1, false) FROM ${tab}`, [seq]);
  }
}

/** What must not be taken up as it stood: time has passed since, and things happened that no backup knows. */
async function settleAfter({ pool }: Store, keys: KeyFiles, now: number): Promise<void> {
  // A code that was used since looks unused.
  await pool.query('UPDATE enrollment_codes SET expires_at = least(expires_at, $1) WHERE used_key IS NULL', [
    new Date(now),
  ]);
  // Devices may hold later configurations and manifests than these: every next one is made anew, above the Unix time.
  await pool.query(`UPDATE device_configuration SET digest = ''`);
  await pool.query(`UPDATE content_manifest SET digest = ''`);
  await pool.query(
    'INSERT INTO key_backups (kid, held_at) SELECT kid, $2 FROM unnest($1::text[]) kid ON CONFLICT (kid) DO NOTHING',
    [keysIn(keys).map(({ kid }) => kid), new Date(now)],
  );
}

/** @returns where it lies now, or null where there was nothing */
function moveAside({ folder, replace, now }: RestoreOptions): string | null {
  if (!replace || !existsSync(folder) || readdirSync(folder).length === 0) return null;
  checkUnused(folder);
  const aside = `${folder}.replaced-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  renameSync(folder, aside);
  return aside;
}

/** Where root's folders bar PostgreSQL the way, its cluster lies elsewhere. */
function removeBuilding(building: string): void {
  try {
    const { cluster } = JSON.parse(readFileSync(join(building, 'cluster.json'), 'utf8')) as { cluster: string };
    if (isAbsolute(cluster)) rmSync(cluster, { recursive: true, force: true });
  } catch {
    // None was made.
  }
  rmSync(building, { recursive: true, force: true });
}
