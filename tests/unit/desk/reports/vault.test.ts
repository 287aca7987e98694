import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KeyStore } from '../../../../src/desk/desk.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDatabase } from '../../../../src/desk/store/database.ts';
import { movedClock, temporaryFolder } from '../store/kit.ts';
import { central, contact, events, feedback, opened, send, workplace, type Central, type Workplace } from './kit.ts';

const CANARY = 'the-canary-sang-here';

/** Files of `folder` that hold `text` in the clear. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes(text));
}

async function comments(to: Central, desk: Workplace): Promise<unknown[]> {
  const answers = await opened(to, events(desk.store.outbox), 'answers');
  return answers.map((each) => (each as { value: unknown }[] | undefined)?.[0]?.value ?? 'a contact request');
}

describe('before enrollment', () => {
  test('a form is saved with its reference, and nothing of it is on the disk in the clear', async () => {
    const folder = temporaryFolder();
    const desk = workplace(folder, movedClock(), { keyStore: fileKeyStore(folder) });
    expect(await send(desk.reports, feedback(CANARY))).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await send(desk.reports, contact(CANARY))).toBeNull();
    expect(desk.store.counts()).toMatchObject({ vault: 2, queued: 0 });
    expect(events(desk.store.outbox)).toEqual([]);
    expect(filesWith(folder, CANARY)).toEqual([]);
    await desk.close();
    expect(filesWith(folder, CANARY)).toEqual([]);
  });

  test('the same form sent twice is saved once, also across the enrollment', async () => {
    const desk = workplace(temporaryFolder());
    const key = randomUUID();
    const reference = await send(desk.reports, feedback(), key);
    expect(await send(desk.reports, feedback(), key)).toBe(reference);
    await desk.enroll(central());
    expect(await send(desk.reports, feedback(), key)).toBe(reference);
    expect(events(desk.store.outbox)).toHaveLength(1);
  });
});

describe('at enrollment', () => {
  test('what was written is numbered in the order of writing, with the reference it was given, contact requests last', async () => {
    const to = central('oath-queens');
    const desk = workplace(temporaryFolder());
    const references: (string | null)[] = [];
    for (const draft of [feedback('first'), contact(), feedback('second'), contact(), feedback('third')]) {
      references.push(await send(desk.reports, draft));
    }
    await desk.enroll(to);
    expect(await comments(to, desk)).toEqual(['first', 'second', 'third', 'a contact request', 'a contact request']);
    const due = events(desk.store.outbox);
    expect(due.map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3, 4, 5]);
    expect(due.map(({ time }) => time.slice(11, 13))).toEqual(['15', '15', '15', '00', '00']);
    // The center is known now, and with it the agency.
    expect(await opened(to, due.slice(0, 1), 'centerId')).toEqual(['oath-queens']);
    expect(await opened(to, due.slice(0, 1), 'agency')).toEqual(['oath']);
  });

  test('nothing of the vault’s bytes is left in the data folder', async () => {
    const folder = temporaryFolder();
    const desk = workplace(folder);
    for (let at = 0; at < 20; at += 1) await send(desk.reports, feedback(`${CANARY} ${at}`));
    const look = openDatabase(folder, 'read');
    const rows = look.prepare('SELECT sealed FROM vault').pluck().all() as Buffer[];
    look.close();
    expect(rows).toHaveLength(20);
    // The whole of it may lie across pages: a piece from the middle must be gone too.
    const pieces = rows.map((row) => row.subarray(40, 72));
    await desk.enroll(central());
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
    expect(pieces.filter((piece) => files.some((file) => file.includes(piece)))).toEqual([]);
  });

  test('a crash between two reports loses none, doubles none and keeps the order', async () => {
    const to = central();
    const folder = temporaryFolder();
    const first = workplace(folder);
    for (let at = 1; at <= 5; at += 1) await send(first.reports, feedback(`number ${at}`));
    await first.close();

    // The third commit of the release does not come back: the process is gone.
    let commits = 0;
    const crashing = workplace(folder, movedClock(), {
      at: (store) => ({
        ...store,
        reports: {
          ...store.reports,
          commit(...report) {
            commits += 1;
            if (commits === 3) throw Object.assign(new Error('gone'), { code: 'SQLITE_FULL' });
            return store.reports.commit(...report);
          },
        },
      }),
    });
    await crashing.enroll(to);
    await crashing.close();

    const later = workplace(folder);
    expect(later.store.counts()).toMatchObject({ vault: 3, queued: 2 });
    await send(later.reports, feedback('number 6'));
    await later.reports.tick();
    expect(await comments(to, later)).toEqual([1, 2, 3, 4, 5, 6].map((at) => `number ${at}`));
    expect(events(later.store.outbox).map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('what is written while the vault empties comes behind it', async () => {
    const to = central();
    const desk = workplace(temporaryFolder());
    for (let at = 1; at <= 3; at += 1) await send(desk.reports, feedback(`number ${at}`));
    const enrolling = desk.enroll(to);
    await send(desk.reports, feedback('number 4'));
    await enrolling;
    await desk.reports.tick();
    await send(desk.reports, feedback('number 5'));
    expect(await comments(to, desk)).toEqual([1, 2, 3, 4, 5].map((at) => `number ${at}`));
  });
});

describe('the vault key', () => {
  test('that this machine no longer opens is kept, the device goes on, and what lies under it is freed when it opens again', async () => {
    const to = central();
    const folder = temporaryFolder();
    const lock = { locked: false };
    const keyStore: KeyStore = {
      kind: 'system',
      wrap: (secret) => secret,
      unwrap: (wrapped) => (lock.locked ? null : wrapped),
    };
    const first = workplace(folder, movedClock(), { keyStore });
    await send(first.reports, feedback('before'));
    await first.close();

    lock.locked = true;
    const locked = workplace(folder, movedClock(), { keyStore });
    await send(locked.reports, feedback('meanwhile'));
    await locked.enroll(to);
    expect(await comments(to, locked)).toEqual(['meanwhile']);
    expect(locked.store.counts()).toMatchObject({ vault: 0, unreadable: 1 });
    expect(locked.logged).toContainEqual({ event: 'vault-row-unreadable', keyNumber: 1 });
    await locked.close();

    lock.locked = false;
    const later = workplace(folder, movedClock(), { keyStore });
    later.store.vault.retryUnreadable();
    await later.reports.tick();
    expect(await comments(to, later)).toEqual(['meanwhile', 'before']);
    expect(later.store.counts()).toMatchObject({ vault: 0, unreadable: 0 });
  });
});

describe('the file key store', () => {
  test('opens what it wrapped, also after a restart, and nothing that was changed or wrapped elsewhere', () => {
    const folder = temporaryFolder();
    const secret = new TextEncoder().encode('a device key');
    const wrapped = fileKeyStore(folder).wrap(secret);
    expect(Buffer.from(fileKeyStore(folder).unwrap(wrapped) ?? []).toString()).toBe('a device key');
    expect(fileKeyStore(temporaryFolder()).unwrap(wrapped)).toBeNull();
    const changed = Uint8Array.from(wrapped, (byte, at) => (at === 15 ? byte ^ 1 : byte));
    expect(fileKeyStore(folder).unwrap(changed)).toBeNull();
    expect(fileKeyStore(folder).unwrap(new Uint8Array(3))).toBeNull();
  });
});
