/** A device that was lost or stolen: its key counts no more, nor do codes that would make it anew. */
import type { Clock } from '../../shared/clock.ts';
import type { DeviceId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Audit } from '../settings/audit.ts';
import type { Database } from '../store/database.ts';

interface Parts {
  readonly db: Database;
  readonly audit: Audit;
  readonly clock: Pick<Clock, 'wall'>;
}

/** @returns when it was revoked: now, or before where it was already */
export async function revoke(
  { db, audit, clock }: Parts,
  device: DeviceId,
): Promise<Result<Date, { type: 'unknown' }>> {
  return db.transaction().execute(async (work) => {
    const known = await work
      .selectFrom('devices')
      .select('revoked_at')
      .where('id', '=', device)
      .forUpdate()
      .executeTakeFirst();
    if (known === undefined) return err({ type: 'unknown' as const });
    const now = new Date(clock.wall());
    await work
      .updateTable('enrollment_codes')
      // Before every clock there is: this one and the server's may differ.
      .set({ expires_at: new Date(0) })
      .where('device_id', '=', device)
      .where('used_key', 'is', null)
      .execute();
    if (known.revoked_at !== null) return ok(known.revoked_at);
    await work.updateTable('devices').set({ revoked_at: now }).where('id', '=', device).execute();
    await audit(work, { action: 'device-revoked', subject: `device ${device}` });
    return ok(now);
  });
}
