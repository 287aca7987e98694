/**
 * The packs a device keeps: files in `content/` of the data folder, and one record that says which of
 * them count. A file is on the disk before the record names it, so a device that dies at any moment has
 * the old ones or the new one. The one before stays until the next is installed.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../../process/files.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DeviceRecords } from '../store/device-records.ts';
import { storeFailure, type StoreError } from '../store/failures.ts';
import type { Listed, UsedPack } from './open-pack.ts';

const RECORD = 'packs';
const FOLDER = 'content';

const keptSchema = z.object({
  version: z.number().int(),
  sha256: z.string(),
  /** The central endpoint it came from. */
  central: z.string(),
  /** When it was installed, milliseconds since the epoch. */
  at: z.number(),
});
export type KeptPack = z.infer<typeof keptSchema>;

const recordSchema = z.record(z.string(), z.object({ current: keptSchema, previous: keptSchema.nullable() }));

export interface Shelf {
  /** Every pack that was installed. */
  ids(): readonly string[];
  /** Those of a pack that may be on the disk, the newest first. */
  kept(id: UsedPack): readonly KeptPack[];
  /** Its bytes, unchecked; null where they cannot be read. */
  read(id: UsedPack, pack: Listed): Uint8Array | null;
  /** The path of its file. */
  file(id: UsedPack, pack: Listed): string;
  /**
   * Puts a pack that was found good on the disk, then makes it the one that counts.
   *
   * @param before the one in use now, which is kept beside it; null where that came with the app
   */
  install(id: UsedPack, pack: KeptPack, bytes: Uint8Array, before: KeptPack | null): Result<null, StoreError>;
  /** Deletes what no record names: left by a device that died, or replaced. */
  sweep(): void;
}

export interface ShelfParts {
  readonly folder: string;
  readonly records: DeviceRecords;
  /** Whole and on the disk, or not there. */
  readonly write?: (path: string, bytes: Uint8Array) => void;
}

export function openShelf({ folder, records, write = writeDurably }: ShelfParts): Shelf {
  const place = join(folder, FOLDER);
  const all = () => records.read(RECORD, recordSchema) ?? {};
  const kept = (id: UsedPack): readonly KeptPack[] => {
    const entry = all()[id];
    return entry === undefined ? [] : [entry.current, ...(entry.previous === null ? [] : [entry.previous])];
  };

  const sweep = () => {
    const named = new Set(Object.keys(all()).flatMap((id) => kept(id as UsedPack).map((pack) => nameOf(id, pack))));
    for (const name of namesIn(place)) if (!named.has(name)) remove(join(place, name));
  };
  return {
    ids: () => Object.keys(all()),
    kept,
    file: (id, pack) => join(place, nameOf(id, pack)),
    read(id, pack) {
      try {
        return readFileSync(join(place, nameOf(id, pack)));
      } catch {
        return null;
      }
    },
    install(id, pack, bytes, before) {
      try {
        mkdirSync(place, { recursive: true, mode: 0o700 });
        write(join(place, nameOf(id, pack)), bytes);
        records.write(RECORD, { ...all(), [id]: { current: pack, previous: before } });
        return ok(null);
      } catch (error) {
        return err(failureOf(error));
      } finally {
        sweep();
      }
    },
    sweep,
  };
}

/** With its hash: the same version of another central endpoint is another file. */
function nameOf(id: string, { version, sha256 }: Listed): string {
  return `${id}-${version}-${sha256.slice(0, 12)}.pack`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // None was ever installed.
    return [];
  }
}

/** What cannot be deleted (a folder, a file that a scanner holds open) costs room and nothing else. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Tried again at the next start.
  }
}

/** A bug is thrown on. */
function failureOf(error: unknown): StoreError {
  const known = storeFailure(error);
  if (known !== null) return known;
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    return { type: 'store-failed', code: String(error.code) };
  }
  throw error;
}
