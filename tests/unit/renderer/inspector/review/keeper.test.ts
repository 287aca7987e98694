import { describe, expect, test } from 'vitest';
import {
  openKeeper,
  TRY_AGAIN_MS,
  type Keeper,
  type KeeperWorld,
} from '../../../../../src/renderer/inspector/review/keeper.ts';
import type { OpenReview } from '../../../../../src/shared/inspector.ts';
import { err, ok } from '../../../../../src/shared/result.ts';
import { emptyReview, type ReviewDraft } from '../../../../../src/shared/reviews/draft.ts';

const SAVED_AT = '2026-11-23T15:42:00.000Z';

type SaveAnswer = Awaited<ReturnType<KeeperWorld['save']>>;
type ReadAnswer = Awaited<ReturnType<KeeperWorld['read']>>;

/** A desk that answers when the test says so. */
function desk() {
  const saves: { draft: ReviewDraft; revision: number; answer: (answer: SaveAnswer) => Promise<void> }[] = [];
  const reads: { answer: (answer: ReadAnswer) => Promise<void> }[] = [];
  const timers: { run: () => void; ms: number }[] = [];
  const settled = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  const asked = <T>(give: (resolve: (answer: T) => void) => void) => new Promise<T>(give);
  const world: KeeperWorld = {
    save: (draft, revision) =>
      asked((resolve) => saves.push({ draft, revision, answer: (answer) => (resolve(answer), settled()) })),
    read: () => asked((resolve) => reads.push({ answer: (answer) => (resolve(answer), settled()) })),
    later(then, ms) {
      const timer = { run: then, ms };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
  };
  const fire = async () => {
    timers.shift()?.run();
    await settled();
  };
  return { world, saves, reads, timers, fire, settled };
}

const review = (draft: ReviewDraft, revision = 1): OpenReview => ({
  id: '4f6f9f57-9d2f-4a54-9c3e-6b0a8e1a2f11',
  revision,
  savedAt: SAVED_AT,
  practice: false,
  draft,
});
const saved = (revision: number): SaveAnswer => ok({ revision, savedAt: SAVED_AT });
const named = (name: string) => (draft: ReviewDraft) => ({ ...draft, business: { ...draft.business, name } });
const at = (field: string) => (draft: ReviewDraft) => ({ ...draft, at: { ...draft.at, field } });
const nameOf = (keeper: Keeper) => keeper.state().draft.business.name;

describe('the keeper of a draft', () => {
  test('sends a change at once, made from the revision it was read with', () => {
    const { world, saves } = desk();
    openKeeper(review(emptyReview(), 7), world).change(named('A'));
    expect(saves.map(({ revision, draft }) => [revision, draft.business.name])).toEqual([[7, 'A']]);
  });

  test('sends one save at a time, and joins into one what came meanwhile', async () => {
    const { world, saves } = desk();
    const keeper = openKeeper(review(emptyReview()), world);
    for (const name of ['A', 'AB', 'ABC']) keeper.change(named(name));
    expect(saves).toHaveLength(1);
    await saves[0]?.answer(saved(2));
    expect(saves.map(({ revision, draft }) => [revision, draft.business.name])).toEqual([
      [1, 'A'],
      [2, 'ABC'],
    ]);
    await saves[1]?.answer(saved(3));
    expect(saves).toHaveLength(2);
    expect(keeper.state()).toMatchObject({ revision: 3, sent: null, trouble: null });
  });

  test('saves nothing where nothing changed', () => {
    const { world, saves } = desk();
    openKeeper(review(emptyReview()), world).change((draft) => draft);
    expect(saves).toEqual([]);
  });

  test.each(['disk-full', 'store-failed', 'no-answer'] as const)(
    'keeps what a failed save held (%s), says so, and tries again until it is saved',
    async (type) => {
      const { world, saves, timers, fire } = desk();
      const keeper = openKeeper(review(emptyReview()), world);
      keeper.change(named('A'));
      await saves[0]?.answer(err({ type }));
      expect(keeper.state().trouble).toBe(type);
      expect(timers.map(({ ms }) => ms)).toEqual([TRY_AGAIN_MS]);
      keeper.change(named('AB'));
      expect(saves).toHaveLength(1);
      await fire();
      expect(keeper.state().trouble).toBe(type);
      await saves[1]?.answer(err({ type }));
      await fire();
      await saves[2]?.answer(saved(2));
      expect(saves[2]?.draft.business.name).toBe('AB');
      expect(keeper.state()).toMatchObject({ trouble: null, revision: 2 });
      expect(timers).toEqual([]);
      expect(nameOf(keeper)).toBe('AB');
    },
  );

  test('reads again what another window saved, keeps what was changed here, and tells', async () => {
    const { world, saves, reads } = desk();
    const keeper = openKeeper(review(emptyReview()), world);
    keeper.change(named('Mine'));
    await saves[0]?.answer(err({ type: 'stale' }));
    expect(reads).toHaveLength(1);
    const theirs: ReviewDraft = { ...emptyReview(), recipientRole: 'owner' };
    await reads[0]?.answer(ok(review(theirs, 5)));
    expect(keeper.state()).toMatchObject({ joined: true, stale: false });
    expect(saves[1]).toMatchObject({ revision: 5, draft: { recipientRole: 'owner', business: { name: 'Mine' } } });
    keeper.told();
    expect(keeper.state().joined).toBe(false);
  });

  test('knows its own save again whose answer got lost, and takes back what was taken back', async () => {
    const { world, saves, reads, fire } = desk();
    const keeper = openKeeper(review(emptyReview()), world);
    keeper.change(named('A'));
    const committed = keeper.state().draft;
    await saves[0]?.answer(err({ type: 'no-answer' }));
    keeper.change(named(''));
    await fire();
    await saves[1]?.answer(err({ type: 'stale' }));
    await reads[0]?.answer(ok(review(committed, 2)));
    expect(keeper.state().joined).toBe(false);
    expect(saves[2]).toMatchObject({ revision: 2, draft: { business: { name: '' } } });
  });

  test('knows its own save again that the desk could write only later', async () => {
    const { world, saves, reads, fire } = desk();
    const keeper = openKeeper(review(emptyReview()), world);
    keeper.change(named('A'));
    const held = keeper.state().draft;
    await saves[0]?.answer(err({ type: 'disk-full' }));
    keeper.change(named('AB'));
    await fire();
    await saves[1]?.answer(err({ type: 'stale' }));
    await reads[0]?.answer(ok(review(held, 2)));
    expect(keeper.state().joined).toBe(false);
    expect(saves[2]).toMatchObject({ revision: 2, draft: { business: { name: 'AB' } } });
  });

  test('does not take where the other window stood for a change of what it says', async () => {
    const { world, saves, reads } = desk();
    const keeper = openKeeper(review(emptyReview()), world);
    keeper.change(named('A'));
    await saves[0]?.answer(err({ type: 'stale' }));
    await reads[0]?.answer(ok(review(at('name')(emptyReview()), 2)));
    expect(keeper.state().joined).toBe(false);
    expect(saves[1]?.draft.business.name).toBe('A');
  });

  test.each(['closed', 'not-there'] as const)(
    'ends where no further try helps (%s), with the words still there',
    async (type) => {
      const { world, saves, timers } = desk();
      const keeper = openKeeper(review(emptyReview()), world);
      keeper.change(named('A'));
      await saves[0]?.answer(err({ type }));
      keeper.change(named('AB'));
      expect(keeper.state().end).toBe(type);
      expect(nameOf(keeper)).toBe('AB');
      expect([saves.length, timers.length]).toEqual([1, 0]);
      expect(await keeper.flush()).toBe(false);
    },
  );

  test('flushes: waits for the save on its way and for what came after it', async () => {
    const { world, saves } = desk();
    const keeper = openKeeper(review(emptyReview()), world);
    expect(await keeper.flush()).toBe(true);
    keeper.change(named('A'));
    keeper.change(named('AB'));
    const flushed = keeper.flush();
    await saves[0]?.answer(saved(2));
    await saves[1]?.answer(saved(3));
    expect(await flushed).toBe(true);
    expect(saves[1]?.draft.business.name).toBe('AB');
  });

  test('flushes at once what waited for its next try, and says where it failed again', async () => {
    const { world, saves } = desk();
    const keeper = openKeeper(review(emptyReview()), world);
    keeper.change(named('A'));
    await saves[0]?.answer(err({ type: 'disk-full' }));
    const flushed = keeper.flush();
    expect(saves).toHaveLength(2);
    await saves[1]?.answer(err({ type: 'disk-full' }));
    expect(await flushed).toBe(false);
  });

  test('saves nothing while the draft is being sent, and all of it when that failed', async () => {
    const { world, saves } = desk();
    const keeper = openKeeper(review(emptyReview()), world);
    expect(await keeper.hold()).toBe(true);
    keeper.change(at('send'));
    expect(saves).toEqual([]);
    keeper.release();
    expect(saves).toHaveLength(1);
  });

  test('stopped, it sends once what still waits, and leaves the clock alone', async () => {
    const { world, saves, timers } = desk();
    const keeper = openKeeper(review(emptyReview()), world);
    keeper.change(named('A'));
    await saves[0]?.answer(err({ type: 'disk-full' }));
    keeper.stop();
    expect([saves.length, timers.length]).toEqual([2, 0]);
    await saves[1]?.answer(err({ type: 'disk-full' }));
    expect([saves.length, timers.length]).toEqual([2, 0]);
  });
});
