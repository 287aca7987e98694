/** Sticks that are plugged in: file systems that this user can write to and that are not the machine's own. */
import { constants, readdirSync, readFileSync } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import type { Stick } from '../../shared/staff.ts';
import { unescaped } from '../self-test/linux-reading.ts';
import { inTime } from './in-time.ts';

export type FindSticks = () => Promise<readonly Stick[]>;

/** Where desktops, udisks and people mount what is plugged in: one, or user and one. */
const LINUX_MOUNTS = [/^\/media\/[^/]+$/, /^\/media\/[^/]+\/[^/]+$/, /^\/run\/media\/[^/]+\/[^/]+$/, /^\/mnt\/[^/]+$/];
const WINDOWS_DRIVES = 'DEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** @param dataFolder a disk that holds it is no stick */
export function findSticks(dataFolder: string, platform: NodeJS.Platform = process.platform): FindSticks {
  const places = platform === 'win32' ? windowsDrives : platform === 'darwin' ? volumes : mounts;
  const look = onceEach((path) => stickAt(path, dataFolder));
  return async () => (await Promise.all(places().map(look))).filter((stick) => stick !== null);
}

/** A person waits before the screen. */
const LOOK_MS = 3000;

/**
 * A share whose server is away answers nobody, and each that asks it holds a thread of this process: it is
 * asked once at a time, and not waited for longer than `ms`. What cannot be looked at is not there.
 */
export function onceEach(
  look: (path: string) => Promise<Stick | null>,
  ms = LOOK_MS,
): (path: string) => Promise<Stick | null> {
  const asked = new Map<string, Promise<Stick | null>>();
  return (path) => {
    const found =
      asked.get(path) ??
      look(path)
        .catch(() => null)
        .finally(() => asked.delete(path));
    asked.set(path, found);
    return inTime(found, ms, null);
  };
}

/** @returns null where it is no stick; a drive that is not ready fails */
async function stickAt(path: string, dataFolder: string): Promise<Stick | null> {
  // On Windows the root is the drive that this program runs from.
  const [place, ...ours] = await Promise.all([stat(path), stat(posix.sep), stat(dataFolder)]);
  if (ours.some(({ dev }) => dev === place.dev)) return null;
  await access(path, constants.W_OK);
  return { id: path, label: basename(path) || path.slice(0, 2), freeBytes: await freeOn(path) };
}

/** Free bytes for this user, without holding up whatever else there is to do. */
export async function freeOn(path: string): Promise<number> {
  const disk = await statfs(path);
  return disk.bavail * disk.bsize;
}

function mounts(): string[] {
  let table: string;
  try {
    table = readFileSync('/proc/self/mounts', 'utf8');
  } catch {
    return [];
  }
  return writableMounts(table);
}

/** Mount points of sticks in a table as proc(5) has it. */
export function writableMounts(table: string): string[] {
  const points = table.split('\n').flatMap((line) => {
    const [, point = '', , options = ''] = line.split(' ');
    if (!options.split(',').includes('rw')) return [];
    return [unescaped(point)];
  });
  return [...new Set(points.filter((point) => LINUX_MOUNTS.some((place) => place.test(point))))];
}

function volumes(): string[] {
  try {
    return readdirSync('/Volumes').map((name) => join('/Volumes', name));
  } catch {
    return [];
  }
}

/** Windows does not tell Node which drives can be pulled: all but the system's and that of the data folder. */
function windowsDrives(): string[] {
  const system = (process.env['SystemDrive'] ?? 'C:').slice(0, 1).toUpperCase();
  return WINDOWS_DRIVES.filter((letter) => letter !== system).map((letter) => `${letter}:\\`);
}
