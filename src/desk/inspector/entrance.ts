/** The door of an inspector's laptop with all that it hangs on. */
import type { DeskOptions } from '../desk.ts';
import type { Store } from '../store/store.ts';
import { openAccountKeys, type AccountKeys } from './account-keys.ts';
import { openAccounts, type Accounts } from './accounts.ts';
import { openInspectorDoor, type Door, type DoorParts } from './open-door.ts';
import { openPassphrases } from './passphrases.ts';
import { openTries, type Tries } from './tries.ts';

export interface EntranceParts
  extends
    Pick<DeskOptions, 'clock' | 'random'>,
    Pick<DoorParts, 'lockAfterSeconds' | 'practice' | 'agency' | 'tickMs' | 'changed' | 'entered' | 'log'> {
  readonly store: Pick<Store, 'records' | 'work'>;
  /** A key was made, and is on disk. */
  readonly minted: () => void;
}

export interface Entrance {
  readonly door: Door;
  readonly accounts: Accounts;
  readonly keys: AccountKeys;
  readonly tries: Tries;
}

export function openEntrance(parts: EntranceParts): Entrance {
  const { clock, random } = parts;
  const { records, work } = parts.store;
  const accounts = openAccounts(records);
  const tries = openTries(records, clock, (name) => accounts.find(name) !== null);
  const keys = openAccountKeys(records, random, parts.minted);
  const door = openInspectorDoor({
    ...parts,
    records,
    accounts,
    keys,
    passphrases: openPassphrases(accounts, tries),
    hasOpen: work.hasOpen,
    inUse: (account) => work.generations(account, 'all'),
  });
  return { door, accounts, keys, tries };
}
