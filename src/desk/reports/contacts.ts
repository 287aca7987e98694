/** Contact requests: sealed at once, held without id, sequence and time until `numbering.ts` says when. */
import { startOfDay, type Clock } from '../../shared/clock.ts';
import type { DeviceId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DeskLog } from '../log-events.ts';
import { attempt, type StoreError } from '../store/failures.ts';
import type { Committed, Submission } from '../store/report-table.ts';
import type { HeldRow } from '../store/waiting-rooms.ts';
import type { Store } from '../store/store.ts';
import { mintId, sealedReport } from './mint.ts';
import { isNumberingDue, waitedMs, YOUNGEST_MS, type QuietWindow } from './numbering.ts';

const TYPE = 'org.fairdesk.contact-request.v1';

interface ContactOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  readonly log: DeskLog;
  readonly quietWindow: QuietWindow;
  readonly inSession: () => boolean;
  readonly changed: () => void;
}

export interface ContactNumbering {
  /** Commits a sealed request, once for its form. */
  hold(row: { day: string; data: string; since: number }, submission: Submission): Result<Committed, StoreError>;
  numberIfDue(deviceId: DeviceId): void;
  numberAll(deviceId: DeviceId): Result<number, StoreError>;
}

export function contactNumbering(options: ContactOptions): ContactNumbering {
  const { store, clock, random, log } = options;
  const openedAt = clock.monotonic();
  // Those that were there at the start have waited since then at least.
  const heldAt = new Map<number, number>(store.held.all().map((row) => [row.place, openedAt]));
  const ageOf = (place: number) => clock.monotonic() - (heldAt.get(place) ?? clock.monotonic());

  const number = (rows: readonly HeldRow[], deviceId: DeviceId): Result<number, StoreError> => {
    let numbered = 0;
    for (const row of rows) {
      const moment = startOfDay(Date.parse(row.day));
      const report = sealedReport(mintId(moment, random), deviceId, TYPE, moment, row.data);
      const committed = attempt(() => store.reports.commit(report, null, () => store.held.take(row.place)));
      if (!committed.ok) return err(committed.error);
      heldAt.delete(row.place);
      numbered += 1;
    }
    if (numbered > 0) {
      log({ event: 'contacts-numbered', reports: numbered });
      options.changed();
    }
    return ok(numbered);
  };

  return {
    hold(row, submission) {
      let place: number | null = null;
      const committed = attempt(() =>
        store.reports.once(submission, () => {
          place = store.held.add(row);
        }),
      );
      if (committed.ok && place !== null) heldAt.set(place, clock.monotonic());
      return committed;
    },
    numberIfDue(deviceId) {
      const since = store.held.since();
      if (since === null) return;
      const now = clock.wall();
      const oldest = Math.max(0, ...[...heldAt.keys()].map(ageOf));
      const moment = {
        inSession: options.inSession(),
        localHour: new Date(now).getHours(),
        waitedMs: waitedMs({ monotonicMs: oldest }, { since, now }),
      };
      if (!isNumberingDue(moment, options.quietWindow)) return;
      const old = store.held.all().filter((row) => ageOf(row.place) >= YOUNGEST_MS);
      const numbered = number(old, deviceId);
      if (numbered.ok) return;
      const code = numbered.error.type === 'disk-full' ? 'disk-full' : numbered.error.code;
      log({ event: 'store-failed', during: 'numbering', code });
    },
    numberAll: (deviceId) => number(store.held.all(), deviceId),
  };
}
