/** What staff see and do behind the door, on a real store. */
import { describe, expect, test } from 'vitest';
import { findReport } from '../../../../src/desk/staff/find-report.ts';
import { referenceOfId } from '../../../../src/desk/reports/mint.ts';
import { AUDIT_ROWS } from '../../../../src/desk/store/audit-table.ts';
import { problem } from '../../../../src/shared/wire/problems.ts';
import { commit, LEASE, NO_LIMIT, report } from '../store/kit.ts';
import { staffPlace, type StaffPlace } from './kit.ts';

const PIN = '483920';

async function opened(): Promise<StaffPlace> {
  const place = staffPlace();
  await place.room.pins.set(PIN);
  expect(await place.calls['staff.open']({ pin: PIN })).toMatchObject({ ok: true });
  return place;
}

/** Reports, the first refused for good, the second received, the rest waiting. */
function filled({ store }: StaffPlace, count: number) {
  const made = commit(store, count);
  const [first, second] = store.outbox.claim(0, { ...NO_LIMIT, events: 2 }, LEASE);
  if (first === undefined || second === undefined) throw new Error('nothing was due');
  store.outbox.settle([
    { kind: 'dead', id: first.id, problem: problem('schema', 'answers: is wrong') },
    { kind: 'delivered', id: second.id, receipt: 'a.b.c' },
  ]);
  return made;
}

describe('dead letters', () => {
  test('are shown with their reason and no finer time than the hour, and wait again when staff say so', async () => {
    const place = await opened();
    const [dead] = filled(place, 4);
    const view = await place.calls['staff.view']({});
    expect(view).toMatchObject({
      ok: true,
      value: {
        deadLetters: [
          {
            id: dead?.id,
            schema: 'org.fairdesk.feedback.v1',
            reason: 'schema',
            detail: 'answers: is wrong',
            since: '2026-11-23T15:00:00.000Z',
          },
        ],
      },
    });
    const unknown = '0f3a4c1e-5b6d-7e7f-8a9b-0c1d2e3f4a5b';
    expect(await place.calls['staff.retry']({ id: unknown })).toEqual({ ok: true, value: { retried: 0 } });
    expect(await place.calls['staff.retry']({ id: dead?.id ?? '' })).toEqual({ ok: true, value: { retried: 1 } });
    expect(place.told).toEqual(['requeued']);
    expect(place.store.counts()).toMatchObject({ dead: 0, queued: 3 });
    expect(place.audit()).toContain('retried: 1 reports');
  });
});

describe('a reference', () => {
  test('tells whether its report waits, was received or refused', async () => {
    const place = await opened();
    const states = await Promise.all(
      filled(place, 3).map(async ({ id }) => place.calls['staff.reference']({ reference: referenceOfId(id) })),
    );
    expect(states.map((answer) => answer.ok && answer.value.state)).toEqual(['refused', 'received', 'waiting']);
  });

  test('finds its report behind thousands of others, and ends where there is none', async () => {
    const all = Array.from({ length: 3_500 }, (_, at) => ({
      sequence: at + 1,
      ...report(),
      state: 'delivered' as const,
    }));
    const reports = {
      before: (below: number, limit: number) =>
        all
          .filter(({ sequence }) => sequence < below)
          .slice(-limit)
          .toReversed(),
    };
    const parts = { reports, vault: { page: () => [] }, vaultKeys: { decrypt: () => null } };
    const [oldest] = all;
    expect(await findReport(parts, referenceOfId(oldest?.id ?? report().id))).toBe('received');
    expect(await findReport(parts, referenceOfId(report().id))).toBe('unknown');
  });
});

describe('the audit', () => {
  test('keeps the last thousand entries and shows the newest first', () => {
    const { store, room } = staffPlace();
    store.records.together(() => {
      for (let each = 0; each < AUDIT_ROWS + 20; each += 1) room.note('opened', String(each));
    });
    const rows = store.audit.last(10_000);
    expect(rows).toHaveLength(AUDIT_ROWS);
    expect([rows.at(0)?.detail, rows.at(-1)?.detail]).toEqual([String(AUDIT_ROWS + 19), '20']);
  });

  test('is no condition of helping: on a disk that takes nothing the panel opens all the same', async () => {
    const place = staffPlace();
    await place.room.pins.set(PIN);
    const full = Object.assign(new Error('disk is full'), { code: 'ENOSPC' });
    const broken = staffPlace({
      folder: place.folder,
      parts: {
        store: {
          ...place.store,
          audit: {
            ...place.store.audit,
            add() {
              throw full;
            },
          },
        },
      },
    });
    expect(await broken.calls['staff.open']({ pin: PIN })).toMatchObject({ ok: true });
  });
});

describe('leaving kiosk mode', () => {
  test('is the host’s doing, shuts the door, and is written down', async () => {
    let left = 0;
    const place = staffPlace({ host: { leave: () => void (left += 1) } });
    await place.room.pins.set(PIN);
    await place.calls['staff.open']({ pin: PIN });
    expect(await place.calls['staff.view']({})).toMatchObject({ value: { canLeave: true } });
    expect(await place.calls['staff.leave']({})).toEqual({ ok: true, value: null });
    expect(left).toBe(1);
    expect(place.room.door.opened()).toBeNull();
    expect(place.audit()).toEqual(['closed: kiosk mode was left', 'left', 'opened']);
  });
});
