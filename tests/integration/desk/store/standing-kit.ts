/** A store that stands, with enough in it that damage has something to meet. */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { makeBackup } from '../../../../src/desk/store/backups.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import { databasePath } from '../../../../src/desk/store/database.ts';
import { openStandingStore, type StandingStore } from '../../../../src/desk/store/standing.ts';
import {
  commit,
  LEASE,
  movedClock,
  NO_LIMIT,
  random,
  submission,
  temporaryFolder,
} from '../../../unit/desk/store/kit.ts';

export interface Standing {
  readonly store: StandingStore;
  readonly logged: DeskLogEvent[];
}

export function standingIn(folder: string): Standing {
  const logged: DeskLogEvent[] = [];
  const store = openStandingStore({ folder, clock: movedClock(), random, log: (event) => logged.push(event) });
  onTestFinished(() => store.close());
  return { store, logged };
}

/** Folders that are filled once and copied for each test: `closed` and, as a kill leaves one, `killed`. */
export function templates(): { closed(options?: { backup: boolean }): string; killed(): string } {
  const made = mkdtempSync(join(tmpdir(), 'fairdesk-filled-'));
  beforeAll(async () => {
    const folder = join(made, 'closed');
    const store = openStandingStore({ folder: mkdir(folder), clock: movedClock(), random, log: () => undefined });
    fill(store);
    await makeBackup(folder);
    cpSync(folder, join(made, 'killed'), { recursive: true });
    store.close();
  });
  afterAll(() => rmSync(made, { recursive: true, force: true }));
  const copy = (name: string, backup: boolean) => {
    const folder = temporaryFolder();
    cpSync(join(made, name), folder, { recursive: true });
    if (!backup) rmSync(join(folder, 'backups', 'desk-1.db'));
    return folder;
  };
  return { closed: ({ backup } = { backup: false }) => copy('closed', backup), killed: () => copy('killed', false) };
}

function mkdir(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

export const WAITING = 300;
export const DELIVERED = 60;

/** Reports of some 2 KB: `WAITING` wait, `DELIVERED` are delivered, three are in the vault, two are held. */
export function fill(store: StandingStore): void {
  store.records.write('a-record', { of: 'the device' });
  commit(store, WAITING + DELIVERED, 'x'.repeat(2000));
  const claimed = store.outbox.claim(0, { ...NO_LIMIT, events: DELIVERED }, LEASE);
  store.outbox.settle(claimed.map(({ id }) => ({ kind: 'delivered', id, receipt: 'a.b.c' })));
  addToVault(store, 3);
  for (let at = 0; at < 2; at += 1) {
    store.reports.once(submission(randomUUID(), null), () =>
      store.held.add({ day: '2026-11-23', data: 'held', since: 0 }),
    );
  }
}

export function addToVault(store: StandingStore, count: number): void {
  for (let at = 0; at < count; at += 1) {
    const row = { keyNumber: 1, sealed: randomBytes(64), written: 0, scattered: false };
    store.reports.once(submission(), () => store.vault.add(row));
  }
}

export function sequencesWaiting(store: StandingStore): number[] {
  const claimed = store.outbox.claim(0, { events: 100_000, bytes: 1e9 }, LEASE);
  store.outbox.release(claimed.map(({ id }) => id));
  return claimed.map(({ sequence }) => sequence);
}

export function upTo(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** What can happen to a file. */
export const harms: Readonly<Record<string, (path: string) => void>> = {
  'zero length': (path) => truncateSync(path, 0),
  'random text': (path) => {
    truncateSync(path, 0);
    write(path, 0, Buffer.from('This was once somebody’s shopping list.\n'.repeat(3000)));
  },
  'random bytes': (path) => write(path, 0, randomBytes(statSync(path).size)),
  'a flipped header': (path) => write(path, 0, flipped(path, 0, 100)),
  'a flipped first page': (path) => write(path, 0, flipped(path, 0, 4096)),
  'cut at 25 %': (path) => truncateSync(path, Math.floor(statSync(path).size / 4)),
  'cut at 50 %': (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
  'cut at 75 %': (path) => truncateSync(path, Math.floor((statSync(path).size * 3) / 4)),
};

export function flipPage(path: string, page: number): void {
  write(path, page * 4096, flipped(path, page * 4096, 4096));
}

/** Spoils the middle of a report's frozen bytes, which nothing reads before it is sent. */
export function flipEvent(path: string, sequence: number): void {
  const at = readFileSync(path).indexOf(`"sequence":"${String(sequence).padStart(16, '0')}"`);
  flipPage(path, Math.floor(at / 4096));
}

function flipped(path: string, at: number, length: number): Buffer {
  return Buffer.from(
    readFileSync(path)
      .subarray(at, at + length)
      .map((byte) => byte ^ 0xff),
  );
}

function write(path: string, at: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

export function damagedPath(folder: string, kept: string | null | undefined): string {
  return databasePath(folder).replace(/desk\.db$/, kept ?? 'none');
}
