/** The staff room of the desk: the door, what is behind it, and what staff measured and chose at this machine. */
import type { DeliveryStatus } from '../../shared/bridge.ts';
import type { Result } from '../../shared/result.ts';
import type { SelfTestCheck } from '../../shared/staff.ts';
import type { EffectiveSettings } from '../configuration/settings.ts';
import type { Content } from '../content/content.ts';
import { readConfiguration } from '../configuration/kept.ts';
import type { DeskOptions, EnrollError } from '../desk.ts';
import type { Client } from '../device/client.ts';
import { connection } from '../device/connection.ts';
import type { DeviceKeys } from '../device/keys.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import type { DeskLog } from '../log-events.ts';
import type { Reports } from '../reports/reports.ts';
import { thisMachine } from '../self-test/machine.ts';
import { runSelfTest } from '../self-test/self-test.ts';
import { attempt } from '../store/failures.ts';
import type { Store } from '../store/store.ts';
import { openDoor, type Door } from './door.ts';
import { isMeasuredFor, readDisplayNote } from './display.ts';
import { inTime } from './in-time.ts';
import { readLocalValues, type LocalValues } from './local-values.ts';
import { openPins, type Pins } from './pins.ts';
import { findSticks, type FindSticks } from './sticks.ts';

export interface StaffParts {
  readonly content: Content;
  readonly store: Pick<Store, 'records' | 'audit' | 'desk' | 'vault'>;
  readonly vaultKeys: VaultKeys;
  readonly keys: DeviceKeys;
  readonly reports: Pick<Reports, 'numberContacts' | 'tick'>;
  readonly settings: Pick<EffectiveSettings, 'current' | 'coming' | 'quietWindow'>;
  readonly status: () => DeliveryStatus;
  readonly client: Client;
  /** Whether the central endpoint answered the last time it was asked; null: never asked. */
  readonly network: () => boolean | null;
  readonly enroll: (central: string, code: string) => Promise<Result<{ deviceId: string }, EnrollError>>;
  /** Reports wait again: delivery looks. */
  readonly requeued: () => void;
  /** A setting was set here: it is in effect, and told to the face, once no visitor is at work. */
  readonly changed: () => void;
}

/** What the host brings. */
type HostParts = Pick<DeskOptions, 'folder' | 'appVersion' | 'clock' | 'leave' | 'locked' | 'sticks' | 'machine'>;

/** What the handlers of staff calls share. */
export interface StaffRoom {
  readonly parts: StaffParts;
  readonly host: HostParts;
  readonly door: Door;
  readonly pins: Pins;
  /** Writes down what staff did. A disk that takes nothing keeps nobody from helping. */
  note(what: string, detail?: string | null): void;
  local(): LocalValues;
  panelKnown(): boolean;
  readonly sticks: FindSticks;
  /** What the operating system should have been told, by name. */
  systemChecks(): Promise<readonly SelfTestCheck[]>;
  /** Asks the central endpoint now. @returns null where there is none to ask */
  ask(): Promise<boolean | null>;
}

/** Someone waits before the screen. */
const ASK_MS = 10_000;

export function openStaffRoom(host: HostParts, parts: StaffParts, log: DeskLog): StaffRoom {
  const { clock } = host;
  const { records, audit } = parts.store;
  const pins = openPins(records);
  const note = (what: string, detail: string | null = null) => {
    const written = attempt(() => audit.add({ at: clock.wall(), what, detail }));
    if (written.ok) return;
    const code = written.error.type === 'disk-full' ? 'disk-full' : written.error.code;
    log({ event: 'store-failed', during: 'audit', code });
  };
  const local = () => readLocalValues(records);
  return {
    parts,
    host,
    door: openDoor({ records, pins, clock, note }),
    pins,
    note,
    local,
    panelKnown: () => isMeasuredFor(local().panel, readDisplayNote(records)),
    sticks: host.sticks ?? findSticks(host.folder),
    systemChecks: () =>
      runSelfTest({ machine: host.machine ?? thisMachine(), quietWindow: parts.settings.quietWindow }),
    async ask() {
      const link = connection({ client: parts.client, records, keys: parts.keys, clock });
      if (link === null) return null;
      const asked = link.calls.configuration(readConfiguration(records)?.etag ?? null);
      return inTime(
        asked.then((reply) => reply.type !== 'network'),
        ASK_MS,
        false,
      );
    },
  };
}

/** What a heartbeat says of what staff set up. */
export interface StaffFacts {
  /** Whether the host keeps visitors in; missing where it cannot tell. */
  readonly locked?: boolean;
  readonly practice: boolean;
  /** `ok`, `none`, or null where nobody has tried. */
  readonly printer: string | null;
  readonly panelUnknown: boolean;
  readonly staffPinMissing: boolean;
}

export function staffFacts(room: StaffRoom): StaffFacts {
  const { printer } = room.local();
  const locked = room.host.locked?.();
  return {
    ...(locked === undefined ? {} : { locked }),
    practice: room.parts.settings.current().practice,
    printer: printer === undefined ? null : printer ? 'ok' : 'none',
    panelUnknown: !room.panelKnown(),
    staffPinMissing: room.pins.origin() === null,
  };
}
