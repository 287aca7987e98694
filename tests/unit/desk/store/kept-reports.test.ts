/** What is kept, what goes, what waits again: nothing undelivered is ever deleted. */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../src/desk/store/database.ts';
import type { Outcome } from '../../../../src/desk/delivery/outbox.ts';
import type { KeptReport } from '../../../../src/desk/store/kept-reports.ts';
import type { Store } from '../../../../src/desk/store/store.ts';
import type { ReportId } from '../../../../src/shared/ids.ts';
import { assertNever } from '../../../../src/shared/result.ts';
import { problem } from '../../../../src/shared/wire/problems.ts';
import { commit, LEASE, movedClock, NO_LIMIT, storeIn, temporaryFolder } from './kit.ts';

const RUNS = process.env['FAIRDESK_FULL'] === '1' ? 2_000 : 40;
const DAY_MS = 86_400_000;
const fates = ['waiting', 'behind', 'parked', 'dead', 'delivered', 'delivered', 'delivered'] as const;

function outcome(fate: (typeof fates)[number], id: ReportId): Outcome | null {
  switch (fate) {
    case 'delivered':
      return { kind: fate, id, receipt: 'a.b.c' };
    case 'dead':
      return { kind: fate, id, problem: problem('schema', 'no') };
    case 'parked':
      return { kind: fate, id, problem: problem('unknown-key', 'no'), notBefore: 0 };
    case 'behind':
      return { kind: fate, id, notBefore: 0 };
    case 'waiting':
      return null;
    default:
      return assertNever(fate);
  }
}

function settleAll(store: Store, wanted: readonly (typeof fates)[number][]): void {
  const claimed = store.outbox.claim(0, NO_LIMIT, LEASE);
  const outcomes = claimed.map(({ id }, at) => outcome(wanted[at] ?? 'waiting', id));
  store.outbox.settle(outcomes.filter((each) => each !== null));
  store.outbox.release(claimed.map(({ id }) => id));
}

/** Hash of an attachment. */
const BLOB = 'b'.repeat(64);

function allKept(store: Store, limit = 1_000): KeptReport[] {
  const found: KeptReport[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = store.kept.page(after, limit);
    found.push(...page.reports);
    after = page.next;
  }
  return found;
}

test('only what was delivered, is old enough and was just found at the central endpoint is deleted; the rest stays, byte for byte', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 30 }),
      fc.array(fc.nat(29), { maxLength: 8 }),
      fc.boolean(),
      fc.integer({ min: -2, max: 2 }),
      fc.integer({ min: 1, max: 7 }),
      (wanted, lost, blobMissing, days, limit) => {
        const clock = movedClock();
        const folder = temporaryFolder();
        const store = storeIn(folder, clock);
        const written = commit(store, wanted.length);
        settleAll(store, wanted);
        const db = openDatabase(folder, 'read');
        onTestFinished(() => void db.close());
        const rows = () =>
          db
            .prepare<[], { sequence: number; event: string; state: string }>(
              'SELECT sequence, event, state FROM report',
            )
            .all();
        const before = new Map(rows().map((row) => [row.sequence, row]));

        const missing = new Set(lost.map((at) => written[at]?.id ?? ''));
        const kept = allKept(store, limit);
        expect(kept.map(({ id }) => id)).toEqual(
          written.filter((_, at) => wanted[at] === 'delivered').map(({ id }) => id),
        );
        const owner = kept[0]?.id ?? null;
        if (owner !== null) store.attachments.keep(owner, [BLOB]);
        store.kept.compared({
          reports: kept,
          missing,
          missingAttachments: blobMissing ? [BLOB] : [],
          before: clock.wall() + days * DAY_MS,
        });

        const after = new Map(rows().map((row) => [row.sequence, row]));
        for (const [sequence, row] of before) {
          const id = written[sequence - 1]?.id ?? '';
          const goes = row.state === 'delivered' && !missing.has(id) && !(blobMissing && id === owner) && days >= 0;
          const state = row.state === 'delivered' && missing.has(id) ? 'waiting' : row.state;
          expect(after.get(sequence)).toEqual(goes ? undefined : { ...row, state });
        }
        const count = (state: string) => [...after.values()].filter((row) => row.state === state).length;
        expect(store.counts()).toMatchObject({
          dead: count('dead'),
          queued: count('waiting') + count('behind') + count('parked'),
        });
        db.close();
        store.close();
      },
    ),
    { numRuns: RUNS },
  );
});

test('what waits again is sent again with the same bytes', () => {
  const store = storeIn(temporaryFolder());
  commit(store, 3);
  const sent = store.outbox.claim(0, NO_LIMIT, LEASE);
  store.outbox.settle(sent.map(({ id }) => ({ kind: 'delivered', id, receipt: 'a.b.c' })));
  const [first, second] = allKept(store);
  if (first === undefined || second === undefined) throw new Error('three were kept');
  store.kept.compared({
    reports: [first, second],
    missing: new Set([second.id]),
    missingAttachments: [],
    before: 0,
  });
  expect(store.counts()).toMatchObject({ queued: 1, delivered: 2 });
  const again = store.outbox.claim(1, NO_LIMIT, LEASE);
  expect(again.map(({ event, sequence }) => [event, sequence])).toEqual([[sent[1]?.event, 2]]);
});

test('a sequence is never given out twice, also when every report has gone', () => {
  const clock = movedClock();
  const store = storeIn(temporaryFolder(), clock);
  commit(store, 3);
  settleAll(store, ['delivered', 'delivered', 'delivered']);
  store.kept.compared({
    reports: allKept(store),
    missing: new Set(),
    missingAttachments: [],
    before: clock.wall() + DAY_MS,
  });
  expect(allKept(store)).toEqual([]);
  commit(store, 1);
  expect(store.outbox.claim(0, NO_LIMIT, LEASE).map(({ sequence }) => sequence)).toEqual([4]);
});

test('a gap in the sequences, however wide, is stepped over', () => {
  const store = storeIn(temporaryFolder());
  commit(store, 2);
  store.reports.raiseSequence(2 ** 50);
  commit(store, 2);
  settleAll(store, ['delivered', 'delivered', 'delivered', 'delivered']);
  expect(allKept(store, 1).map(({ sequence }) => sequence)).toEqual([1, 2, 2 ** 50 + 1, 2 ** 50 + 2]);
});
