/** What the desk itself can tell of a device that is set up: each line names what is missing. Nothing is asked of the machine here. */
import type { DeliveryStatus } from '../../shared/bridge.ts';
import type { SelfTestCheck } from '../../shared/staff.ts';
import type { PackOrigin } from '../content/content.ts';
import type { DisplayNote } from './display.ts';
import type { LocalValues } from './local-values.ts';

export interface DeviceFacts {
  readonly status: DeliveryStatus;
  readonly pin: 'published' | 'here' | null;
  readonly panelKnown: boolean;
  readonly lowerEdgeMm: number | null;
  readonly local: LocalValues;
  readonly display: DisplayNote | null;
  /** Tags that are offered, and those that the order of the wall names besides. */
  readonly languages: readonly string[];
  readonly languageOrder: readonly string[];
  /** Version of what is shown, and the pack it came in; null: with the app. */
  readonly contentVersion: string;
  readonly pack: PackOrigin | null;
  readonly diskFreeBytes: number;
  /** Milliseconds since the epoch, and what is to be added for the central endpoint's clock. */
  readonly wall: number;
  readonly clockOffsetMs: number;
  /** Whether the central endpoint answers; null: there is none to ask. */
  readonly network: boolean | null;
  readonly practice: boolean;
}

type Found = Omit<SelfTestCheck, 'id'>;
const ok = (detail: string): Found => ({ state: 'ok', detail });
const missing = (detail: string): Found => ({ state: 'missing', detail });
const unknown = (detail: string): Found => ({ state: 'unknown', detail });
const none = (detail: string): Found => ({ state: 'not-applicable', detail });

/** Seconds; the wire contract takes a signature that is 15 minutes off, a report's hour should be right. */
const CLOCK_OFF_MS = 5 * 60_000;
/** No device of ours is older. */
const FIRST_DAY = Date.parse('2025-01-01T00:00:00Z');

export function deviceChecks(facts: DeviceFacts): readonly SelfTestCheck[] {
  const found: Readonly<Record<string, Found>> = {
    enrollment: enrollment(facts),
    central: central(facts),
    pin: pin(facts),
    panel: panel(facts),
    reach: reach(facts),
    sound: sound(facts),
    headphones: headphones(facts),
    keys:
      facts.local.keypad === undefined ? missing('the five keys were never pressed in set-up') : ok('each was pressed'),
    printer: printer(facts),
    languages: languages(facts),
    content: content(facts),
    graphics: graphics(facts),
    touch: touch(facts),
    clock: clock(facts),
    disk: disk(facts),
    database: database(facts),
    'key-store': keyStore(facts),
    practice: facts.practice
      ? missing('practice is on: reports are kept out of every result')
      : ok('practice is off, reports count'),
  };
  return Object.entries(found).map(([id, each]) => ({ id, ...each }));
}

function enrollment({ status }: DeviceFacts): Found {
  if (status.enrolled) return ok(`enrolled as ${status.deviceId ?? ''}`);
  const why = status.enrollmentProblem === null ? '' : `; last time: ${status.enrollmentProblem.detail}`;
  return missing(`not enrolled: reports wait on this device${why}`);
}

function central({ status, network }: DeviceFacts): Found {
  if (!status.enrolled) return none('not enrolled');
  if (network === null) return unknown('the central endpoint was not asked yet');
  if (!network) return missing('the central endpoint does not answer');
  return status.pausedReason === null
    ? ok('the central endpoint answers')
    : missing(`sending is paused: ${status.pausedReason}`);
}

function pin({ pin: origin }: DeviceFacts): Found {
  if (origin === null) return missing('no PIN is set: whoever finds the staff panel can set this device up');
  return ok(origin === 'published' ? 'published by the central endpoint' : 'set on this device');
}

function panel({ panelKnown, local }: DeviceFacts): Found {
  if (panelKnown) return ok('measured for this display');
  return missing(
    local.panel === undefined
      ? 'the panel was never measured: sizes in millimetres are a guess'
      : 'the display, its resolution or its scale is another one than was measured',
  );
}

function reach({ lowerEdgeMm }: DeviceFacts): Found {
  return lowerEdgeMm === null
    ? missing('the height of the display above the floor is not known: buttons stay in its lower half')
    : ok(`the lower edge is ${lowerEdgeMm} mm above the floor`);
}

function sound({ local, display }: DeviceFacts): Found {
  if (display?.audioOutputs === 0) return missing('this machine has no sound output');
  if (local.sound === undefined) return missing('the speaker was never tried in set-up');
  return local.sound.speakerHeard ? ok('the speaker was heard') : missing('the speaker was not heard');
}

function headphones({ local }: DeviceFacts): Found {
  if (local.sound === undefined) return missing('the headphone socket was never tried in set-up');
  if (local.sound.headphones === null) return none('this machine has no headphone socket');
  return local.sound.headphones
    ? ok('headphones were seen and heard')
    : missing('headphones were not seen or not heard');
}

function printer({ local }: DeviceFacts): Found {
  if (local.printer === undefined) return missing('no test page was printed in set-up');
  return local.printer ? ok('a test page came out') : none('there is no printer');
}

function languages({ languages: offered, languageOrder }: DeviceFacts): Found {
  const absent = languageOrder.filter((tag) => !offered.includes(tag));
  if (absent.length > 0) return missing(`in the order of the wall, but not whole in the content: ${absent.join(', ')}`);
  return ok(`${offered.length} languages are whole: ${offered.join(', ')}`);
}

function content({ contentVersion, pack }: DeviceFacts): Found {
  if (pack === null) return ok(`${contentVersion}, as it came with the app`);
  return ok(`${contentVersion}, in pack ${pack.version}, installed ${new Date(pack.at).toISOString()}`);
}

function graphics({ display }: DeviceFacts): Found {
  if (display === null || display.gpu === null) return unknown('the page has not said how it draws');
  return display.gpu ? ok('drawn by the graphics processor') : missing('drawn in software: slower, and warmer');
}

function touch({ status }: DeviceFacts): Found {
  return status.panelStuckAt === null
    ? ok('nothing has rested on the panel since the app started')
    : missing(`something pressed the panel for over a minute, last at ${status.panelStuckAt}`);
}

function clock({ wall, clockOffsetMs, status }: DeviceFacts): Found {
  if (wall < FIRST_DAY) return missing(`the clock says ${new Date(wall).toISOString().slice(0, 10)}`);
  if (!status.enrolled) return unknown('no central endpoint to compare the clock with');
  const off = Math.abs(clockOffsetMs);
  return off > CLOCK_OFF_MS
    ? missing(`the clock is ${Math.round(off / 60_000)} minutes ${clockOffsetMs > 0 ? 'behind' : 'ahead'}`)
    : ok('the clock agrees with the central endpoint');
}

function disk({ status, diskFreeBytes }: DeviceFacts): Found {
  const free = `${Math.floor(diskFreeBytes / 1024 ** 2)} MiB are free`;
  return status.disk === 'ok' ? ok(free) : missing(`${free}: less than this device needs`);
}

function database({ status }: DeviceFacts): Found {
  const rebuilt = status.storeRecovered;
  if (rebuilt === null) return ok('never found damaged');
  return unknown(`rebuilt at ${rebuilt.at}, damage: ${rebuilt.damage}; what was damaged is kept in the data folder`);
}

function keyStore({ status }: DeviceFacts): Found {
  return status.keysWrappedBy === 'system'
    ? ok('keys are wrapped by the operating system')
    : missing('this machine has no key store: keys lie in a file that only this user reads');
}
