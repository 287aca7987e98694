/**
 * Looks at the database before it is opened for writing, and changes nothing of it: what is found here
 * must be kept byte for byte. Reads the header, how long the file is, and whether our tables answer.
 */
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { backupFolder, highestOf, newestBackup } from './backups.ts';
import { databasePath, openFile, type Journal } from './database.ts';
import { isDamage } from './failures.ts';

export type Damage =
  /** There was a database and there is none, or nothing in it. */
  | 'missing'
  | 'empty'
  /** The first bytes are not those of a database. */
  | 'header'
  /** Shorter than it says. */
  | 'cut'
  /** Our tables are not in it, or not readable. */
  | 'schema'
  /** A page inside is not what was written. */
  | 'pages'
  /** Older than its own backup: what was in the write-ahead log is gone. */
  | 'set-back';

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const HEADER_BYTES = 100;
export const PAGE_BYTES = 4096;
const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** Tables that every version of the app has. */
const OURS = ['record', 'counter', 'submission', 'vault', 'held', 'report'];
/**
 * What opening the store reads too. Asked for here first: the last connection that may write moves the
 * log into the file when it closes, and neither would be what was found.
 */
const READ_AT_START = [
  'SELECT * FROM record',
  'SELECT * FROM counter',
  `SELECT state, count(*) FROM report INDEXED BY report_undelivered WHERE state <> 'delivered' GROUP BY state`,
  // Apart: SQLite reads the whole table for both ends at once.
  'SELECT min(sequence) FROM report',
  'SELECT max(sequence) FROM report',
  'SELECT state, count(*) FROM vault GROUP BY state',
  'SELECT * FROM held',
];

/** What is wrong with the database of `folder` as it lies there, or null; null too where none was made yet. */
export function damageOf(folder: string): Damage | null {
  const path = databasePath(folder);
  const log = sizeOf(`${path}-wal`) ?? 0;
  const size = sizeOf(path);
  // SQLite deletes the log of a file without a byte; the folder of backups says that there was one.
  const wasThere = log > WAL_HEADER_BYTES || existsSync(backupFolder(folder));
  if (size === null || size === 0) return wasThere ? (size === null ? 'missing' : 'empty') : null;
  const header = firstBytes(path);
  // With a log beside it, page 1 may have been torn by the same power cut that the log makes good.
  if (log <= WAL_HEADER_BYTES && !isHeader(header)) return 'header';
  if (isCut(path, size, header, log)) return 'cut';
  return read(folder, isHeader(header) && header.readUInt8(18) === 1 ? 'delete' : 'wal');
}

/** @param journal a database that was just put back from a backup has no log yet */
function read(folder: string, journal: Journal): Damage | null {
  let reading: Damage = 'schema';
  try {
    const db = openFile(databasePath(folder), 'read', journal);
    try {
      const tables = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
      // A first start that was cut short: nothing was ever written.
      if (tables.length === 0 && Number(db.pragma('user_version', { simple: true })) === 0) {
        return existsSync(backupFolder(folder)) ? 'schema' : null;
      }
      if (OURS.some((name) => !tables.includes(name))) return 'schema';
      reading = 'pages';
      for (const sql of READ_AT_START) db.prepare(sql).all();
      const backup = newestBackup(folder);
      return backup !== null && backup.highest > highestOf(db) ? 'set-back' : null;
    } finally {
      db.close();
    }
  } catch (error) {
    if (isDamage(error)) return reading;
    throw error;
  }
}

/** The fixed parts of https://www.sqlite.org/fileformat2.html, 1.3, at the page size of the driver's build. */
export function isHeader(header: Buffer): boolean {
  return (
    header.length === HEADER_BYTES &&
    header.subarray(0, 16).equals(MAGIC) &&
    header.readUInt16BE(16) === PAGE_BYTES &&
    [1, 2].includes(header.readUInt8(18)) &&
    [1, 2].includes(header.readUInt8(19)) &&
    header.subarray(20, 24).equals(Buffer.from([0, 64, 32, 32])) &&
    header.readUInt32BE(44) <= 4 &&
    header.readUInt32BE(56) <= 3 &&
    header.subarray(72, 92).every((byte) => byte === 0)
  );
}

/** Whether pages that the header counts are neither in the file nor in the log. */
function isCut(path: string, size: number, header: Buffer, log: number): boolean {
  if (size % PAGE_BYTES !== 0 && log <= WAL_HEADER_BYTES) return true;
  if (!isHeader(header)) return false;
  const pages = header.readUInt32BE(28);
  const there = Math.floor(size / PAGE_BYTES);
  if (pages <= there) return false;
  const logged = log > WAL_HEADER_BYTES ? pagesInLog(`${path}-wal`) : new Set<number>();
  for (let page = there + 1; page <= pages; page += 1) if (!logged.has(page)) return true;
  return false;
}

/** Numbers of the pages in the frames of the log's last run; whether each is sound, SQLite judges. */
function pagesInLog(path: string): ReadonlySet<number> {
  return new Set(frames(readFileSync(path)).map(({ page }) => page));
}

interface Frame {
  readonly page: number;
  /** Whether a transaction ends with it. */
  readonly ends: boolean;
  readonly bytes: Buffer;
}

/** The frames of a log's last run, in the order of writing (https://www.sqlite.org/fileformat2.html, 4.1). */
function frames(log: Buffer): readonly Frame[] {
  const salt = log.subarray(16, 24);
  const found: Frame[] = [];
  for (let at = WAL_HEADER_BYTES; at + FRAME_HEADER_BYTES <= log.length; at += FRAME_HEADER_BYTES + PAGE_BYTES) {
    if (!log.subarray(at + 8, at + 16).equals(salt)) break;
    const bytes = log.subarray(at + FRAME_HEADER_BYTES, at + FRAME_HEADER_BYTES + PAGE_BYTES);
    found.push({ page: log.readUInt32BE(at), ends: log.readUInt32BE(at + 4) !== 0, bytes });
  }
  return found;
}

/** Of these the ones that are whole and belong to a transaction that ended; whether each is sound, whoever reads them judges. */
export function framesOf(log: Buffer): readonly Frame[] {
  const whole = frames(log).filter(({ bytes, page }) => bytes.length === PAGE_BYTES && page > 0);
  return whole.slice(0, whole.findLastIndex(({ ends }) => ends) + 1);
}

export function firstBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}
