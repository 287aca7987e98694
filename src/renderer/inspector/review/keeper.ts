/**
 * Keeps a draft on the disk: sends every change, one save at a time, joins into one what came meanwhile,
 * and tries again by itself what failed. What to do is decided by `saving.ts`.
 */
import type { OpenReview } from '../../../shared/inspector.ts';
import type { Result } from '../../../shared/result.ts';
import type { ReviewDraft } from '../../../shared/reviews/draft.ts';
import {
  isSaved,
  nextOf,
  savingAfter,
  savingOf,
  type Saving,
  type SavingEnd,
  type SavingEvent,
  type SavingTrouble,
} from './saving.ts';

/** Often enough that a disk with room again is noticed at once; a full one is not kept busy by it. */
export const TRY_AGAIN_MS = 2000;

type SaveError = { readonly type: SavingEnd | SavingTrouble | 'stale' };
type ReadError = { readonly type: SavingEnd | SavingTrouble };

export interface KeeperWorld {
  /** Answers `no-answer` where the desk was not reached; never throws. */
  readonly save: (
    draft: ReviewDraft,
    revision: number,
  ) => Promise<Result<{ readonly revision: number; readonly savedAt: string }, SaveError>>;
  readonly read: () => Promise<Result<OpenReview, ReadError>>;
  /** Runs `then` once, `ms` from now, unless what it returns is called before. */
  readonly later: (then: () => void, ms: number) => () => void;
}

export interface Keeper {
  readonly state: () => Saving;
  readonly subscribe: (listener: () => void) => () => void;
  readonly change: (edit: (draft: ReviewDraft) => ReviewDraft) => void;
  /** The inspector has read that another window changed this draft. */
  readonly told: () => void;
  /** Whether everything that stands on the screen is on the disk, tried at once. */
  readonly flush: () => Promise<boolean>;
  /** Flushes, then keeps its hands off the draft until `release`; what is changed meanwhile waits. */
  readonly hold: () => Promise<boolean>;
  readonly release: () => void;
  /** No more tries by the clock: what still waits is sent once and then left. */
  readonly stop: () => void;
}

export function openKeeper(review: OpenReview, { save, read, later }: KeeperWorld): Keeper {
  let state = savingOf(review);
  let stopped = false;
  let cancel: (() => void) | null = null;
  let busy = false;
  const listeners = new Set<() => void>();
  const waiting = new Set<(kept: boolean) => void>();

  function take(event: SavingEvent) {
    state = savingAfter(state, event);
    for (const listener of listeners) listener();
  }

  function settle(kept: boolean) {
    for (const done of waiting) done(kept);
    waiting.clear();
  }

  /** One try, then whatever that leads to. */
  async function turn(what: 'save' | 'read'): Promise<void> {
    cancel?.();
    cancel = null;
    busy = true;
    if (what === 'save') {
      take({ type: 'sending' });
      const answer = await save(state.draft, state.revision);
      if (answer.ok) take({ type: 'saved', ...answer.value });
      else if (answer.error.type === 'stale') take({ type: 'stale' });
      else fail(answer.error.type);
    } else {
      const answer = await read();
      if (answer.ok) take({ type: 'read', review: answer.value });
      else fail(answer.error.type);
    }
    busy = false;
    goOn();
  }

  function fail(type: SavingEnd | SavingTrouble) {
    if (type === 'closed' || type === 'not-there') take({ type: 'ended', end: type });
    else take({ type: 'failed', trouble: type });
  }

  function goOn() {
    if (busy) return;
    if (isSaved(state)) settle(true);
    else if (state.trouble !== null || state.end !== null) settle(false);
    const next = nextOf(state);
    if (next === 'save' || next === 'read') void turn(next);
    else if (next === 'wait' && !stopped && cancel === null) {
      cancel = later(() => {
        cancel = null;
        tryNow();
      }, TRY_AGAIN_MS);
    }
  }

  function tryNow() {
    if (busy || state.end !== null || state.held || isSaved(state)) return;
    void turn(state.stale ? 'read' : 'save');
  }

  async function flush(): Promise<boolean> {
    if (isSaved(state)) return true;
    if (state.end !== null || state.held) return false;
    const done = new Promise<boolean>((resolve) => waiting.add(resolve));
    tryNow();
    return done;
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(edit) {
      const draft = edit(state.draft);
      if (draft === state.draft) return;
      take({ type: 'changed', draft });
      goOn();
    },
    told: () => take({ type: 'told' }),
    flush,
    async hold() {
      const kept = await flush();
      if (kept) take({ type: 'held', held: true });
      return kept;
    },
    release() {
      take({ type: 'held', held: false });
      goOn();
    },
    stop() {
      stopped = true;
      cancel?.();
      cancel = null;
      tryNow();
    },
  };
}
