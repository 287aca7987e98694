/** The last heartbeat of each device. */
import type { DeviceId } from '../../shared/ids.ts';
import type { Heartbeat } from '../../shared/wire/exchanges.ts';
import type { Endpoint } from '../endpoint.ts';

export async function keepHeartbeat({ store, clock }: Endpoint, device: DeviceId, heartbeat: Heartbeat): Promise<void> {
  const row = { heartbeat: JSON.stringify(heartbeat), at: new Date(clock.wall()) };
  await store.db
    .insertInto('device_status')
    .values({ device_id: device, ...row })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet(row))
    .execute();
}
