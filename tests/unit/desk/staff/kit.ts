/** A staff room on a real store, with a clock that tests move. */
import { resolve } from 'node:path';
import { openSettings } from '../../../../src/desk/configuration/settings.ts';
import { loadContent } from '../../../../src/desk/content/content.ts';
import type { DeskOptions } from '../../../../src/desk/desk.ts';
import { openClient } from '../../../../src/desk/device/client.ts';
import { openDeviceKeys } from '../../../../src/desk/device/keys.ts';
import { openVaultKeys } from '../../../../src/desk/keys/vault-keys.ts';
import { staffHandlers, type StaffHandlers } from '../../../../src/desk/staff/handlers.ts';
import { openStaffRoom, type StaffParts, type StaffRoom } from '../../../../src/desk/staff/staff.ts';
import { deliveryStatus } from '../../../../src/desk/status.ts';
import type { Store } from '../../../../src/desk/store/store.ts';
import { err, ok } from '../../../../src/shared/result.ts';
import type { Machine } from '../../../../src/desk/self-test/self-test.ts';
import { openKeys } from '../reports/kit.ts';
import { movedClock, random, storeIn, temporaryFolder, type MovedClock } from '../store/kit.ts';

export const resources = resolve(import.meta.dirname, '../../../../resources');

/** One that answers nothing that is asked of it. */
export const silentMachine: Machine = {
  platform: 'linux',
  env: {},
  readFile: () => Promise.resolve(null),
  listFolder: () => Promise.resolve(null),
  run: () => Promise.resolve(null),
};

export interface StaffPlace {
  readonly room: StaffRoom;
  readonly calls: StaffHandlers;
  readonly store: Store;
  readonly clock: MovedClock;
  readonly folder: string;
  /** What the desk was told: `changed`, `requeued`. */
  readonly told: string[];
  /** What staff did, the newest first, without its time. */
  audit(): string[];
}

/** The room of `folder`, as a start of the app finds it. */
export function staffPlace(
  options: {
    folder?: string;
    clock?: MovedClock;
    host?: Partial<DeskOptions>;
    parts?: Partial<StaffParts>;
  } = {},
): StaffPlace {
  const { folder = temporaryFolder(), clock = movedClock() } = options;
  const store = storeIn(folder, clock);
  const { records } = store;
  const told: string[] = [];
  const room = openStaffRoom(
    { folder, appVersion: '0.0.0', clock, sticks: () => Promise.resolve([]), machine: silentMachine, ...options.host },
    {
      content: loadContent(resources, () => undefined),
      store,
      vaultKeys: openVaultKeys(records, openKeys, random),
      keys: openDeviceKeys(records, openKeys),
      reports: { numberContacts: () => ok(0), tick: () => Promise.resolve() },
      settings: openSettings(
        folder,
        records,
        () => false,
        () => undefined,
      ),
      status: () =>
        deliveryStatus({
          counts: store.counts(),
          records,
          now: clock.wall(),
          pausedReason: null,
          keysWrappedBy: 'file',
          disk: 'ok',
          recovery: null,
          panelStuckAt: null,
        }),
      client: openClient(),
      network: () => null,
      enroll: () => Promise.resolve(err({ type: 'unreachable', detail: 'nobody answers' })),
      requeued: () => void told.push('requeued'),
      changed: () => void told.push('changed'),
      ...options.parts,
    },
    () => undefined,
  );
  return {
    room,
    calls: staffHandlers(room),
    store,
    clock,
    folder,
    told,
    audit: () => store.audit.last(1_000).map(({ what, detail }) => (detail === null ? what : `${what}: ${detail}`)),
  };
}
