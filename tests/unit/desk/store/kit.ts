/** What tests of the desk's core share: a folder that goes away, a clock that tests move, reports to commit. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Outbox } from '../../../../src/desk/delivery/outbox.ts';
import { mintId, sealedReport } from '../../../../src/desk/reports/mint.ts';
import type { SealedReport, Submission } from '../../../../src/desk/store/report-table.ts';
import { openStore, type Store } from '../../../../src/desk/store/store.ts';
import { deviceIdSchema } from '../../../../src/shared/ids.ts';

export const DEVICE = deviceIdSchema.parse('0f3a4c1e-5b6d-4e7f-8a9b-0c1d2e3f4a5b');
export const random = (length: number) => randomBytes(length);
export const NO_LIMIT = { events: 500, bytes: 4 * 1024 * 1024 };
export const LEASE = 60_000;

export interface MovedClock {
  wall(): number;
  monotonic(): number;
  /** Time passes on both clocks. */
  pass(ms: number): void;
  /** Someone sets the wall clock. */
  setWall(ms: number): void;
}

export function movedClock(wall = Date.parse('2026-11-23T15:20:00Z')): MovedClock {
  let [now, since] = [wall, 1_000];
  return {
    wall: () => now,
    monotonic: () => since,
    pass(ms) {
      now += ms;
      since += ms;
    },
    setWall(ms) {
      now = ms;
    },
  };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fairdesk-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens the store of `folder`; it is closed when the test ends. */
export function storeIn(folder: string, clock: MovedClock = movedClock()): Store {
  const store = openStore({ folder, clock, random });
  onTestFinished(() => store.close());
  return store;
}

export function report(data: string = randomUUID(), moment = Date.parse('2026-11-23T15:00:00Z')): SealedReport {
  return sealedReport(mintId(moment, random), DEVICE, 'org.fairdesk.feedback.v1', moment, data);
}

export function submission(key: string = randomUUID(), reference: string | null = 'ABCD-EFGH'): Submission {
  return { key, reference, hour: 494_000 };
}

export function commit(store: Store, count: number, data?: string): SealedReport[] {
  return Array.from({ length: count }, () => {
    const made = report(data === undefined ? undefined : data + randomUUID());
    store.reports.commit(made, null);
    return made;
  });
}

/** Sequences of what is due, in the order it is claimed; leases are given back. */
export function dueSequences(outbox: Outbox, now: number): number[] {
  const claimed = outbox.claim(now, NO_LIMIT, LEASE);
  outbox.release(claimed.map(({ id }) => id));
  return claimed.map(({ sequence }) => sequence);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
