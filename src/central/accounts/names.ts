/** Names of accounts are never given to somebody else: every one that was ever published is remembered. */
import { sql } from 'kysely';
import { STAFF_ACCOUNT } from '../../shared/settings.ts';
import type { Audit } from '../settings/audit.ts';
import type { Database, Work } from '../store/database.ts';

/**
 * Called after what is published of an account has changed, in that transaction: it is in force while
 * anything of it is published.
 */
export async function rememberAccount(work: Work, name: string): Promise<void> {
  await sql`
    INSERT INTO accounts AS held (name, made_at, revoked_at)
    SELECT ${name}, now(), CASE WHEN in_force THEN NULL ELSE now() END
    FROM (SELECT EXISTS (SELECT FROM settings WHERE name = ${STAFF_ACCOUNT + name}) AS in_force) is_it
    ON CONFLICT (name) DO UPDATE SET
      revoked_at = CASE WHEN excluded.revoked_at IS NULL THEN NULL ELSE coalesce(held.revoked_at, excluded.revoked_at) END,
      about = CASE WHEN excluded.revoked_at IS NULL THEN NULL ELSE held.about END`.execute(work);
}

export async function isRevoked(db: Database, name: string): Promise<boolean> {
  const row = await db.selectFrom('accounts').select('revoked_at').where('name', '=', name).executeTakeFirst();
  return row !== undefined && row.revoked_at !== null;
}

/**
 * Which of these names were taken back. Until the transaction ends nobody else changes any of them.
 *
 * @param names in any order
 */
export async function revokedAmong(work: Work, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const rows = await work
    .selectFrom('accounts')
    .select(['name', 'revoked_at'])
    .where('name', 'in', names)
    .orderBy('name')
    .forUpdate()
    .execute();
  return rows.flatMap(({ name, revoked_at: at }) => (at === null ? [] : [name]));
}

/** Nobody is to be given what an account was to get that is in force no more. */
export async function endOrdersTo(work: Work, audit: Audit, name: string): Promise<void> {
  const ended = await work
    .updateTable('handover_orders')
    .set({ withdrawn_at: sql<Date>`now()`, keys: '[]' })
    .where('to_account', '=', name)
    .where('done_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`NOT EXISTS (SELECT FROM settings WHERE name = ${STAFF_ACCOUNT + name})`)
    .returning('id')
    .execute();
  for (const { id } of ended) await audit(work, { action: 'handover-withdrawn', subject: `handover ${id}` });
}
