/** `account`: who may sign in at inspectors' laptops. */
import { UsageError, parseCommand } from '../../process/command.ts';
import { agenciesOn } from '../../shared/content/agencies.ts';
import { cityDay } from '../../shared/clock.ts';
import {
  ACCOUNT_NAME,
  staffAccountSchema,
  staffRoles,
  type StaffAccount,
  type StaffRole,
} from '../../shared/settings.ts';
import { isCleanText } from '../../shared/text.ts';
import {
  addAccount,
  changeAccount,
  listAccounts,
  revokeAccount,
  type AccountError,
  type Parts,
} from '../accounts/accounts.ts';
import { shippedCatalogue } from '../content/shipped.ts';
import { auditBy, operatingSystemUser } from '../settings/audit.ts';
import { hashSecret } from '../settings/verifiers.ts';
import { handOver, handOvers } from './hand-over.ts';
import { DEFAULT_FOLDER, dataFolder, systemClock, withStore } from './options.ts';
import { scopeOption } from './scope.ts';

const USAGE = `
Usage: npm run -s central -- account ACTION [NAME] [options]

Accounts that inspectors sign in with, also without a network. What is done here is in effect at once:
laptops have it with their next configuration. Passphrases (8 to 128 characters) are read from standard
input, one line; only an argon2id hash is kept, and no command shows it. Works beside a running server
and without one.

  add NAME         a new account; NAME is 1 to 64 of a-z, 0-9, dot, line. A name is never given twice,
                   also after its account was revoked: reports call inspectors by it
  passphrase NAME  a new passphrase. Drafts written under the old one are opened on the laptop by typing
                   it there once, or, where it is lost, by a hand-over from NAME to NAME
  change NAME      another --until, --agency, --person or --role (all roles anew); none takes a date or
                   an agency back
  revoke NAME      ends it: laptops lock it out at their next contact
  list             every account, one JSON object a line
  hand-over FROM --to TO --device ID, hand-overs
                   what one account has open on a laptop goes to another: hand-over --help

  --person "FULL NAME"  who it is
  --agency ID      whom they inspect for; without it, the agency of each laptop
  --role ROLE      inspector or supervisor, once or twice (default inspector)
  --until DATE     last day on which new work may begin, as 2026-12-31
  --scope SCOPE    add: which laptops get it: city (default), agency, center or device
  --id ID          which agency, center or device
  --data DIR       data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help           this text

A laptop that belongs to an agency gets that agency's accounts, those without an agency, and those made
for this very device; a kiosk gets none.

Environment: DATABASE_URL, as for serve.
`;

const OPTIONS = {
  person: { type: 'string' },
  agency: { type: 'string' },
  role: { type: 'string', multiple: true },
  until: { type: 'string' },
  scope: { type: 'string' },
  id: { type: 'string' },
  data: { type: 'string' },
} as const;

type Values = ReturnType<typeof parseCommand<typeof OPTIONS>>['values'];
type Option = Exclude<keyof typeof OPTIONS, 'data'>;

/** Which options go with which action. */
const ACTIONS = {
  add: ['person', 'agency', 'role', 'until', 'scope', 'id'],
  passphrase: [],
  change: ['person', 'agency', 'role', 'until'],
  revoke: [],
  list: [],
} as const satisfies Record<string, readonly Option[]>;
type Action = keyof typeof ACTIONS;

/** @param input where a passphrase is read from */
export async function account(args: string[], input: AsyncIterable<Buffer | string> = process.stdin): Promise<void> {
  const [first, ...rest] = args;
  if (first === 'hand-over') return handOver(rest);
  if (first === 'hand-overs') return handOvers(rest);
  const { values, positionals } = parseCommand(args, USAGE, OPTIONS, 2);
  const [action = '', name] = positionals;
  if (!isAction(action)) {
    throw new UsageError(`account takes ${Object.keys(ACTIONS).join(', ')}, hand-over or hand-overs`);
  }
  const allowed: readonly Option[] = ACTIONS[action];
  for (const option of ['person', 'agency', 'role', 'until', 'scope', 'id'] as const) {
    if (values[option] !== undefined && !allowed.includes(option)) {
      throw new UsageError(`--${option} does not go with account ${action}`);
    }
  }
  if (action === 'list') {
    if (name !== undefined) throw new UsageError(`'${name}' is one word too many`);
    return within(values, async (parts) => {
      for (const line of await listAccounts(parts)) print(line);
    });
  }
  const named = nameOption(action, name);
  switch (action) {
    case 'add':
      return add(values, named, input);
    case 'passphrase': {
      const verifier = await hashSecret('passphrase', input);
      await changed(values, named, { verifier });
      process.stderr.write(
        'drafts under the old passphrase come back by typing it once on the laptop, or by "account hand-over"\n',
      );
      return undefined;
    }
    case 'change': {
      const change = aboutOptions(values, true);
      if (Object.keys(change).length === 0)
        throw new UsageError('account change takes --until, --agency, --person or --role');
      return changed(values, named, change);
    }
    case 'revoke':
      return within(values, async (parts) => {
        const revoked = await revokeAccount(parts, named);
        if (!revoked.ok) throw new UsageError(whyNot(named, revoked.error));
        print(revoked.value);
      });
  }
}

async function add(values: Values, name: string, input: AsyncIterable<Buffer | string>): Promise<void> {
  const at = scopeOption(values.scope ?? 'city', values.id);
  if (at.scope === 'agency') knownAgency('--id', at.id);
  const said = aboutOptions(values, false);
  if (at.scope === 'agency' && (said.agency ?? at.id) !== at.id) {
    throw new UsageError(`--agency ${said.agency}: only laptops of ${at.id} would get it, and they would not take it`);
  }
  const made: StaffAccount = staffAccountSchema.parse({
    until: null,
    ...said,
    verifier: await hashSecret('passphrase', input),
  });
  await within(values, async (parts) => {
    if (at.scope === 'device') await knownLaptop(parts, at.id);
    const added = await addAccount(parts, at, name, made);
    if (!added.ok) throw new UsageError(`'${name}' is, or was, somebody's account: names are not given twice`);
    print(added.value);
  });
}

async function changed(values: Values, name: string, change: Partial<StaffAccount>): Promise<void> {
  await within(values, async (parts) => {
    const done = await changeAccount(parts, name, change);
    if (!done.ok) throw new UsageError(whyNot(name, done.error));
    for (const line of done.value) print(line);
  });
}

function within(values: Values, work: (parts: Parts) => Promise<void>): Promise<void> {
  const audit = auditBy(operatingSystemUser(), systemClock);
  return withStore(dataFolder(values.data), false, ({ db }) => work({ db, audit, clock: systemClock }));
}

function nameOption(action: string, name: string | undefined): string {
  if (name === undefined) throw new UsageError(`account ${action} takes the NAME of an account`);
  if (!ACCOUNT_NAME.test(name)) {
    throw new UsageError('NAME is 1 to 64 of a-z, 0-9, dot and lines, a letter or digit first');
  }
  return name;
}

/** What the options say of an account; only what they say. @param takeBack whether `none` takes a value back */
function aboutOptions(values: Values, takeBack: boolean): Partial<Omit<StaffAccount, 'verifier'>> {
  const none = (text: string) => takeBack && text === 'none';
  const { person, agency, until, role } = values;
  if (until !== undefined && !none(until) && !staffAccountSchema.shape.until.safeParse(until).success) {
    throw new UsageError('--until takes a date, as 2026-12-31');
  }
  if (person !== undefined && (!isCleanText(person) || !staffAccountSchema.shape.person.safeParse(person).success)) {
    throw new UsageError('--person takes a name of at most 200 characters');
  }
  if (agency !== undefined && !none(agency)) knownAgency('--agency', agency);
  return {
    ...(person === undefined ? {} : { person: person.trim() }),
    ...(agency === undefined ? {} : { agency: none(agency) ? null : agency }),
    ...(until === undefined ? {} : { until: none(until) ? null : until }),
    ...(role === undefined ? {} : { roles: [...new Set(role.map(roleOption))] }),
  };
}

function roleOption(text: string): StaffRole {
  const role = staffRoles.find((known) => known === text);
  if (role === undefined) throw new UsageError(`--role takes ${staffRoles.join(' or ')}`);
  return role;
}

/** An account of an agency that no laptop can belong to would reach nobody, and nobody would know why. */
function knownAgency(option: string, id: string): void {
  const agencies = agenciesOn(shippedCatalogue().agencies, cityDay(systemClock.wall()));
  if (agencies.some((agency) => agency.id === id)) return;
  throw new UsageError(
    `${option}: there is no agency '${id}'; there are ${agencies.map((each) => each.id).join(', ')}`,
  );
}

async function knownLaptop({ db }: Parts, id: string): Promise<void> {
  const device = await db.selectFrom('devices').select('profile').where('id', '=', id).executeTakeFirst();
  if (device === undefined) throw new UsageError('--id: this device is not known here');
  if (device.profile !== 'inspector') throw new UsageError('--id: this is a kiosk: nobody signs in there');
}

function whyNot(name: string, error: AccountError): string {
  switch (error.type) {
    case 'revoked':
      return `the account '${name}' was revoked: that cannot be undone`;
    case 'unknown':
      return `there is no account '${name}'`;
    case 'only-at':
      return `--agency: only laptops of ${error.agency} get '${name}', and they would not take it`;
  }
}

function isAction(text: string): text is Action {
  return Object.hasOwn(ACTIONS, text);
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
