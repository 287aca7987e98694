/**
 * Where the cluster of a data folder lies and what is known of it: `cluster.json` in the data folder.
 * Usually the data folder itself holds it; where root's folders bar the way to the user `postgres`, it
 * lies under /var/lib/fairdesk and the data folder says so.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../process/command.ts';
import { writeDurably } from '../../process/files.ts';
import { SYSTEM_FOLDER, canReach, type Account } from './account.ts';

const placeSchema = z.object({
  /** Absolute, or relative to the data folder. */
  cluster: z.string().min(1),
  /** Loopback port, picked free once and kept while it stays free; 0 before the first start. */
  port: z.number().int().min(0).max(65_535),
});
export type Place = z.infer<typeof placeSchema>;

const FILE = 'cluster.json';
const PASSWORD_FILE = 'database-password';

/** The place written in `folder`, or a new one that `account` can reach, written there. */
export function placeOf(folder: string, account: Account | null): Place {
  const file = join(folder, FILE);
  if (existsSync(file)) {
    try {
      return placeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      throw new UsageError(`${file} cannot be read: restore it from a backup of the data folder`);
    }
  }
  const place: Place = { cluster: within(folder, account) ? 'postgres' : elsewhere(), port: 0 };
  keepPlace(folder, place);
  return place;
}

export function keepPlace(folder: string, place: Place): void {
  writeDurably(join(folder, FILE), JSON.stringify(place));
}

export function clusterFolder(folder: string, place: Place): string {
  return resolve(folder, place.cluster);
}

/** The password of the cluster's only user: random, in a file only this user reads, never on a command line. */
export function passwordOf(folder: string): string {
  const file = join(folder, PASSWORD_FILE);
  if (!existsSync(file)) writeDurably(file, randomBytes(32).toString('base64url'));
  return readFileSync(file, 'utf8').trim();
}

/** The data folder itself is opened for walking (what is in it is 0600); no folder above it ever is. */
function within(folder: string, account: Account | null): boolean {
  if (account === null) return true;
  const parent = dirname(resolve(folder));
  if (!canReach(parent, account)) return false;
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o001);
  return canReach(folder, account);
}

function elsewhere(): string {
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  return join(SYSTEM_FOLDER, randomBytes(8).toString('hex'));
}
