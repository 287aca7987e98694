/** The accounts that the configuration gives an inspector's laptop. A kiosk has none, whatever is published. */
import { accountOfSetting, staffAccountSchema, type StaffAccount } from '../../shared/settings.ts';
import { readConfiguration } from '../configuration/kept.ts';
import { readEnrollment, type DeviceRecords } from '../store/device-records.ts';

export interface Account extends StaffAccount {
  readonly name: string;
  /** Never empty. */
  readonly person: string;
}

export interface Accounts {
  find(name: string): Account | null;
  all(): readonly Account[];
  /** Reads the kept configuration again. */
  reload(): void;
}

export function openAccounts(records: DeviceRecords): Accounts {
  let byName = readAccounts(records);
  return {
    find: (name) => byName.get(name) ?? null,
    all: () => [...byName.values()],
    reload() {
      byName = readAccounts(records);
    },
  };
}

/** What this version cannot read is no account here: its verifier could not be checked. */
function readAccounts(records: DeviceRecords): ReadonlyMap<string, Account> {
  const found = new Map<string, Account>();
  if (readEnrollment(records)?.profile !== 'inspector') return found;
  for (const [setting, value] of Object.entries(readConfiguration(records)?.settings ?? {})) {
    const name = accountOfSetting(setting);
    const account = name === null ? null : staffAccountSchema.safeParse(value);
    if (name === null || account?.success !== true) continue;
    found.set(name, { ...account.data, name, person: account.data.person === '' ? name : account.data.person });
  }
  return found;
}
