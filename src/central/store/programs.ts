/** PostgreSQL's own programs, run as the user they belong to. */
import { spawn } from 'node:child_process';
import { chownSync, writeFileSync } from 'node:fs';
import type { Account } from './account.ts';

/** Writes a file that only the server's user reads. */
export function writeOwned(path: string, content: string, account: Account | null): void {
  writeFileSync(path, content, { mode: 0o600 });
  if (account !== null) chownSync(path, account.uid, account.gid);
}

/** Runs one of PostgreSQL's programs as its user, with nothing of our environment that it would read. */
export function run(
  program: string,
  args: string[],
  cwd: string,
  account: Account | null,
): Promise<{ ok: true } | { ok: false; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      // Its own group: a Ctrl-C at the terminal reaches us, and we stop it when its work is done.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
      env: {
        PATH: process.env['PATH'] ?? '',
        LC_ALL: 'C',
        TZ: 'UTC',
        ...(process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '' } : {}),
      },
      ...account,
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-2_000);
    });
    child.once('error', (error) => resolve({ ok: false, said: error.message }));
    // `exit`, not `close`: the server that pg_ctl starts keeps what it inherited.
    child.once('exit', (code) => {
      child.stderr.destroy();
      resolve(code === 0 ? { ok: true } : { ok: false, said: said.trim().split('\n').at(-1) ?? `exit code ${code}` });
    });
  });
}
