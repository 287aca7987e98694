/**
 * Database and keys belong together. Whoever starts first on a database writes its name there; a data
 * folder with other keys could neither open what devices seal nor vouch for what was stored.
 */
import { sql } from 'kysely';
import { UsageError } from '../../process/command.ts';
import type { Database } from '../store/database.ts';
import { hasKeys, type Keyring } from './keyring.ts';

/** @throws UsageError where the database has an owner and `folder` no keys at all: none are made then */
export async function checkOwner(db: Database, folder: string): Promise<void> {
  const owner = await db.selectFrom('central').select('id').executeTakeFirst();
  if (owner !== undefined && !hasKeys(folder)) throw foreign(owner.id, folder);
}

/** @throws UsageError where the database belongs to another central endpoint, or its sealing key is not held */
export async function checkBelonging(db: Database, keyring: Keyring, folder: string): Promise<void> {
  await db
    .insertInto('central')
    .values({ id: keyring.centralId, sealing_kid: keyring.sealing.current.kid })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('central').selectAll().executeTakeFirstOrThrow();
  if (row.id !== keyring.centralId || !keyring.sealing.byKid.has(row.sealing_kid)) {
    throw foreign(row.id, folder);
  }
  await sql`UPDATE central SET sealing_kid = ${keyring.sealing.current.kid} WHERE sealing_kid <> ${keyring.sealing.current.kid}`.execute(
    db,
  );
}

function foreign(id: string, folder: string): UsageError {
  return new UsageError(
    `the database belongs to the central endpoint ${id}, whose keys are not in ${folder}: copy central.json and keys/ ` +
      'from its data folder, or restore both from one backup',
  );
}
