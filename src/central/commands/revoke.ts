/** `revoke`: a device may send no more; `enroll --device` makes it anew. */
import { UsageError, parseCommand } from '../../process/command.ts';
import { deviceIdSchema } from '../../shared/ids.ts';
import { revoke as revokeDevice } from '../fleet/revoke.ts';
import { auditBy, operatingSystemUser } from '../settings/audit.ts';
import { DEFAULT_FOLDER, dataFolder, systemClock, withStore } from './options.ts';

const USAGE = `
Usage: npm run -s central -- revoke --device ID [options]

From now on every request of the device is answered device-revoked; codes made to enroll it anew that
were not used yet work no more. It keeps what it holds. enroll --device ID makes it anew. Works beside a
running server and without one.

  --device ID  the device, a UUID
  --data DIR   data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help       this text

Environment: DATABASE_URL, as for serve.
`;

export async function revoke(args: string[]): Promise<void> {
  const { values } = parseCommand(args, USAGE, { device: { type: 'string' }, data: { type: 'string' } });
  if (values.device === undefined) throw new UsageError('--device is missing');
  const device = deviceIdSchema.safeParse(values.device.toLowerCase());
  if (!device.success) throw new UsageError('--device takes the id of a device, a UUID');
  const audit = auditBy(operatingSystemUser(), systemClock);
  const revoked = await withStore(dataFolder(values.data), false, ({ db }) =>
    revokeDevice({ db, audit, clock: systemClock }, device.data),
  );
  if (!revoked.ok) throw new UsageError('this device is not known here');
  process.stdout.write(`${JSON.stringify({ revoked: device.data, at: revoked.value.toISOString() })}\n`);
}
