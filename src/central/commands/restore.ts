/** `restore`: a data folder from a backup file. */
import { resolve } from 'node:path';
import { UsageError, parseCommand } from '../../process/command.ts';
import { readPassphrase } from '../backup/passphrase.ts';
import { restoreBackup, type Restored } from '../backup/restore.ts';
import { commandLog, dataFolder, databaseUrl, systemClock } from './options.ts';

const USAGE = `
Usage: npm run -s central -- restore FILE --data DIR [--replace]

Makes the data folder DIR from a backup file. The file is read from end to end first: one that is cut,
altered or under another passphrase changes nothing. Prints one JSON object: what was restored, and every
device as the backup knows it.

  --data DIR  the folder to make; it must be new or empty
  --replace   move what is in DIR aside first; its server must have ended
  --help      this text

Environment: FAIRDESK_BACKUP_PASSPHRASE, else the passphrase is the first line of standard input;
DATABASE_URL, an empty database to restore to instead of the one in the data folder.
`;

export async function restore(args: string[]): Promise<void> {
  const { values, positionals } = parseCommand(
    args,
    USAGE,
    { data: { type: 'string' }, replace: { type: 'boolean' } },
    1,
  );
  const [file] = positionals;
  if (file === undefined || file === '') throw new UsageError('FILE is missing: the backup to restore');
  if (values.data === undefined) throw new UsageError('--data DIR is needed: the folder to make');
  const folder = dataFolder(values.data);
  const restored = await restoreBackup({
    file: resolve(file),
    folder,
    databaseUrl: databaseUrl(),
    passphrase: () => readPassphrase('known'),
    replace: values.replace === true,
    now: systemClock.wall(),
    log: commandLog(),
  });
  process.stdout.write(`${JSON.stringify({ restored: folder, ...restored })}\n`);
  process.stderr.write(`${whatNow(folder, restored)}\n`);
}

/** What a backup cannot know, and what to do about it. */
function whatNow(folder: string, { createdAt, blobs, movedTo, devices }: Restored): string {
  const revoked = devices.filter(({ revokedAt }) => revokedAt !== null).length;
  const lines = [
    `Restored as of ${createdAt}: ${devices.length} devices, ${revoked} of them revoked (listed on standard output).`,
    'What happened since is not in the backup:',
    '- A device revoked since is good again: revoke it again.',
    '- An account revoked since is good again, and its passphrase is the one of then: revoke or change it again.',
    '- A device enrolled since is unknown and pauses, keeping everything: "npm run central -- enroll --device ID".',
    '- A device enrolled anew since has its older key here, which is good again: enroll it anew once more.',
    '- Enrollment codes issued before are void, those issued since are unknown: make new ones.',
    '- Reports received since are sent again by the devices themselves, within a day, while they keep them.',
  ];
  if (blobs > 0) lines.push(`- ${blobs} attachments are listed, not held: copy their folder to ${folder}/attachments.`);
  if (movedTo !== null) lines.push(`What was in the folder before lies in ${movedTo}.`);
  return lines.join('\n');
}
