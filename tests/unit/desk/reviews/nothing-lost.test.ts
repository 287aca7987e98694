/** Whatever inspectors do at a laptop, in whatever order, it holds what a list on paper would. */
import fc from 'fast-check';
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ReviewDraft } from '../../../../src/shared/reviews/draft.ts';
import { takeOver } from '../../../../src/desk/reviews/take-over.ts';
import type { Store } from '../../../../src/desk/store/store.ts';
import { LEASE, movedClock, NO_LIMIT } from '../store/kit.ts';
import { finished, good, inspector, newKeys, reviewRoom, type ReviewRoom } from './kit.ts';

const RUNS = process.env['FAIRDESK_FULL'] === '1' ? 1_000 : 40;

type Account = 'amina' | 'boris';

/** A list on paper. */
interface Paper {
  readonly drafts: Map<string, { account: Account; revision: number; name: string; way: Way; gives: string | null }>;
  readonly owed: Map<string, { account: Account; name: string }>;
  readonly sent: { account: Account; name: string; received: boolean }[];
}

/** How a copy went; `unsaid` lacks what a report needs. */
const ways = ['paper', 'deferred', 'unsaid'] as const;
type Way = (typeof ways)[number];

const pick = fc.nat({ max: 7 });
const submit = fc.record({
  do: fc.constant('submit' as const),
  pick,
  /** What is saved before; null: what was saved last. */
  way: fc.option(fc.constantFrom(...ways), { nil: null, freq: 3 }),
  fails: fc.nat({ max: 4 }).map((chance) => chance === 0),
});
// What leads somewhere comes more often than what undoes it.
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('start' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('give' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('save' as const), pick, way: fc.constantFrom(...ways) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('save-stale' as const), pick }) },
  { weight: 6, arbitrary: submit },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), pick }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'restart' as const,
        'other' as const,
        'deliver' as const,
        'forget' as const,
        'hand-over' as const,
      ),
    }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

function draftOf(name: string, way: Way): ReviewDraft {
  const draft = finished({ business: { ...finished().business, name } });
  const deferred = { how: 'deferred', exception: 'urgent_safety' } as const;
  if (way === 'deferred') return { ...draft, copy: deferred, rightsShown: [] };
  return way === 'unsaid' ? { ...draft, recipientRole: null } : draft;
}

class Laptop {
  readonly paper: Paper = { drafts: new Map(), owed: new Map(), sent: [] };
  private readonly people = {
    amina: inspector({ keys: newKeys() }),
    boris: inspector({ account: 'boris', keys: newKeys() }),
  };
  private readonly clock = movedClock();
  private account: Account = 'amina';
  private commitFails = false;
  private written = 0;
  private room: ReviewRoom | null = null;
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  private async open(): Promise<ReviewRoom> {
    this.room ??= await reviewRoom(this.folder, {
      clock: this.clock,
      work: this.people[this.account],
      at: (store: Store): Store => ({
        ...store,
        businesses: {
          ...store.businesses,
          put: (row) => {
            if (this.commitFails) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
            store.businesses.put(row);
          },
        },
      }),
    });
    return this.room;
  }

  private mine<T extends { account: Account }>(all: Map<string, T>, at: number): [string, T] | null {
    const own = [...all].filter(([, { account }]) => account === this.account);
    return own[at % Math.max(own.length, 1)] ?? null;
  }

  async does(what: Action): Promise<void> {
    const { call, store, door } = await this.open();
    const { paper, account } = this;
    this.clock.pass(1_000);
    switch (what.do) {
      case 'start': {
        const { id, revision } = await good(call['review.start']({ business: null, owed: null }));
        paper.drafts.set(id, { account, revision, name: '', way: 'unsaid', gives: null });
        return;
      }
      case 'give': {
        const [owed, task] = this.mine(paper.owed, what.pick) ?? [];
        if (owed === undefined || task === undefined) return;
        const { id, revision } = await good(call['review.start']({ business: null, owed }));
        const begun = [...paper.drafts].find(([, { gives }]) => gives === owed)?.[0];
        if (begun === undefined) {
          paper.drafts.set(id, { account, revision, name: task.name, way: 'unsaid', gives: owed });
        } else expect(id).toBe(begun);
        return;
      }
      case 'save': {
        const [id, draft] = this.mine(paper.drafts, what.pick) ?? [];
        if (id === undefined || draft === undefined) return;
        const name = `no. ${(this.written += 1)}`;
        const said = { id, revision: draft.revision, draft: draftOf(name, what.way) };
        const { revision } = await good(call['review.save'](said));
        paper.drafts.set(id, { ...draft, revision, name, way: what.way });
        return;
      }
      case 'save-stale': {
        const [id, draft] = this.mine(paper.drafts, what.pick) ?? [];
        if (id === undefined || draft === undefined) return;
        const answer = await call['review.save']({
          id,
          revision: draft.revision - 1,
          draft: draftOf('stale', 'paper'),
        });
        expect(answer).toEqual({ ok: false, error: { type: 'stale', revision: draft.revision } });
        return;
      }
      case 'drop': {
        const [id] = this.mine(paper.drafts, what.pick) ?? [];
        if (id === undefined) return;
        await good(call['review.drop']({ id }));
        paper.drafts.delete(id);
        return;
      }
      case 'submit': {
        if (what.way !== null) await this.does({ do: 'save', pick: what.pick, way: what.way });
        const [id, draft] = this.mine(paper.drafts, what.pick) ?? [];
        if (id === undefined || draft === undefined) return;
        this.commitFails = what.fails;
        const answer = await call['review.submit']({ id });
        this.commitFails = false;
        if (draft.way === 'unsaid' || what.fails) {
          expect(answer).toMatchObject({ ok: false, error: { type: draft.way === 'unsaid' ? 'faults' : 'disk-full' } });
          return;
        }
        const { owed } = await good(answer);
        expect(await call['review.submit']({ id })).toEqual(answer);
        paper.drafts.delete(id);
        paper.sent.push({ account, name: draft.name, received: false });
        if (draft.gives !== null && draft.way === 'paper') paper.owed.delete(draft.gives);
        expect(owed === null).toBe(draft.way === 'paper');
        if (owed !== null) paper.owed.set(owed, { account, name: draft.name });
        return;
      }
      case 'restart':
        await this.close();
        return;
      case 'other':
        this.account = account === 'amina' ? 'boris' : 'amina';
        door.work = this.people[this.account];
        return;
      case 'deliver': {
        const due = store.outbox.claim(this.clock.monotonic(), NO_LIMIT, LEASE);
        store.outbox.settle(due.map(({ id }) => ({ kind: 'delivered', id, receipt: 'a.b.c' })));
        for (const each of paper.sent) each.received = true;
        return;
      }
      case 'forget': {
        this.clock.pass(40 * 86_400_000);
        const { reports } = store.kept.page(0, 500);
        const before = this.clock.wall();
        store.kept.compared({ reports, missing: new Set(), missingAttachments: [], before });
        return;
      }
      case 'hand-over': {
        const to = account === 'amina' ? 'boris' : 'amina';
        takeOver(store.work, this.people[account], this.people[to], 'open');
        for (const [id, draft] of paper.drafts) {
          if (draft.account === account) paper.drafts.set(id, { ...draft, account: to, revision: draft.revision + 1 });
        }
        for (const [id, task] of paper.owed)
          paper.owed.set(id, task.account === account ? { ...task, account: to } : task);
      }
    }
  }

  async holdsWhatPaperSays(): Promise<void> {
    const { call, store, door } = await this.open();
    const sorted = (names: readonly string[]) => [...names].sort();
    for (const account of ['amina', 'boris'] as const) {
      door.work = this.people[account];
      const own = <T extends { account: Account }>(all: Iterable<T>) =>
        [...all].filter((each) => each.account === account);
      const today = await good(call['inspector.today']({}));
      const { sent } = await good(call['inspector.outbox']({ before: null }));
      expect(today).toMatchObject({ unreadable: 0, underEarlier: 0, refused: [] });
      expect(sorted(today.drafts.map(({ business }) => business))).toEqual(
        sorted(own(this.paper.drafts.values()).map(({ name }) => name)),
      );
      expect(sorted(today.owed.map(({ business }) => business))).toEqual(
        sorted(own(this.paper.owed.values()).map(({ name }) => name)),
      );
      const history = own(this.paper.sent).map(({ name, received }) => `${name} ${received ? 'received' : 'waiting'}`);
      expect(sent.map(({ business, state }) => `${business} ${state}`)).toEqual(history.toReversed().slice(0, 50));
    }
    door.work = this.people[this.account];
    expect(store.counts().queued).toBe(this.paper.sent.filter(({ received }) => !received).length);
  }

  async close(): Promise<void> {
    await this.room?.close();
    this.room = null;
  }
}

test(`after any of ${RUNS} histories every draft, every copy that is owed and every review that was sent is there, once`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 50, size: 'max' }), async (actions) => {
      const folder = mkdtempSync(join(tmpdir(), 'fairdesk-reviews-'));
      const laptop = new Laptop(folder);
      try {
        for (const each of actions) {
          await laptop.does(each);
          await laptop.holdsWhatPaperSays();
        }
      } finally {
        await laptop.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: RUNS },
  );
}, 600_000);
