/**
 * Orders that what one account wrote on one laptop goes to another account there, or, where a passphrase
 * was lost, back to the same. Only people at the central endpoint make them.
 */
import { err, ok, type Result } from '../../shared/result.ts';
import { HANDOVERS_MAX, type HandoverOrder } from '../../shared/wire/handover.ts';
import type { Agencies } from '../settings/agencies.ts';
import { errorCode, isCollision, type Database } from '../store/database.ts';
import { accountKnown, hasExpired, type Parts } from './accounts.ts';
import { accountIn, inEffectAt } from './reach.ts';

/** `offered`: the laptop has answered. `keys sent`: they wait in its configuration. */
export type OrderState = 'ordered' | 'offered' | 'keys sent' | 'done' | 'withdrawn';

export interface OrderLine {
  readonly id: string;
  readonly device: string;
  readonly from: string;
  readonly to: string;
  readonly state: OrderState;
  /** ISO 8601. */
  readonly orderedAt: string;
}

export type OrderError =
  | { readonly type: 'device-unknown' | 'device-revoked' | 'kiosk' }
  /** No account ever had the name whose drafts were to go. */
  | { readonly type: 'from-unknown' }
  /** Whoever is to get them cannot sign in there: revoked, expired, of another agency, or unknown. */
  | { readonly type: 'to-unable' }
  /** An order for what this account wrote there is open. */
  | { readonly type: 'open' }
  | { readonly type: 'too-many' };

const UNIQUE_VIOLATION = '23505';

export async function orderHandover(
  { db, audit, clock }: Parts,
  agencies: Agencies,
  { id, device, from, to }: { id: string; device: string; from: string; to: string },
): Promise<Result<OrderLine, OrderError>> {
  const there = await inEffectAt(db, device, agencies);
  if (there === null) return err({ type: 'device-unknown' });
  if (there.profile !== 'inspector') return err({ type: 'kiosk' });
  if (there.revoked) return err({ type: 'device-revoked' });
  if (!(await accountKnown(db, from))) return err({ type: 'from-unknown' });
  const receiver = accountIn(there, to);
  if (receiver === null || hasExpired(receiver, clock.wall())) return err({ type: 'to-unable' });
  const orderedAt = new Date(clock.wall());
  try {
    // Serializable, so that two orders at once do not both see room for the last one.
    return await db
      .transaction()
      .setIsolationLevel('serializable')
      .execute(async (work) => {
        const open = await work
          .selectFrom('handover_orders')
          .select('id')
          .where('device_id', '=', device)
          .where('done_at', 'is', null)
          .where('withdrawn_at', 'is', null)
          .execute();
        if (open.length >= HANDOVERS_MAX) return err({ type: 'too-many' as const });
        await work
          .insertInto('handover_orders')
          .values({
            device_id: device,
            id,
            from_account: from,
            to_account: to,
            ordered_at: orderedAt,
            offered_at: null,
            public_key: null,
            keys: '[]',
            done_at: null,
            withdrawn_at: null,
          })
          .execute();
        await audit(work, { action: 'handover-ordered', subject: `handover ${id}`, value: { device, from, to } });
        return ok({ id, device, from, to, state: 'ordered' as const, orderedAt: orderedAt.toISOString() });
      });
  } catch (error) {
    if (errorCode(error) === UNIQUE_VIOLATION || isCollision(error)) return err({ type: 'open' });
    throw error;
  }
}

/** Every order there was, the oldest first. */
export async function listOrders(db: Database): Promise<OrderLine[]> {
  const rows = await db.selectFrom('handover_orders').selectAll().orderBy('ordered_at').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    device: row.device_id,
    from: row.from_account,
    to: row.to_account,
    state: stateOf(row),
    orderedAt: row.ordered_at.toISOString(),
  }));
}

function stateOf(row: {
  readonly offered_at: Date | null;
  readonly keys: HandoverOrder['keys'];
  readonly done_at: Date | null;
  readonly withdrawn_at: Date | null;
}): OrderState {
  if (row.done_at !== null) return 'done';
  if (row.withdrawn_at !== null) return 'withdrawn';
  if (row.keys.length > 0) return 'keys sent';
  return row.offered_at === null ? 'ordered' : 'offered';
}

/** Takes an order back that is not done. A laptop that has had its keys may have used them already. */
export async function withdrawOrder(
  { db, audit, clock }: Parts,
  id: string,
): Promise<Result<null, { type: 'unknown' | 'done' | 'withdrawn' }>> {
  return db.transaction().execute(async (work) => {
    const row = await work
      .selectFrom('handover_orders')
      .select(['done_at', 'withdrawn_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return err({ type: 'unknown' as const });
    if (row.done_at !== null) return err({ type: 'done' as const });
    if (row.withdrawn_at !== null) return err({ type: 'withdrawn' as const });
    await work
      .updateTable('handover_orders')
      .set({ withdrawn_at: new Date(clock.wall()), keys: '[]' })
      .where('id', '=', id)
      .execute();
    await audit(work, { action: 'handover-withdrawn', subject: `handover ${id}` });
    return ok(null);
  });
}

/** What a device is to do, as its configuration says it, by id: only for accounts that can sign in there. */
export async function ordersFor(
  db: Database,
  device: string,
  canSignIn: (account: string) => boolean,
): Promise<HandoverOrder[]> {
  const rows = await db
    .selectFrom('handover_orders')
    .select(['id', 'from_account', 'to_account', 'keys'])
    .where('device_id', '=', device)
    .where('done_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .limit(HANDOVERS_MAX)
    .execute();
  return rows
    .filter(({ to_account: to }) => canSignIn(to))
    .map(({ id, from_account: from, to_account: to, keys }) => ({ id, from, to, keys }));
}
