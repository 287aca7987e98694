/**
 * Puts a desk together: store, keys, content, reports, delivery, and the door for calls. It is ready
 * when this returns; what waits in the vault or for the network goes on behind it.
 */
import { hostname } from 'node:os';
import { z } from 'zod';
import { cityDay } from '../shared/clock.ts';
import { openBlobFolder } from './attachments/blob-folder.ts';
import { knownAgency, UNASSIGNED } from './content/agency.ts';
import { openCalls } from './calls.ts';
import { openSettings } from './configuration/settings.ts';
import { loadShipped } from './content/content.ts';
import { openLibrary } from './content/library.ts';
import type { Desk, DeskOptions } from './desk.ts';
import { raiseAfterRecovery } from './device/after-recovery.ts';
import { openClient } from './device/client.ts';
import { enroll } from './device/enrollment.ts';
import { openDeviceKeys } from './device/keys.ts';
import { reachOf } from './device/reach.ts';
import { faceOf } from './face.ts';
import { openSession } from './feedback/session.ts';
import { heartbeatOf } from './heartbeat.ts';
import { openInspectorRoom } from './inspector/room.ts';
import { openVaultKeys } from './keys/vault-keys.ts';
import type { DeskLog } from './log-events.ts';
import { startLoops, type Loops } from './loops.ts';
import { openReports } from './reports/reports.ts';
import { openSpeaker } from './speech/speaker.ts';
import { openStaffRoom, staffFacts } from './staff/staff.ts';
import { deliveryStatus, WRAPPED_BY_RECORD } from './status.ts';
import { readEnrollment } from './store/device-records.ts';
import { openStandingStore } from './store/standing.ts';
import { startUpkeep, type Upkeep } from './store/upkeep.ts';
import { openTidings } from './tidings.ts';

/** How often idle work is looked at. */
const TICK_MS = 60_000;

/**
 * Opens the desk of a data folder that the host has claimed.
 *
 * @throws Error where the app's own content is not whole or the database cannot be opened
 */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { folder, clock, random, keyStore } = options;
  const log: DeskLog = options.log;
  const assembled = loadShipped(options.resources, log);
  const store = openStandingStore({ folder, clock, random, log });
  const { records } = store;
  const library = openLibrary({ ...options, assembled, records, log });
  const content = library.shown;
  if (store.schema.newer) log({ event: 'store-newer', schemaVersion: store.schema.version });
  if (records.read(WRAPPED_BY_RECORD, z.string()) !== keyStore.kind) records.write(WRAPPED_BY_RECORD, keyStore.kind);
  if (keyStore.kind === 'file') log({ event: 'keys-in-file' });
  const vaultKeys = openVaultKeys(records, keyStore, random);
  for (const keyNumber of vaultKeys.lost) log({ event: 'vault-key-lost', keyNumber });
  // A key store that was locked at the last start may be open now.
  store.vault.retryUnreadable();

  const openedAt = clock.monotonic();
  let enrollment = readEnrollment(records);
  let loops: Loops | null = null;
  let upkeep: Upkeep | null = null;
  let closing: Promise<void> | null = null;

  const status = () =>
    deliveryStatus({
      counts: store.counts(),
      records,
      now: clock.wall(),
      pausedReason: loops?.delivery.pausedReason() ?? null,
      keysWrappedBy: keyStore.kind,
      disk: upkeep?.disk() ?? 'ok',
      recovery: store.recovery(),
      panelStuckAt: session.panelStuckAt(),
    });
  const { tell, changed, ...tidings } = openTidings(status);
  const requeued = () => {
    loops?.delivery.wake();
    changed();
  };
  const settingsChanged = () => {
    if (settings.reload()) tell({ type: 'face-changed' });
  };
  const today = () => cityDay(clock.wall());
  const agencyOf = (centerId: string | null) => knownAgency(settings.current(), content.catalogue, centerId, today());

  const session = openSession(clock, () => tick());
  const inSession = () => session.active() || inspector.inSession();
  const settings = openSettings(folder, records, inSession, log);
  const blobs = openBlobFolder({ folder, random, named: store.attachments.all, now: clock.wall() });
  const reports = openReports({
    store,
    blobs,
    vaultKeys,
    clock,
    random,
    log,
    contentVersion: () => content.catalogue.version,
    quietWindow: settings.quietWindow,
    enrollment,
    inSession,
    admits: store.room.admits,
    vaultEmptied: () => upkeep?.backUp(),
    agencyOf: (centerId) => agencyOf(centerId) ?? UNASSIGNED,
    practice: () => inspector.practice(),
    changed: requeued,
  });

  const agency = () => agencyOf(enrollment?.centerId ?? null);
  const inspector = openInspectorRoom({
    ...options,
    store,
    reports,
    vaultKeys,
    content,
    settings,
    requeued,
    news: () => loops?.delivery.tell(),
    agency,
    tickMs: TICK_MS,
    minted: () => upkeep?.backUp(),
    changed() {
      tell({ type: 'standing-changed' });
      // Whoever was taken off the list is locked out at the next contact: coming, sending and going is one.
      loops?.poll.lookNow();
      // What waited until nobody is at work.
      if (!inSession()) tick();
    },
  });

  const { client, answered } = reachOf(openClient(options.ca === undefined ? {} : { ca: options.ca }));
  const keys = openDeviceKeys(records, keyStore);
  const device = { client, records, keys, clock };
  const askLedger = raiseAfterRecovery({
    ...device,
    rebuiltAt: () => store.recovery()?.at ?? null,
    raiseSequence: (to) => reports.raiseSequence(to),
    log,
    closed: () => closing !== null,
  });
  const tick = () => {
    staff.door.tick();
    inspector.tick();
    if (settings.atRest() || (content.waits() && !inSession())) tell({ type: 'face-changed' });
    void reports.tick();
    void askLedger();
  };

  const enrollHere: Desk['enroll'] = async (central, code) => {
    const enrolled = await enroll(
      {
        ...device,
        name: hostname(),
        appVersion: options.appVersion,
        raiseSequence: (used) => reports.raiseSequence(used),
      },
      central,
      code,
    );
    changed();
    if (!enrolled.ok) return enrolled;
    enrollment = readEnrollment(records);
    if (enrollment !== null) void reports.release(enrollment);
    loops?.delivery.wake();
    loops?.comparison.compareNow();
    loops?.uploads.wake();
    loops?.poll.lookNow();
    inspector.reload();
    settings.reload();
    // Who this device is must not hang on one file.
    upkeep?.backUp();
    tell({ type: 'face-changed' });
    return enrolled;
  };
  const staff = openStaffRoom(
    options,
    {
      ...device,
      content,
      store,
      vaultKeys,
      reports,
      settings,
      status,
      requeued,
      network: answered,
      enroll: enrollHere,
      changed: settingsChanged,
    },
    log,
  );

  const heartbeat = () =>
    heartbeatOf({
      folder,
      appVersion: options.appVersion,
      contentVersion: content.catalogue.version,
      profile: enrollment?.profile ?? 'kiosk',
      uptimeMs: clock.monotonic() - openedAt,
      status: status(),
      recovery: store.recovery(),
      attachments: store.attachments,
      staff: staffFacts(staff),
      handovers: inspector.handovers(),
    });
  loops = startLoops({
    ...options,
    ...device,
    store,
    blobs,
    settings,
    library,
    heartbeat,
    changed,
    requeued,
    taken() {
      enrollment = readEnrollment(records);
      if (enrollment !== null) void reports.release(enrollment);
      loops?.delivery.unpark();
      inspector.reload();
      settingsChanged();
    },
    installed: tick,
  });

  const face = () => {
    // Nobody is at work before a face that opens: it gets what is newest.
    content.show();
    const { appVersion } = options;
    return faceOf({ enrollment, settings: settings.current(), appVersion, content, agency: agency(), today: today() });
  };
  const speaker = openSpeaker(options);
  const call = openCalls(
    {
      content,
      reports,
      session,
      face,
      status,
      agency: inspector.agency,
      speaker,
      staff,
      inspector,
      profile: () => enrollment?.profile ?? 'kiosk',
      clock,
      library,
    },
    log,
  );

  upkeep = startUpkeep({
    folder,
    store,
    log,
    now: clock.wall,
    inSession,
    changed() {
      // What may go, goes now: the oldest first.
      if (upkeep !== null && upkeep.disk() !== 'ok') loops?.comparison.compareNow();
      changed();
    },
    firstMs: options.upkeepAfterMs,
  });
  const ticking = setInterval(tick, TICK_MS);
  ticking.unref();
  // Goes on where an earlier start was cut short; nobody waits for it.
  void reports.tick();
  void askLedger();
  log({
    event: 'desk-opened',
    schemaVersion: store.schema.version,
    contentVersion: content.catalogue.version,
    languages: content.languages.map(({ tag }) => tag),
  });

  const close = async () => {
    clearInterval(ticking);
    speaker.close();
    tidings.close();
    await Promise.all([reports.close(), inspector.close(), loops?.stop(), upkeep?.stop()]);
    store.close();
    log({ event: 'desk-closed' });
  };

  return {
    call,
    subscribe: tidings.subscribe,
    enroll: enrollHere,
    status,
    settings: settings.current,
    inSession: () => inSession() || staff.door.opened() !== null,
    sleeps: () => inspector.door.lock('asleep'),
    close() {
      closing ??= close();
      return closing;
    },
  };
}
