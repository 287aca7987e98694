/** The keeper of one draft, for as long as its screen stands: it asks the desk, and tells the frame what is saved. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { OpenReview } from '../../../shared/inspector.ts';
import { err } from '../../../shared/result.ts';
import { useBeforeLock, useLaptop, type SaveState } from '../laptop.tsx';
import { openKeeper, type Keeper } from './keeper.ts';
import { isSaved, type Saving } from './saving.ts';

/** A save takes some milliseconds; only where it takes longer is there anything to say. */
const SAY_SAVING_MS = 400;

export function useKeeper(review: OpenReview): readonly [keeper: Keeper, state: Saving] {
  const { ask, setSaved } = useLaptop();
  const [keeper] = useState(() =>
    openKeeper(review, {
      save: async (draft, revision) => ask('review.save', { id: review.id, revision, draft }).catch(unreached),
      read: async () => ask('review.read', { id: review.id }).catch(unreached),
      later(then, ms) {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
    }),
  );
  const state = useSyncExternalStore(keeper.subscribe, keeper.state);
  useEffect(() => () => keeper.stop(), [keeper]);
  useBeforeLock(keeper.flush);

  const { trouble, end, savedAt } = state;
  const saved = isSaved(state);
  useEffect(() => {
    const told = toldOf({ trouble, end, savedAt, saved });
    if (told.state !== 'saving') {
      setSaved(told);
      return undefined;
    }
    const timer = setTimeout(() => setSaved(told), SAY_SAVING_MS);
    return () => clearTimeout(timer);
  }, [trouble, end, savedAt, saved, setSaved]);
  return [keeper, state];
}

const unreached = () => err({ type: 'no-answer' as const });

function toldOf({
  trouble,
  end,
  savedAt,
  saved,
}: Pick<Saving, 'trouble' | 'end' | 'savedAt'> & { saved: boolean }): SaveState {
  if (end === 'not-there') return { state: 'failed', why: 'not-there' };
  if (trouble !== null && !saved) return { state: 'failed', why: trouble };
  return saved ? { state: 'saved', at: savedAt } : { state: 'saving' };
}
