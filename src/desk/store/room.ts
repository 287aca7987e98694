/**
 * Room on the disk. A file of 8 MiB is kept in reserve: when the disk is full it is given up, so that
 * receipts can still be committed and what was delivered can go, while visitors' forms are refused
 * plainly until there is room again. Then the file is made again.
 */
import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const RESERVE_BYTES = 8 * 1024 * 1024;
/** Below these, staff are told. */
export const LOW_BYTES = 500 * 1024 * 1024;
export const CRITICAL_BYTES = 100 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const FILE = 'reserve';

export type DiskLevel = 'ok' | 'low' | 'critical';

export interface Room {
  /** Measures again, and makes the reserve when there is room for twice as much. */
  look(): DiskLevel;
  /** Gives up the reserve; false where there was none. */
  release(): boolean;
  /** Whether a visitor's form may be written: never at the cost of what receipts need. */
  admits(): boolean;
}

/** Free bytes for this user on the disk of `folder`. */
export function freeBytes(folder: string): number {
  const disk = statfsSync(folder);
  return disk.bavail * disk.bsize;
}

export function diskLevel(free: number): DiskLevel {
  return free < CRITICAL_BYTES ? 'critical' : free < LOW_BYTES ? 'low' : 'ok';
}

/**
 * @param random bytes that no file system makes smaller
 * @param free how many bytes are free
 */
export function openRoom(
  folder: string,
  random: (length: number) => Uint8Array,
  free: () => number = () => freeBytes(folder),
): Room {
  const path = join(folder, FILE);
  const isThere = () => statSync(path, { throwIfNoEntry: false })?.size === RESERVE_BYTES;
  let held = isThere();

  const make = () => {
    const chunk = random(CHUNK_BYTES);
    try {
      const file = openSync(path, 'w', 0o600);
      try {
        for (let at = 0; at < RESERVE_BYTES;) at += writeSync(file, chunk);
      } finally {
        closeSync(file);
      }
    } catch {
      // Others were quicker to fill the disk.
      rmSync(path, { force: true });
    }
    held = isThere();
  };

  const look = (): DiskLevel => {
    const left = free();
    if (!held && left >= 2 * RESERVE_BYTES) make();
    return diskLevel(left);
  };
  return {
    look,
    release() {
      const had = held;
      rmSync(path, { force: true });
      held = false;
      return had;
    },
    admits() {
      if (!held) look();
      return held;
    },
  };
}
