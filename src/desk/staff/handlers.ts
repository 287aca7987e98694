/** What staff ask of the desk. The door is held here: behind it nothing is answered while it is shut. */
import type { CallName } from '../../shared/bridge.ts';
import { startOfHour } from '../../shared/clock.ts';
import { reportIdSchema } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { DeadLetter, staffCallSchemas, StaffView } from '../../shared/staff.ts';
import { problemSlug } from '../../shared/wire/problems.ts';
import { textStandings } from '../content/content.ts';
import { clockOffset } from '../device/connection.ts';
import type { Handlers } from '../feedback/handlers.ts';
import { readEnrollment } from '../store/device-records.ts';
import type { RefusedReport } from '../store/report-desk.ts';
import { freeBytes } from '../store/room.ts';
import { deviceChecks } from './device-checks.ts';
import { keepDisplayNote, readDisplayNote } from './display.ts';
import type { Opened } from './door.ts';
import { exportToStick } from './export-to-stick.ts';
import { findReport } from './find-report.ts';
import { keepLocalValues } from './local-values.ts';
import { setupHandlers } from './setup-handlers.ts';
import type { StaffRoom } from './staff.ts';

export type StaffHandlers = Pick<Handlers, CallName & keyof typeof staffCallSchemas>;

/** Shown; the rest is counted by `deadLetters` of the status, and listed by `desk -- status`. */
const LETTERS_SHOWN = 100;
const AUDIT_SHOWN = 50;

/** Does `work` where the door is open that far, else answers `closed`. */
export type Behind = <T>(far: Opened, work: () => T | Promise<T>) => Promise<T | ReturnType<typeof shut>>;

const shut = () => err({ type: 'closed' } as const);

export function staffHandlers(room: StaffRoom): StaffHandlers {
  const { parts, door, note } = room;
  const { records } = parts.store;
  const behind: Behind = async (far, work) => (await door.behind(far, work)) ?? shut();
  const exporting = new Map<string, Promise<unknown>>();

  return {
    'staff.standing': () => door.standing(),
    'staff.open': ({ pin }) => door.open(pin),
    'staff.close'() {
      door.shut('staff');
      return null;
    },
    'staff.view': () => behind('panel', () => ok(viewOf(room))),
    'staff.retry': ({ id }) =>
      behind('panel', () => {
        const which = id === null ? 'all' : reportIdSchema.safeParse(id.toLowerCase()).data;
        const retried = which === undefined ? 0 : parts.store.desk.retry(which);
        if (retried > 0) parts.requeued();
        note('retried', `${retried} reports`);
        return ok({ retried });
      }),
    'staff.reference': ({ reference }) =>
      behind('panel', async () => {
        const { store, vaultKeys } = parts;
        return ok({ state: await findReport({ reports: store.desk, vault: store.vault, vaultKeys }, reference) });
      }),
    'staff.sticks': () => behind('panel', async () => ok(await room.sticks())),
    'staff.export': ({ stick }) =>
      behind('panel', () => {
        // One after the other on each: two of the same second have the same name. One that hangs holds up no other.
        const next = (exporting.get(stick) ?? Promise.resolve()).then(() => exportAll(room, stick));
        exporting.set(
          stick,
          next.catch(() => undefined),
        );
        return next;
      }),
    'staff.practice': ({ on }) =>
      behind('panel', () => {
        keepLocalValues(records, (before) => ({ ...before, practice: on }));
        note('practice', on ? 'on' : 'off');
        parts.changed();
        return ok(null);
      }),
    'staff.leave': () =>
      behind('panel', () => {
        if (room.host.leave === undefined) return err({ type: 'not-here' } as const);
        note('left');
        door.shut('left');
        room.host.leave();
        return ok(null);
      }),
    ...setupHandlers(room, behind),
    'selftest.run': () =>
      behind('setup', async () => {
        const checks = [...deviceChecks(await factsOf(room)), ...(await room.systemChecks())];
        const lacking = checks.filter(({ state }) => state === 'missing').length;
        note('self-test', `${lacking} missing`);
        return ok(checks);
      }),
    'selftest.note'(seen) {
      keepDisplayNote(records, seen);
      return null;
    },
  };
}

function viewOf({ parts, host, local }: StaffRoom): StaffView {
  const { store } = parts;
  return {
    delivery: parts.status(),
    deadLetters: store.desk.refused(LETTERS_SHOWN).map(letterOf),
    diskFreeBytes: freeBytes(host.folder),
    appVersion: host.appVersion,
    contentVersion: parts.content.catalogue.version,
    central: readEnrollment(store.records)?.central ?? null,
    network: parts.network(),
    printer: local().printer ?? null,
    practice: parts.settings.coming().practice,
    audit: store.audit
      .last(AUDIT_SHOWN)
      .map(({ at, what, detail }) => ({ at: new Date(at).toISOString(), what, detail })),
    texts: textStandings(parts.content),
    canLeave: host.leave !== undefined,
  };
}

function letterOf({ id, type, problem, written }: RefusedReport): DeadLetter {
  return {
    id,
    schema: type,
    reason: problem === null ? 'unknown' : (problemSlug(problem.type) ?? problem.type),
    detail: problem?.detail ?? problem?.title ?? null,
    since: new Date(startOfHour(written)).toISOString(),
  };
}

async function exportAll({ parts, host, sticks, note }: StaffRoom, id: string) {
  const stick = (await sticks()).find((each) => each.id === id);
  if (stick === undefined) return err({ type: 'no-stick' } as const);
  const { records } = parts.store;
  const enrollment = readEnrollment(records);
  if (enrollment === null) {
    const detail = 'this device was never enrolled: its reports have no number and no seal yet, and cannot leave it';
    return err({ type: 'failed', detail } as const);
  }
  // What was written before enrollment is numbered first, contact requests last (wire contract, "Visitor kinds").
  await parts.reports.tick();
  parts.reports.numberContacts();
  const exported = await exportToStick(
    {
      folder: host.folder,
      deviceId: enrollment.deviceId,
      key: parts.keys.current()?.privateKey ?? null,
      now: host.clock.wall() + clockOffset(records),
    },
    stick,
  );
  note(
    exported.ok ? 'exported' : 'export-failed',
    exported.ok ? `${exported.value.reports} reports, ${exported.value.file}` : exported.error.detail,
  );
  return exported;
}

async function factsOf(room: StaffRoom) {
  const { parts, host, pins } = room;
  const { records } = parts.store;
  const settings = parts.settings.coming();
  return {
    status: parts.status(),
    pin: pins.origin(),
    panelKnown: room.panelKnown(),
    lowerEdgeMm: settings.panelLowerEdgeMm,
    local: room.local(),
    display: readDisplayNote(records),
    languages: parts.content.languages.map(({ tag }) => tag),
    languageOrder: settings.languageOrder,
    contentVersion: parts.content.catalogue.version,
    pack: parts.content.pack,
    diskFreeBytes: freeBytes(host.folder),
    wall: host.clock.wall(),
    clockOffsetMs: clockOffset(records),
    network: await room.ask(),
    practice: settings.practice,
  };
}
