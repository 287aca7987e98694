/**
 * PostgreSQL refuses to run as root: there it runs as the user `postgres`, who must be able to walk to
 * its files. Folders above ours are never opened for it.
 */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../process/command.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/** Where root keeps what the server's user must reach and cannot reach elsewhere. */
export const SYSTEM_FOLDER = '/var/lib/fairdesk';

/**
 * The user the server runs as, made if it is missing; null where this process is not root and runs it itself.
 *
 * @throws UsageError where the user can neither be found nor made
 */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const there = find();
  if (there !== null) return there;
  try {
    execFileSync(
      'useradd',
      [
        '--system',
        '--user-group',
        '--no-create-home',
        '--home-dir',
        SYSTEM_FOLDER,
        '--shell',
        '/usr/sbin/nologin',
        NAME,
      ],
      { stdio: 'ignore' },
    );
  } catch {
    // Another process may have made it meanwhile.
  }
  const made = find();
  if (made === null) {
    throw new UsageError(
      `PostgreSQL does not run as root and the user ${NAME} is missing: make it, or run as another user`,
    );
  }
  return made;
}

function find(): Account | null {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, NAME], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

/** Whether `account` may walk to `folder` and into it. */
export function canReach(folder: string, account: Account): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (dirname(at) === at) return true;
  }
}
