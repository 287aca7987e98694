/** `config`: settings of the city, an agency, a center or a device: drafted, then published. */
import { UsageError, parseCommand } from '../../process/command.ts';
import { aboutSettings, boundsOf, scopesOf } from '../../shared/settings-catalogue.ts';
import {
  STAFF_PIN,
  accountOfSetting,
  isSecretSetting,
  isSettingName,
  schemaOf,
  staffAccountSchema,
} from '../../shared/settings.ts';
import { withVerifier } from '../accounts/accounts.ts';
import { isRevoked } from '../accounts/names.ts';
import { inEffectAt } from '../accounts/reach.ts';
import { shippedAgencies } from '../settings/agencies.ts';
import { auditBy, operatingSystemUser } from '../settings/audit.ts';
import { draft, nameOfScope, publish, settingsAt, type ScopeId, type SettingsAt } from '../settings/settings.ts';
import { hashSecret } from '../settings/verifiers.ts';
import type { Database } from '../store/database.ts';
import { DEFAULT_FOLDER, dataFolder, systemClock, withStore } from './options.ts';
import { scopeOption } from './scope.ts';

const USAGE = `
Usage: npm run -s central -- config ACTION --scope SCOPE [--id ID] [NAME [VALUE]] [options]

Settings reach devices once they are published; until then they are drafts. The nearest scope wins:
device, then center, then agency, then city. Works beside a running server and without one.

  show                what is published there and what is drafted, as one JSON object; of a device also
                      what is in effect of all that is published, and where it is set
  set NAME VALUE      drafts a value: a number, true, false, null or text
  set staffPin -      reads a PIN (6 to 12 digits) from standard input and keeps its argon2id hash;
                      an argon2id string is taken as it is
  set staffAccount.NAME - [--until DATE]
                      the same for the passphrase of an account; DATE is its last day, as 2026-12-31.
                      "account" does this in one step, with name, agency and roles
  unset NAME          drafts that the value is taken back
  publish             publishes what is drafted there; without --scope, all that is drafted

  --scope SCOPE  city, agency, center or device
  --id ID        which agency, center or device
  --data DIR     data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help         this text

The settings are:
${Object.keys(aboutSettings)
  .map((name) => `  ${name}`)
  .join('\n')}
docs/settings.md says what each is, its bounds and where it may be set.

Environment: DATABASE_URL, as for serve.
`;

const WORDS: Readonly<Record<string, number>> = { show: 1, set: 3, unset: 2, publish: 1 };

export async function config(args: string[]): Promise<void> {
  const { values, positionals } = parseCommand(
    args,
    USAGE,
    { scope: { type: 'string' }, id: { type: 'string' }, until: { type: 'string' }, data: { type: 'string' } },
    3,
  );
  const [action = '', name, text] = positionals;
  const words = Object.hasOwn(WORDS, action) ? WORDS[action] : undefined;
  if (words === undefined) throw new UsageError('config takes show, set, unset or publish');
  const extra = positionals[words];
  if (extra !== undefined) throw new UsageError(`'${extra}' is one word too many`);
  if (words > 1 && name === undefined) throw new UsageError(`config ${action} takes the NAME of a setting`);
  if (words > 2 && text === undefined) throw new UsageError(`config set ${name} takes a VALUE`);
  const everywhere = action === 'publish' && values.scope === undefined && values.id === undefined;
  const at = everywhere ? null : scopeOption(values.scope, values.id);
  const change = at !== null && name !== undefined ? await changeOf(at, action, name, text, values.until) : null;
  const audit = auditBy(operatingSystemUser(), systemClock);

  await withStore(dataFolder(values.data), false, async ({ db }) => {
    if (action === 'publish') {
      const published = await publish(db, audit, at);
      if (!published.ok) throw new UsageError(`the account '${published.error.account}' was revoked: unset its draft`);
      return print({ published: published.value });
    }
    if (at === null) return undefined;
    const account = name === undefined || change === null ? null : accountOfSetting(name);
    if (account !== null && (await isRevoked(db, account))) {
      throw new UsageError(`the account '${account}' was revoked: names are not given twice`);
    }
    const made = account === null || change === null ? null : staffAccountSchema.parse(change.value);
    const drafted =
      account === null || made === null ? change : { value: await withVerifier(db, at, account, made, values.until) };
    if (name !== undefined) await draft(db, audit, at, name, drafted);
    return print({
      scope: at.scope,
      ...(at.id === '' ? {} : { id: at.id }),
      ...shown(await settingsAt(db, at)),
      ...(at.scope === 'device' ? await inEffect(db, at.id) : {}),
    });
  });
}

/** What is drafted: a value that is good for this setting at this scope, or that it is taken back. */
async function changeOf(
  at: ScopeId,
  action: string,
  name: string,
  text: string | undefined,
  until: string | undefined,
): Promise<{ value: unknown } | null> {
  const schema = schemaOf(name);
  if (schema === null) throw new UsageError(`there is no setting '${name}'`);
  const account = isSecretSetting(name) && name !== STAFF_PIN;
  if (until !== undefined && !account) throw new UsageError('--until goes with staffAccount.NAME');
  if (action === 'unset' || text === undefined) return null;
  if (!scopesOf(name).includes(at.scope)) {
    throw new UsageError(`${name} is set at ${scopesOf(name).join(' or ')}, not at ${nameOfScope(at)}`);
  }
  const value = isSecretSetting(name) ? await secretValue(name, text, until ?? null) : plainValue(text);
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  // An agency may well be called 311.
  const asText = schema.safeParse(text);
  if (asText.success) return { value: asText.data };
  const wrong = parsed.error.issues[0]?.message ?? 'is wrong';
  throw new UsageError(isSettingName(name) ? `${name} takes ${boundsOf(name).bounds}: ${wrong}` : `${name}: ${wrong}`);
}

async function secretValue(name: string, text: string, until: string | null): Promise<unknown> {
  const verifier = text === '-' ? await hashSecret(name === STAFF_PIN ? 'pin' : 'passphrase', process.stdin) : text;
  if (name === STAFF_PIN) return verifier;
  const value = { verifier, until };
  if (!staffAccountSchema.shape.until.safeParse(until).success) {
    throw new UsageError('--until takes a date, as 2026-12-31');
  }
  return value;
}

/** JSON where it is some, else text: `90`, `true`, `null`, `https://…`. */
function plainValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : value;
  } catch {
    return text;
  }
}

/** What of all that is published counts for a device that is known here. */
async function inEffect(db: Database, deviceId: string): Promise<object> {
  const there = await inEffectAt(db, deviceId, shippedAgencies());
  if (there === null) return {};
  return {
    effective: Object.fromEntries(
      there.rows.map(({ name, value, ...from }) => [name, { value: hidden(name, value), from: nameOfScope(from) }]),
    ),
  };
}

function hidden(name: string, value: unknown): unknown {
  return isSecretSetting(name) ? '(set)' : value;
}

/** Verifiers are never shown: only that there is one. */
function shown({ published, draft: drafts }: SettingsAt): object {
  return {
    published: Object.fromEntries(Object.entries(published).map(([name, value]) => [name, hidden(name, value)])),
    draft: {
      set: Object.fromEntries(
        Object.entries(drafts).flatMap(([name, change]) =>
          change === null ? [] : [[name, hidden(name, change.value)]],
        ),
      ),
      unset: Object.keys(drafts).filter((name) => drafts[name] === null),
    },
  };
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
