/**
 * The store that is always there: looked at before it is opened, rebuilt when it is damaged, opened
 * anew behind those who hold it. What delivery and the device write may use the reserve when the disk
 * is full; a visitor's form and an inspector's draft may not. A full disk is never taken for damage.
 */
import type { DeskLog } from '../log-events.ts';
import { makeBackupFolder } from './backups.ts';
import { damageOf, type Damage } from './damage.ts';
import { isDamage, storeFailure } from './failures.ts';
import { finishRebuild, rebuild, RECOVERY_RECORD, recoverySchema, type StoreRecovery } from './rebuild.ts';
import { openRoom, type Room } from './room.ts';
import { openStore, type Store, type StoreOptions } from './store.ts';

export interface StandingStore extends Store {
  readonly room: Room;
  /** What happened to this folder's database, the last time something did. */
  recovery(): StoreRecovery | null;
  /** Puts a sound database in the place of this one, whatever page is damaged. */
  recover(damage: Damage): void;
}

export interface StandingStoreOptions extends StoreOptions {
  readonly log: DeskLog;
}

/** Parts whose writes go before a visitor's form and an inspector's draft when the disk is full. */
const PRIVILEGED: ReadonlySet<string> = new Set(['records', 'outbox', 'kept', 'attachments', 'audit', 'desk']);

/** @throws Error where the folder itself cannot be used */
export function openStandingStore(options: StandingStoreOptions): StandingStore {
  const { folder, clock, log } = options;
  const room = openRoom(folder, options.random);
  let recovery: StoreRecovery | null = null;
  /** Calls under way, one inside another: a store is never exchanged inside its own transaction. */
  let depth = 0;

  const withRoom = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (storeFailure(error)?.type !== 'disk-full' || depth > 1 || !room.release()) throw error;
      log({ event: 'reserve-released' });
      return work();
    }
  };

  const replace = (damage: Damage): void => {
    log({ event: 'store-damaged', damage });
    const done = withRoom(() => rebuild(folder, damage, clock.wall()));
    log({ event: 'store-recovered', ...done });
  };

  const opened = (): Store => {
    const store = openStore(options);
    try {
      recovery = store.records.read(RECOVERY_RECORD, recoverySchema);
      return store;
    } catch (error) {
      store.close();
      throw error;
    }
  };

  const open = (): Store => {
    finishRebuild(folder);
    const damage = withRoom(() => damageOf(folder));
    if (damage !== null) replace(damage);
    try {
      return withRoom(opened);
    } catch (error) {
      if (!isDamage(error)) throw error;
      replace('pages');
      return withRoom(opened);
    }
  };

  let current = open();
  // Says at the next start that there was a database, should there be none.
  withRoom(() => makeBackupFolder(folder));

  const recover = (damage: Damage): void => {
    current.close();
    try {
      replace(damage);
    } finally {
      current = open();
    }
  };

  /** Does `work` on the store as it is now; on one that shows damage, once more after it was rebuilt. */
  const call = <T>(privileged: boolean, work: () => T): T => {
    depth += 1;
    try {
      return privileged ? withRoom(work) : work();
    } catch (error) {
      if (depth > 1 || !isDamage(error)) throw error;
      recover('pages');
      return work();
    } finally {
      depth -= 1;
    }
  };

  const part = <K extends keyof Store>(name: K): Store[K] =>
    standing(
      () => current[name],
      (work) => call(PRIVILEGED.has(name), work),
    ) as Store[K];

  return {
    get schema() {
      return current.schema;
    },
    records: part('records'),
    reports: part('reports'),
    vault: part('vault'),
    held: part('held'),
    outbox: part('outbox'),
    kept: part('kept'),
    attachments: part('attachments'),
    audit: part('audit'),
    desk: part('desk'),
    work: part('work'),
    businesses: part('businesses'),
    counts: () => call(false, () => current.counts()),
    checkpoint: () => call(true, () => current.checkpoint()),
    close: () => current.close(),
    room,
    recovery: () => recovery,
    recover,
  };
}

/** The functions of whatever object `now` answers, each called through `call`. */
function standing(now: () => object, call: (work: () => unknown) => unknown): object {
  const functions = new Map<string | symbol, (...given: unknown[]) => unknown>();
  return new Proxy(
    {},
    {
      get(_, name) {
        const known = functions.get(name);
        if (known !== undefined) return known;
        const through = (...given: unknown[]) =>
          call(() => (Reflect.get(now(), name) as (...given: unknown[]) => unknown)(...given));
        functions.set(name, through);
        return through;
      },
    },
  );
}
