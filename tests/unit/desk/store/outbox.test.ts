import { describe, expect, test } from 'vitest';
import type { ReportId } from '../../../../src/shared/ids.ts';
import { openDatabase } from '../../../../src/desk/store/database.ts';
import { problem } from '../../../../src/shared/wire/problems.ts';
import { commit, dueSequences, LEASE, movedClock, NO_LIMIT, storeIn, temporaryFolder } from './kit.ts';

const REFUSED = problem('schema', 'answers.0.value: is not text');
const UNKNOWN = problem('unknown-type', 'not here yet');

function claimIds(store: ReturnType<typeof storeIn>, now: number, events = 500): ReportId[] {
  return store.outbox.claim(now, { ...NO_LIMIT, events }, LEASE).map(({ id }) => id);
}

function one(ids: readonly ReportId[]): ReportId {
  const [id] = ids;
  if (id === undefined) throw new Error('nothing was due');
  return id;
}

describe('claiming', () => {
  test('leases what is due in order of sequence, and no one gets it again while the lease lasts', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 3);
    expect(store.outbox.claim(100, { ...NO_LIMIT, events: 2 }, LEASE).map((each) => each.sequence)).toEqual([1, 2]);
    expect(dueSequences(store.outbox, 100 + LEASE - 1)).toEqual([3]);
    expect(dueSequences(store.outbox, 100 + LEASE)).toEqual([1, 2, 3]);
  });

  test('an item that waited 48 h, claimed, is still leased a second later', () => {
    const clock = movedClock();
    const store = storeIn(temporaryFolder(), clock);
    commit(store, 1);
    clock.pass(48 * 3_600_000);
    expect(claimIds(store, clock.monotonic())).toHaveLength(1);
    clock.pass(1_000);
    expect(claimIds(store, clock.monotonic())).toEqual([]);
    expect(store.outbox.nextDue(clock.monotonic())).toBe(clock.monotonic() - 1_000 + LEASE);
  });

  test('stops before the limit of bytes, and always takes one', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 3, 'x'.repeat(1_000));
    const size = Buffer.byteLength(store.outbox.claim(0, { events: 1, bytes: 1 }, 0)[0]?.event ?? '');
    expect(store.outbox.claim(1, { events: 500, bytes: 2 * size }, 0)).toHaveLength(2);
    expect(store.outbox.claim(2, { events: 500, bytes: 2 * size - 1 }, 0)).toHaveLength(1);
    expect(store.outbox.claim(3, { events: 500, bytes: 0 }, 0)).toHaveLength(1);
  });

  test('after a restart every lease and wait is void, every state and count of failures stands', () => {
    const folder = temporaryFolder();
    const store = storeIn(folder);
    commit(store, 4);
    const [first = '', second = '', third = ''] = claimIds(store, 0) as string[];
    store.outbox.settle([
      { kind: 'behind', id: first as ReportId, notBefore: 1e9 },
      { kind: 'parked', id: second as ReportId, problem: UNKNOWN, notBefore: 1e9 },
      { kind: 'dead', id: third as ReportId, problem: REFUSED },
    ]);
    store.close();
    const later = storeIn(folder);
    const due = later.outbox.claim(0, NO_LIMIT, LEASE);
    expect(due.map((each) => [each.sequence, each.failedAlone])).toEqual([
      [4, 0],
      [1, 1],
      [2, 0],
    ]);
    expect(later.counts()).toMatchObject({ queued: 3, dead: 1, delivered: 0 });
  });
});

describe('settling', () => {
  test('delivered: its receipt is kept, it is counted, it is never due again', () => {
    const folder = temporaryFolder();
    const clock = movedClock();
    const store = storeIn(folder, clock);
    commit(store, 1);
    store.outbox.settle([{ kind: 'delivered', id: one(claimIds(store, 0)), receipt: 'a.b.c' }]);
    expect(store.outbox.nextDue(1e12)).toBeNull();
    expect(store.counts()).toMatchObject({
      queued: 0,
      delivered: 1,
      lastReceiptAt: Date.parse('2026-11-23T15:00:00Z'),
    });
    store.close();
    expect(storeIn(folder).counts()).toMatchObject({ queued: 0, delivered: 1 });
  });

  test('a refused one is behind nobody: the others go on, it is kept', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 2);
    store.outbox.settle([{ kind: 'dead', id: one(claimIds(store, 0, 1)), problem: REFUSED }]);
    expect(dueSequences(store.outbox, 1e12)).toEqual([2]);
    expect(store.counts()).toMatchObject({ queued: 1, dead: 1 });
  });

  test('one that failed alone comes behind the fresh ones, not before its time, and counts its failures', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 1);
    store.outbox.settle([{ kind: 'behind', id: one(claimIds(store, 0)), notBefore: 500 }]);
    expect(store.outbox.nextDue(0)).toBe(500);
    commit(store, 1);
    expect(dueSequences(store.outbox, 499)).toEqual([2]);
    const due = store.outbox.claim(500, NO_LIMIT, LEASE);
    expect(due.map((each) => [each.sequence, each.failedAlone])).toEqual([
      [2, 0],
      [1, 1],
    ]);
  });

  test('a parked one comes behind everything else until its time or a new configuration', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 3);
    const [first, second] = claimIds(store, 0, 2);
    if (first === undefined || second === undefined) throw new Error('two were due');
    store.outbox.settle([
      { kind: 'parked', id: first, problem: UNKNOWN, notBefore: 1e6 },
      { kind: 'behind', id: second, notBefore: 10 },
    ]);
    expect(dueSequences(store.outbox, 10)).toEqual([3, 2]);
    store.outbox.unpark();
    expect(dueSequences(store.outbox, 10)).toEqual([3, 2, 1]);
  });

  test('a new configuration takes nothing from a lease, and what was under way is due at once when it is parked again', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 1);
    store.outbox.settle([{ kind: 'parked', id: one(claimIds(store, 0)), problem: UNKNOWN, notBefore: 5 }]);
    const id = one(claimIds(store, 5));
    store.outbox.unpark();
    expect(claimIds(store, 6)).toEqual([]);
    store.outbox.settle([{ kind: 'parked', id, problem: UNKNOWN, notBefore: 1e6 }]);
    expect(store.outbox.nextDue(7)).toBeLessThanOrEqual(7);
    expect(claimIds(store, 7)).toEqual([id]);
  });

  test('those not named keep their lease', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 2);
    const [first] = claimIds(store, 0);
    store.outbox.settle([{ kind: 'delivered', id: first as ReportId, receipt: 'a.b.c' }]);
    expect(dueSequences(store.outbox, LEASE - 1)).toEqual([]);
    expect(dueSequences(store.outbox, LEASE)).toEqual([2]);
  });

  test('an answer after the lease still counts, and the first answer stands', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 1);
    const id = one(claimIds(store, 0));
    expect(claimIds(store, LEASE + 1)).toEqual([id]);
    store.outbox.settle([{ kind: 'delivered', id, receipt: 'a.b.c' }]);
    store.outbox.settle([{ kind: 'dead', id, problem: REFUSED }]);
    expect(store.counts()).toMatchObject({ queued: 0, delivered: 1, dead: 0 });
  });

  test('of a batch that cannot be written as a whole changes nothing', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 2);
    const [first, second] = claimIds(store, 0);
    const toJSON = () => {
      throw new Error('cannot be written');
    };
    expect(() =>
      store.outbox.settle([
        { kind: 'delivered', id: first as ReportId, receipt: 'a.b.c' },
        { kind: 'dead', id: second as ReportId, problem: Object.assign({}, REFUSED, { toJSON }) },
      ]),
    ).toThrow('cannot be written');
    expect(store.counts()).toMatchObject({ queued: 2, delivered: 0 });
  });
});

describe('releasing', () => {
  test('gives leases back untouched', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 3);
    store.outbox.settle([{ kind: 'behind', id: one(claimIds(store, 0, 1)), notBefore: 5 }]);
    const ids = claimIds(store, 5);
    store.outbox.release(ids);
    expect(store.outbox.nextDue(5)).toBe(5);
    const again = store.outbox.claim(5, NO_LIMIT, LEASE);
    expect(again.map((each) => [each.sequence, each.failedAlone])).toEqual([
      [2, 0],
      [3, 0],
      [1, 1],
    ]);
  });
});

describe('delivered and kept reports', () => {
  test('cost a start, a claim and a count nothing, however many they are', () => {
    const folder = temporaryFolder();
    storeIn(folder).close();
    const db = openDatabase(folder, 'write');
    db.exec(`
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
      INSERT INTO report (sequence, id, sha256, state, written, event)
        SELECT i, randomblob(16), zeroblob(32), 'delivered', 0, '{}' FROM n;
    `);
    db.close();

    // Of the processor, for a commit waits for the disk and a busy machine for its turn.
    const before = process.cpuUsage();
    const store = storeIn(folder);
    commit(store, 1);
    // Reading 200,000 rows takes 10 ms and more: a hundred such looks would take a second.
    for (let look = 0; look < 100; look += 1) {
      expect(dueSequences(store.outbox, look)).toEqual([200_001]);
      expect(store.counts().queued).toBe(1);
    }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(500);
  });
});
