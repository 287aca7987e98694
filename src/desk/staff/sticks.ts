/** Sticks that are plugged in: file systems that this user can write to and that are not the machine's own. */
import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import type { Stick } from '../../shared/staff.ts';
import { unescaped } from '../self-test/linux-reading.ts';
import { freeBytes } from '../store/room.ts';

export type FindSticks = () => readonly Stick[];

/** Where desktops, udisks and people mount what is plugged in: one, or user and one. */
const LINUX_MOUNTS = [/^\/media\/[^/]+$/, /^\/media\/[^/]+\/[^/]+$/, /^\/run\/media\/[^/]+\/[^/]+$/, /^\/mnt\/[^/]+$/];
const WINDOWS_DRIVES = 'DEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** @param dataFolder a disk that holds it is no stick */
export function findSticks(dataFolder: string, platform: NodeJS.Platform = process.platform): FindSticks {
  const places = platform === 'win32' ? windowsDrives : platform === 'darwin' ? volumes : mounts;
  return () => places().flatMap((path) => stickAt(path, dataFolder));
}

/** @returns none or one; a drive that is not ready is none */
function stickAt(path: string, dataFolder: string): Stick[] {
  try {
    const { dev } = statSync(path);
    // On Windows the root is the drive that this program runs from.
    if (dev === statSync(posix.sep).dev || dev === statSync(dataFolder).dev) return [];
    accessSync(path, constants.W_OK);
    return [{ id: path, label: basename(path) || path.slice(0, 2), freeBytes: freeBytes(path) }];
  } catch {
    return [];
  }
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
