/** Whether a backup holds a key: a new sealing key is published only after one does (wire contract, "Keys"). */
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

export async function heldByBackup(db: Database, kid: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM key_backups WHERE kid = ${kid}`.execute(db);
  return rows.length > 0;
}
