/** The last heartbeat of each device, but what it says of drafts that go to another account: that holds sealed keys. */
import type { DeviceId } from '../../shared/ids.ts';
import type { Heartbeat } from '../../shared/wire/exchanges.ts';
import type { Endpoint } from '../endpoint.ts';

export async function keepHeartbeat({ store, clock }: Endpoint, device: DeviceId, heartbeat: Heartbeat): Promise<void> {
  const { handovers: _, ...kept } = heartbeat;
  const row = { heartbeat: JSON.stringify(kept), at: new Date(clock.wall()) };
  await store.db
    .insertInto('device_status')
    .values({ device_id: device, ...row })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet(row))
    .execute();
}
