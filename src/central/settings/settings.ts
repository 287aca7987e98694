/**
 * Settings by scope: drafts that people make and take back, and what they publish. Only what is
 * published reaches a device; each change leaves its audit row in the same transaction.
 */
import { accountOfSetting, isSecretSetting, nearest, scopes, type Scope } from '../../shared/settings.ts';
import { endOrdersTo, rememberAccount, revokedAmong } from '../accounts/names.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Database, Work } from '../store/database.ts';
import type { Audit } from './audit.ts';

/** Where a setting is set. The city has the id ''. */
export interface ScopeId {
  readonly scope: Scope;
  readonly id: string;
}

export function nameOfScope({ scope, id }: ScopeId): string {
  return id === '' ? scope : `${scope} ${id}`;
}

type Values = Record<string, unknown>;

export interface SettingsAt {
  readonly published: Values;
  /** Changes not published yet; null takes the setting back. */
  readonly draft: Record<string, { readonly value: unknown } | null>;
}

export async function settingsAt(db: Database, at: ScopeId): Promise<SettingsAt> {
  const published = await db
    .selectFrom('settings')
    .select(['name', 'value'])
    .where('scope', '=', at.scope)
    .where('scope_id', '=', at.id)
    .orderBy('name')
    .execute();
  const drafts = await db
    .selectFrom('setting_drafts')
    .select(['name', 'value'])
    .where('scope', '=', at.scope)
    .where('scope_id', '=', at.id)
    .orderBy('name')
    .execute();
  return {
    published: Object.fromEntries(published.map(({ name, value }) => [name, value])),
    draft: Object.fromEntries(drafts.map(({ name, value }) => [name, value === null ? null : boxed(value)])),
  };
}

/** A draft's value lies in a box, so that the value null and "taken back" are two things in one column. */
function boxed(value: unknown): { value: unknown } {
  if (typeof value !== 'object' || value === null || !('value' in value)) throw new Error('a draft without its box');
  return { value: value.value };
}

/** @param change the new value in a box; null takes the setting back */
export async function draft(
  db: Database,
  audit: Audit,
  at: ScopeId,
  name: string,
  change: { readonly value: unknown } | null,
): Promise<void> {
  const value = change === null ? null : JSON.stringify(change);
  await db.transaction().execute(async (work) => {
    await work
      .insertInto('setting_drafts')
      .values({ scope: at.scope, scope_id: at.id, name, value })
      .onConflict((conflict) => conflict.columns(['scope', 'scope_id', 'name']).doUpdateSet({ value }))
      .execute();
    await audit(work, {
      action: change === null ? 'setting-withdrawn' : 'setting-drafted',
      subject: `${nameOfScope(at)} ${name}`,
      ...shown(name, change),
    });
  });
}

/** A draft would bring an account back that was revoked: nothing was published. */
export interface PublishError {
  readonly type: 'revoked';
  /** Its name. */
  readonly account: string;
}

/** Publishes the drafts of one scope, or of all of them: all or nothing. @returns how many changes */
export async function publish(db: Database, audit: Audit, at: ScopeId | null): Promise<Result<number, PublishError>> {
  return db.transaction().execute(async (work) => {
    let waiting = work.selectFrom('setting_drafts').select(['scope', 'scope_id', 'name', 'value']);
    if (at !== null) waiting = waiting.where('scope', '=', at.scope).where('scope_id', '=', at.id);
    const drafts = await waiting.forUpdate().execute();
    const given = drafts.flatMap(({ name, value }) => (value === null ? [] : (accountOfSetting(name) ?? [])));
    const [account] = await revokedAmong(work, given);
    if (account !== undefined) return err({ type: 'revoked' as const, account });
    for (const { scope, scope_id: id, name, value } of drafts) {
      const change = value === null ? null : boxed(value);
      await work
        .deleteFrom('setting_drafts')
        .where('scope', '=', scope)
        .where('scope_id', '=', id)
        .where('name', '=', name)
        .execute();
      await write(work, { scope, id }, name, change);
      await audit(work, {
        action: 'setting-published',
        subject: `${nameOfScope({ scope, id })} ${name}`,
        ...shown(name, change),
      });
    }
    // When all of it is in its place: an account may have moved from one scope to another.
    for (const name of new Set(drafts.flatMap((each) => accountOfSetting(each.name) ?? []))) {
      await rememberAccount(work, name);
      await endOrdersTo(work, audit, name);
    }
    return ok(drafts.length);
  });
}

/** Publishes one value, or takes it back, in a transaction that also writes its audit row. */
export async function put(
  work: Work,
  at: ScopeId,
  name: string,
  change: { readonly value: unknown } | null,
): Promise<void> {
  await write(work, at, name, change);
  const account = accountOfSetting(name);
  if (account !== null) await rememberAccount(work, account);
}

async function write(work: Work, at: ScopeId, name: string, change: { readonly value: unknown } | null): Promise<void> {
  if (change === null) {
    await work
      .deleteFrom('settings')
      .where('scope', '=', at.scope)
      .where('scope_id', '=', at.id)
      .where('name', '=', name)
      .execute();
    return;
  }
  const value = JSON.stringify(change.value);
  await work
    .insertInto('settings')
    .values({ scope: at.scope, scope_id: at.id, name, value })
    .onConflict((conflict) => conflict.columns(['scope', 'scope_id', 'name']).doUpdateSet({ value }))
    .execute();
}

function shown(name: string, change: { readonly value: unknown } | null): { value?: unknown } {
  return change === null || isSecretSetting(name) ? {} : { value: change.value };
}

export interface PublishedRow extends ScopeId {
  readonly name: string;
  readonly value: unknown;
}

export interface Standing {
  readonly deviceId: string;
  readonly centerId: string | null;
}

/**
 * What counts for a device among what is published, in order of name, each with where it is set: the
 * nearest scope wins. The agency whose settings reach it is the one set for the device or its center,
 * else the one the content says runs the center.
 */
export function winnersFor(
  rows: readonly PublishedRow[],
  { deviceId, centerId }: Standing,
  agencyOfCenter: (centerId: string) => string | null,
): PublishedRow[] {
  const agency = agencyFor(rows, { deviceId, centerId }, agencyOfCenter);
  const ids: Record<Scope, string | null> = { device: deviceId, center: centerId, agency, city: '' };
  const won = nearest(scopes.map((scope) => rowsAt(rows, scope, ids[scope])));
  return Object.values(won).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The agency a device belongs to; null where nothing says it. */
export function agencyFor(
  rows: readonly PublishedRow[],
  { deviceId, centerId }: Standing,
  agencyOfCenter: (centerId: string) => string | null,
): string | null {
  const set = nearest([rowsAt(rows, 'device', deviceId), rowsAt(rows, 'center', centerId)])['agency']?.value;
  if (typeof set === 'string') return set;
  return centerId === null ? null : agencyOfCenter(centerId);
}

function rowsAt(rows: readonly PublishedRow[], scope: Scope, id: string | null): Record<string, PublishedRow> {
  return Object.fromEntries(rows.filter((row) => row.scope === scope && row.id === id).map((row) => [row.name, row]));
}

/** Every published row that may concern the device: all of the city's and agencies', and its own. */
export async function publishedFor(db: Database | Work, { deviceId, centerId }: Standing): Promise<PublishedRow[]> {
  const rows = await db
    .selectFrom('settings')
    .selectAll()
    .where((where) =>
      where.or([
        where('scope', 'in', ['city', 'agency']),
        where.and([where('scope', '=', 'center'), where('scope_id', '=', centerId ?? '')]),
        where.and([where('scope', '=', 'device'), where('scope_id', '=', deviceId)]),
      ]),
    )
    .execute();
  return rows.map(({ scope, scope_id: id, name, value }) => ({ scope, id, name, value }));
}
