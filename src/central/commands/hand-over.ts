/** `account hand-over`: what one account wrote on a laptop goes to another. */
import { randomUUID } from 'node:crypto';
import { UsageError, parseCommand } from '../../process/command.ts';
import { deviceIdSchema } from '../../shared/ids.ts';
import { ACCOUNT_NAME } from '../../shared/settings.ts';
import { HANDOVERS_MAX } from '../../shared/wire/handover.ts';
import type { Parts } from '../accounts/accounts.ts';
import { listOrders, orderHandover, withdrawOrder, type OrderError } from '../accounts/orders.ts';
import { shippedAgencies } from '../settings/agencies.ts';
import { auditBy, operatingSystemUser } from '../settings/audit.ts';
import { DEFAULT_FOLDER, dataFolder, systemClock, withStore } from './options.ts';

const USAGE = `
Usage: npm run -s central -- account hand-over FROM --to TO --device ID [--data DIR]
       npm run -s central -- account hand-over --withdraw ORDER [--data DIR]
       npm run -s central -- account hand-overs [--data DIR]

What the account FROM has open on one laptop, drafts and deferred copies, goes to the account TO; what it
sent is not shown to TO. FROM may be revoked. FROM and TO may be the same: that gives back all that lies
under a passphrase that was lost. The drafts themselves stay on the laptop; it happens over its next
contacts, once TO has signed in there.

hand-overs lists every order, one JSON object a line. Its state is ordered; offered (the laptop has
answered); keys sent (they wait for the laptop); done; or withdrawn.

  --to TO           who gets them: an account that can sign in at this laptop
  --device ID       which laptop
  --withdraw ORDER  takes back an order that is not done; a laptop that was sent the keys may have used them
  --data DIR        data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help            this text

Environment: DATABASE_URL, as for serve.
`;

const SAYS: Readonly<Record<OrderError['type'], string>> = {
  'device-unknown': '--device: this device is not known here',
  'device-revoked': '--device: this device is revoked: it would never hear of it',
  kiosk: '--device: this is a kiosk: nobody signs in there',
  'from-unknown': 'FROM: there never was such an account',
  'to-unable':
    '--to: nobody of this name can sign in at this laptop: revoked, expired, of another agency, or never there',
  open: 'an order for what this account has on this laptop is open: see "account hand-overs"',
  'too-many': `this laptop has ${HANDOVERS_MAX} open orders: wait until some are done`,
};

export async function handOver(args: string[]): Promise<void> {
  const { values, positionals } = parseCommand(
    args,
    USAGE,
    {
      to: { type: 'string' },
      device: { type: 'string' },
      withdraw: { type: 'string' },
      data: { type: 'string' },
    },
    1,
  );
  const [from] = positionals;
  if (values.withdraw !== undefined) {
    if (from !== undefined || values.to !== undefined || values.device !== undefined) {
      throw new UsageError('--withdraw stands alone: it takes the id of an order');
    }
    return withdraw(idOption('--withdraw takes the id of an order, a UUID', values.withdraw), values.data);
  }
  if (from === undefined) throw new UsageError('account hand-over takes FROM, the account whose drafts they are');
  if (values.to === undefined) throw new UsageError('--to is missing: the account that gets them');
  if (values.device === undefined) throw new UsageError('--device is missing: the laptop they are on');
  for (const name of [from, values.to]) {
    if (!ACCOUNT_NAME.test(name)) throw new UsageError(`'${name}' is not the name of an account`);
  }
  const { to } = values;
  const device = idOption('--device takes the id of a device, a UUID', values.device);
  await within(values.data, async (parts) => {
    const ordered = await orderHandover(parts, shippedAgencies(), { id: randomUUID(), device, from, to });
    if (!ordered.ok) throw new UsageError(SAYS[ordered.error.type]);
    print(ordered.value);
  });
}

export async function handOvers(args: string[]): Promise<void> {
  const { values } = parseCommand(args, USAGE, { data: { type: 'string' } });
  await within(values.data, async ({ db }) => {
    for (const line of await listOrders(db)) print(line);
  });
}

async function withdraw(id: string, data: string | undefined): Promise<void> {
  await within(data, async (parts) => {
    const withdrawn = await withdrawOrder(parts, id);
    if (!withdrawn.ok) {
      const why = {
        unknown: 'there is no such order',
        done: 'this order is done: it cannot be taken back',
        withdrawn: 'this order was withdrawn before',
      }[withdrawn.error.type];
      throw new UsageError(`--withdraw: ${why}`);
    }
    print({ withdrawn: id });
  });
}

function within(data: string | undefined, work: (parts: Parts) => Promise<void>): Promise<void> {
  const audit = auditBy(operatingSystemUser(), systemClock);
  return withStore(dataFolder(data), false, ({ db }) => work({ db, audit, clock: systemClock }));
}

function idOption(says: string, text: string): string {
  const id = deviceIdSchema.safeParse(text.toLowerCase());
  if (!id.success) throw new UsageError(says);
  return id.data;
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
