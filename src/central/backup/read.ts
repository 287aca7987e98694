/**
 * Reads a backup file from end to end. It is whole when its form is right, its counts agree and its last
 * line names the SHA-256 of all before; one that is cut or altered anywhere is told, never half read.
 */
import { createHash } from 'node:crypto';
import { LineTooLong, linesOf } from '../../process/lines.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { BACKUP_VERSION, headerSchema, lineSchema, TABLE_END } from './format.ts';
import type { Header, SealedKeys } from './format.ts';
import type { BackedUpTable } from './tables.ts';

export interface WholeBackup {
  readonly header: Header;
  readonly tables: readonly BackedUpTable[];
  readonly rows: number;
  readonly blobs: ReadonlyMap<string, number>;
  readonly keys: SealedKeys;
  /** SHA-256 of all lines before that of the keys, and of all before the last one; hex. */
  readonly beforeKeys: string;
  readonly sha256: string;
}

export type BackupFault =
  | { readonly type: 'damaged'; readonly detail: string }
  | { readonly type: 'newer'; readonly version: number }
  | { readonly type: 'unreadable'; readonly code: string };

/** Told of the tables' rows as they pass; `rows` are whole lines. */
export interface RowsVisitor {
  table(table: BackedUpTable): Promise<void>;
  rows(bytes: Buffer): Promise<void>;
  tableEnd(): Promise<void>;
}

const CHUNK_BYTES = 256 * 1024;
const LINE_END = Buffer.from('\n');

export async function readBackup(file: string, visitor?: RowsVisitor): Promise<Result<WholeBackup, BackupFault>> {
  try {
    return await read(file, visitor);
  } catch (error) {
    if (error instanceof LineTooLong) return damaged('a line is longer than any of a backup');
    const code = (error as { code?: unknown }).code;
    const system = error instanceof Error && 'syscall' in error && typeof code === 'string';
    if (system) return err({ type: 'unreadable', code });
    throw error;
  }
}

async function read(file: string, visitor?: RowsVisitor): Promise<Result<WholeBackup, BackupFault>> {
  const hash = createHash('sha256');
  const tables: BackedUpTable[] = [];
  const blobs = new Map<string, number>();
  let header: Header | null = null;
  let sealed: { keys: SealedKeys; before: string } | null = null;
  let whole: WholeBackup | null = null;
  let [rows, inTable] = [0, false];
  let chunk: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    if (size > 0) await visitor?.rows(Buffer.concat(chunk, size));
    chunk = [];
    size = 0;
  };

  for await (const line of linesOf(file)) {
    if (whole !== null) return damaged('something follows its last line');
    if (!line.whole) return damaged('it is cut off');
    const before = inTable ? '' : hash.copy().digest('hex');
    hash.update(line.bytes).update(LINE_END);
    if (inTable) {
      if (line.bytes.length === TABLE_END.length && line.bytes.toString() === TABLE_END) {
        await flush();
        await visitor?.tableEnd();
        inTable = false;
        continue;
      }
      rows += 1;
      if (visitor === undefined) continue;
      chunk.push(line.bytes, LINE_END);
      size += line.bytes.length + 1;
      if (size >= CHUNK_BYTES) await flush();
      continue;
    }
    const value = parse(line.bytes);
    if (header === null) {
      const first = headerSchema.safeParse(value);
      if (!first.success) return damaged('it is no backup of a central endpoint');
      if (first.data['fairdesk-backup'] !== BACKUP_VERSION) {
        return err({ type: 'newer', version: first.data['fairdesk-backup'] });
      }
      header = first.data;
      continue;
    }
    const said = lineSchema.safeParse(value);
    if (!said.success) return damaged('a line of it is not one of a backup');
    if ('table' in said.data && sealed === null) {
      const table: BackedUpTable = { name: said.data.table, columns: said.data.columns };
      tables.push(table);
      await visitor?.table(table);
      inTable = true;
    } else if ('blob' in said.data && sealed === null) {
      blobs.set(said.data.blob, said.data.size);
    } else if ('keys' in said.data && sealed === null) {
      sealed = { keys: said.data.keys, before };
    } else if ('end' in said.data && sealed !== null) {
      const { end } = said.data;
      const agrees = end.tables === tables.length && end.rows === rows && end.blobs === blobs.size;
      if (!agrees || end.sha256 !== before) return damaged('it was altered');
      whole = { header, tables, rows, blobs, keys: sealed.keys, beforeKeys: sealed.before, sha256: before };
    } else {
      return damaged('its lines are not in their order');
    }
  }
  return whole === null ? damaged('it is cut off') : ok(whole);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function damaged(detail: string) {
  return err({ type: 'damaged' as const, detail });
}
