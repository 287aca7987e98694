/**
 * Who may sign in at inspectors' laptops: made, changed and revoked at once, without a draft, each with
 * its audit row in the same transaction. A verifier goes into the settings and comes out to devices only.
 */
import { cityDay, type Clock } from '../../shared/clock.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { accountOfSetting, staffAccountSchema, STAFF_ACCOUNT, type StaffAccount } from '../../shared/settings.ts';
import type { Audit } from '../settings/audit.ts';
import { nameOfScope, put, type ScopeId } from '../settings/settings.ts';
import { errorCode, type Database, type Work } from '../store/database.ts';
import { endOrdersTo, revokedAmong } from './names.ts';

export interface Parts {
  readonly db: Database;
  readonly audit: Audit;
  readonly clock: Pick<Clock, 'wall'>;
}

/** All that is said of an account; never its verifier. */
export type About = Omit<StaffAccount, 'verifier'>;

export interface AccountLine extends About {
  readonly name: string;
  readonly state: 'active' | 'expired' | 'revoked';
  /** Where it is published, such as `city` or `device <id>`; null of a revoked one. */
  readonly at: string | null;
}

export type AccountError =
  | { readonly type: 'unknown' }
  | { readonly type: 'revoked' }
  /** It is published for laptops of this agency only, which take nobody's of another. */
  | { readonly type: 'only-at'; readonly agency: string };

const UNIQUE_VIOLATION = '23505';

/** Publishes a new account. `taken`: the name is in use, was used before, or is drafted. */
export async function addAccount(
  { db, audit, clock }: Parts,
  at: ScopeId,
  name: string,
  account: StaffAccount,
): Promise<Result<AccountLine, { type: 'taken' }>> {
  try {
    return await db.transaction().execute(async (work) => {
      const drafted = await work
        .selectFrom('setting_drafts')
        .select('name')
        .where('name', '=', STAFF_ACCOUNT + name)
        .limit(1)
        .execute();
      if (drafted.length > 0) return err({ type: 'taken' as const });
      // The key of this table decides between two who add one name at once.
      await work
        .insertInto('accounts')
        .values({ name, made_at: new Date(clock.wall()), revoked_at: null, about: null })
        .execute();
      await put(work, at, STAFF_ACCOUNT + name, { value: account });
      await audit(work, {
        action: 'account-added',
        subject: `account ${name}`,
        value: { ...about(account), at: nameOfScope(at) },
      });
      return ok(lineOf(name, account, at, clock));
    });
  } catch (error) {
    if (errorCode(error) === UNIQUE_VIOLATION) return err({ type: 'taken' });
    throw error;
  }
}

/** Changes an account wherever it is published. */
export async function changeAccount(
  { db, audit, clock }: Parts,
  name: string,
  change: Partial<StaffAccount>,
): Promise<Result<AccountLine[], AccountError>> {
  return db.transaction().execute(async (work) => {
    const held = await publishedOf(work, name);
    if (held.length === 0) return err(await whyNot(work, name));
    const { agency } = change;
    const apart = held.find(({ at }) => at.scope === 'agency' && at.id !== (agency ?? at.id));
    if (apart !== undefined) return err({ type: 'only-at' as const, agency: apart.at.id });
    const lines: AccountLine[] = [];
    for (const { at, account } of held) {
      const next = { ...account, ...change };
      await put(work, at, STAFF_ACCOUNT + name, { value: next });
      lines.push(lineOf(name, next, at, clock));
    }
    const { verifier, ...rest } = change;
    await audit(work, {
      action: verifier === undefined ? 'account-changed' : 'account-passphrase',
      subject: `account ${name}`,
      ...(verifier === undefined ? { value: rest } : {}),
    });
    return ok(lines);
  });
}

/**
 * An account as it is where only its verifier is set anew: nobody loses their agency with their passphrase.
 *
 * @param until the last day, where one is set too
 */
export async function withVerifier(
  db: Database,
  at: ScopeId,
  name: string,
  made: StaffAccount,
  until: string | undefined,
): Promise<StaffAccount> {
  const held = await publishedOf(db, name);
  const before = held.find((each) => nameOfScope(each.at) === nameOfScope(at)) ?? held[0];
  if (before === undefined) return made;
  const { account } = before;
  return { ...account, verifier: made.verifier, until: until ?? account.until };
}

/** Takes an account back everywhere, drafts of it too. Its name stays taken. */
export async function revokeAccount(
  { db, audit, clock }: Parts,
  name: string,
): Promise<Result<AccountLine, AccountError>> {
  return db.transaction().execute(async (work) => {
    // Whoever publishes a draft of it now comes before this or finds it revoked. Drafts first, as there.
    await work
      .selectFrom('setting_drafts')
      .select('name')
      .where('name', '=', STAFF_ACCOUNT + name)
      .forUpdate()
      .execute();
    await revokedAmong(work, [name]);
    const held = await publishedOf(work, name);
    const [first] = held;
    if (first === undefined) return err(await whyNot(work, name));
    await work
      .deleteFrom('setting_drafts')
      .where('name', '=', STAFF_ACCOUNT + name)
      .execute();
    for (const { at } of held) await put(work, at, STAFF_ACCOUNT + name, null);
    const was = about(first.account);
    await work
      .updateTable('accounts')
      .set({ revoked_at: new Date(clock.wall()), about: JSON.stringify(was) })
      .where('name', '=', name)
      .execute();
    await endOrdersTo(work, audit, name);
    await audit(work, { action: 'account-revoked', subject: `account ${name}` });
    return ok({ name, ...was, state: 'revoked', at: null });
  });
}

/** Every account there is or was, by name; one that is published in two places is in two lines. */
export async function listAccounts({ db, clock }: Pick<Parts, 'db' | 'clock'>): Promise<AccountLine[]> {
  const published = await db
    .selectFrom('settings')
    .select(['scope', 'scope_id', 'name', 'value'])
    .where('name', 'like', `${STAFF_ACCOUNT}%`)
    .execute();
  const revoked = await db
    .selectFrom('accounts')
    .select(['name', 'about'])
    .where('revoked_at', 'is not', null)
    .execute();
  const lines = [
    ...published.flatMap(({ scope, scope_id: id, name, value }): AccountLine[] => {
      const account = accountOfSetting(name);
      const parsed = staffAccountSchema.safeParse(value);
      return account === null || !parsed.success ? [] : [lineOf(account, parsed.data, { scope, id }, clock)];
    }),
    ...revoked.map(({ name, about: was }): AccountLine => ({ name, ...aboutOf(was), state: 'revoked', at: null })),
  ];
  const order = ({ name, at }: AccountLine) => `${name} ${at ?? ''}`;
  return lines.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Whether a name is or was an account's. */
export async function accountKnown(db: Database | Work, name: string): Promise<boolean> {
  const row = await db.selectFrom('accounts').select('name').where('name', '=', name).executeTakeFirst();
  return row !== undefined;
}

export function hasExpired({ until }: Pick<StaffAccount, 'until'>, now: number): boolean {
  return until !== null && until < cityDay(now);
}

async function publishedOf(work: Database | Work, name: string): Promise<{ at: ScopeId; account: StaffAccount }[]> {
  const rows = await work
    .selectFrom('settings')
    .select(['scope', 'scope_id', 'value'])
    .where('name', '=', STAFF_ACCOUNT + name)
    .orderBy('scope')
    .orderBy('scope_id')
    .forUpdate()
    .execute();
  return rows.map(({ scope, scope_id: id, value }) => ({
    at: { scope, id },
    account: staffAccountSchema.parse(value),
  }));
}

async function whyNot(work: Work, name: string): Promise<AccountError> {
  return (await accountKnown(work, name)) ? { type: 'revoked' } : { type: 'unknown' };
}

function about({ person, agency, roles, until }: StaffAccount): About {
  return { person, agency, roles, until };
}

const aboutSchema = staffAccountSchema.omit({ verifier: true });

/** Of one that was taken back as a setting nothing but its name is known. */
function aboutOf(stored: unknown): About {
  const parsed = aboutSchema.safeParse(stored);
  return parsed.success ? parsed.data : { person: '', agency: null, roles: [], until: null };
}

function lineOf(name: string, account: StaffAccount, at: ScopeId, clock: Pick<Clock, 'wall'>): AccountLine {
  const state = hasExpired(account, clock.wall()) ? 'expired' : 'active';
  return { name, ...about(account), state, at: nameOfScope(at) };
}
