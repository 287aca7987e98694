/** `enroll`: one line, a one-time enrollment code. */
import { UsageError, parseCommand } from '../../process/command.ts';
import { centerIdSchema, deviceIdSchema } from '../../shared/ids.ts';
import { profileSchema } from '../../shared/wire/exchanges.ts';
import { makeCode } from '../fleet/codes.ts';
import { DEFAULT_FOLDER, dataFolder, systemClock, systemRandom, withStore } from './options.ts';

const USAGE = `
Usage: npm run -s central -- enroll --profile kiosk|inspector [options]

Prints a one-time code that a device enrolls with. It works once, within 30 minutes. Works beside a
running server and without one.

  --profile PROFILE  which face the device opens: kiosk or inspector
                     (may be left out with --device, where the device is known)
  --center ID        the walk-in center it stands in
  --device ID        enroll an existing, revoked or forgotten device anew under its id;
                     its old key stops at once
  --data DIR         data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help             this text

Environment: DATABASE_URL, as for serve.
`;

export async function enroll(args: string[]): Promise<void> {
  const { values } = parseCommand(args, USAGE, {
    profile: { type: 'string' },
    center: { type: 'string' },
    device: { type: 'string' },
    data: { type: 'string' },
  });
  const profile = values.profile === undefined ? undefined : profileSchema.safeParse(values.profile);
  if (profile?.success === false) throw new UsageError('--profile takes kiosk or inspector');
  if (profile === undefined && values.device === undefined)
    throw new UsageError('--profile is missing: kiosk or inspector');
  const center = values.center === undefined ? undefined : centerIdSchema.safeParse(values.center);
  if (center?.success === false) throw new UsageError('--center takes 1 to 64 letters, digits, dots and lines');
  const device = values.device === undefined ? undefined : deviceIdSchema.safeParse(values.device.toLowerCase());
  if (device?.success === false) throw new UsageError('--device takes the id of a device, a UUID');

  const code = await withStore(dataFolder(values.data), true, (store) =>
    makeCode(
      { store, clock: systemClock, random: systemRandom },
      { profile: profile?.data, centerId: center?.data, deviceId: device?.data },
    ),
  );
  if (!code.ok) throw new UsageError('this device is not known here: say its --profile');
  process.stdout.write(`${code.value}\n`);
}
