/** `backup`: everything but the bytes of attachments, in one file. */
import { resolve } from 'node:path';
import { UsageError, parseCommand } from '../../process/command.ts';
import { readPassphrase } from '../backup/passphrase.ts';
import { writeBackup } from '../backup/write.ts';
import { checkOwner } from '../keys/belonging.ts';
import { hasKeys } from '../keys/keyring.ts';
import { DEFAULT_FOLDER, dataFolder, systemClock, withStore } from './options.ts';

const USAGE = `
Usage: npm run -s central -- backup FILE [options]

Writes every table as one moment saw it, the keys under a passphrase, and the list of attachments to FILE,
and says what is in it as one JSON object. Works beside a running server and without one. FILE appears
when it is whole. It is read by any later version of Fairdesk, on any version of PostgreSQL.

Keep it as safe as the data folder: what visitors wrote is in it, readable. The attachments' own bytes are
not: copy the folder attachments/ of the data folder as well.

A lost sealing key loses every report that was sealed to it and is not opened yet. Keep a backup that is
younger than the newest key, and keep the passphrase where this machine's loss does not reach it.

  --data DIR  data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help      this text

Environment: FAIRDESK_BACKUP_PASSPHRASE, else the passphrase is the first line of standard input;
DATABASE_URL, as for serve.
`;

export async function backup(args: string[]): Promise<void> {
  const { values, positionals } = parseCommand(args, USAGE, { data: { type: 'string' } }, 1);
  const [file] = positionals;
  if (file === undefined || file === '') throw new UsageError('FILE is missing: where the backup goes');
  const folder = dataFolder(values.data);
  if (!hasKeys(folder))
    throw new UsageError(`${folder} holds no keys of a central endpoint: there is nothing to back up`);
  const passphrase = await readPassphrase('new');
  const written = await withStore(folder, false, async ({ db, pool }) => {
    await checkOwner(db, folder);
    try {
      return await writeBackup({ folder, pool, file: resolve(file), passphrase, now: systemClock.wall() });
    } catch (error) {
      const { code, syscall } = error as { code?: string; syscall?: string };
      if (syscall === undefined) throw error;
      throw new UsageError(`${file} cannot be written (${code ?? ''}); nothing was left half written`);
    }
  });
  process.stdout.write(`${JSON.stringify({ backup: resolve(file), ...written })}\n`);
  if (written.blobs > 0) {
    process.stderr.write(`${written.blobs} attachments are listed, not held: copy ${folder}/attachments as well\n`);
  }
}
