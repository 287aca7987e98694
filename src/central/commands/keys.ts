/** `keys`: what keys there are, and the next ones. */
import { existsSync } from 'node:fs';
import { UsageError, parseCommand } from '../../process/command.ts';
import { heldByBackup } from '../backup/held.ts';
import { hasKeys, purposeNames, type Purpose } from '../keys/keyring.ts';
import { ANNOUNCED_FOR_MS, listKeys, retire, rotate } from '../keys/rotation.ts';
import { auditBy, operatingSystemUser } from '../settings/audit.ts';
import { DEFAULT_FOLDER, dataFolder, systemClock, withStore } from './options.ts';

const USAGE = `
Usage: npm run -s central -- keys ACTION [options]

  show                 every key: purpose, id, state, since when; one JSON object a line
  rotate receipt       one of two steps. The first announces the next key: it is listed in every
  rotate content       configuration, and signs nothing yet. The second, a day later, takes it into use
  rotate sealing       the same: the first step makes the next key, which nobody seals to yet; the
                       second is refused until a backup holds it, for what is sealed to a key that is
                       lost is lost
  retire KID           a receipt or content key that is not in use is trusted no more. Sealing keys stay,
                       at least two years and as long as reports may be late

  --early        the second step although the key was announced less than a day ago
  --backed-up    a copy of the data folder made by other means than 'backup' holds the new sealing key
  --data DIR     data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help         this text

A running server takes up the change at its next request. Where several processes share a database, copy
keys/ to the folders of the others after the first step.

Environment: DATABASE_URL, as for serve.
`;

export async function keys(args: string[]): Promise<void> {
  const { values, positionals } = parseCommand(
    args,
    USAGE,
    { data: { type: 'string' }, early: { type: 'boolean' }, 'backed-up': { type: 'boolean' } },
    2,
  );
  const [action, which] = positionals;
  const folder = dataFolder(values.data);
  if (!existsSync(folder) || !hasKeys(folder)) throw new UsageError(`${folder} holds no keys: 'serve' makes them`);
  switch (action) {
    case 'show':
      if (which !== undefined) throw new UsageError(`'${which}' is one word too many`);
      for (const line of listKeys(folder)) print(line);
      return;
    case 'rotate':
      if (which === undefined || !isPurpose(which))
        throw new UsageError('keys rotate takes receipt, sealing or content');
      return rotateKey(folder, which, values.early === true, values['backed-up'] === true);
    case 'retire':
      if (which === undefined) throw new UsageError('keys retire takes the KID of a key');
      return retireKey(folder, which);
    case undefined:
    default:
      throw new UsageError('keys takes show, rotate or retire');
  }
}

async function rotateKey(folder: string, purpose: Purpose, early: boolean, backedUp: boolean): Promise<void> {
  await withStore(folder, false, async ({ db }) => {
    const announced = listKeys(folder).find((key) => key.purpose === purpose && key.state === 'announced');
    const held = backedUp || (announced !== undefined && (await heldByBackup(db, announced.kid)));
    const rotated = rotate(folder, purpose, systemClock.wall(), { early, backedUp: held });
    if (!rotated.ok) {
      throw new UsageError(
        rotated.error.type === 'not-backed-up'
          ? "no backup holds this key yet: make one with 'backup' (or say --backed-up where another copy holds it)"
          : `devices were told of this key at ${rotated.error.announcedAt}: wait until ${rotated.error.readyAt} ` +
              `(${ANNOUNCED_FOR_MS / 3_600_000} hours), or say --early`,
      );
    }
    const { kid, step } = rotated.value;
    if (purpose === 'sealing' && step === 'current')
      await db.updateTable('central').set({ sealing_kid: kid }).execute();
    const audit = auditBy(operatingSystemUser(), systemClock);
    await audit(db, { action: step === 'announced' ? 'key-announced' : 'key-used', subject: `${purpose} ${kid}` });
    print(rotated.value);
  });
}

async function retireKey(folder: string, kid: string): Promise<void> {
  await withStore(folder, false, async ({ db }) => {
    const retired = retire(folder, kid);
    if (!retired.ok) {
      const why = {
        'unknown-key': `there is no key '${kid}'`,
        'in-use': 'this key is in use: rotate first',
        'sealing-key': 'sealing keys stay: reports may be late by years',
      }[retired.error.type];
      throw new UsageError(why);
    }
    const { purpose } = retired.value;
    await auditBy(operatingSystemUser(), systemClock)(db, { action: 'key-retired', subject: `${purpose} ${kid}` });
    print({ purpose, kid, state: 'retired' });
  });
}

function isPurpose(text: string): text is Purpose {
  return (purposeNames as readonly string[]).includes(text);
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
