/**
 * What of a draft is on the disk and what is not yet: a pure state, what happens to it, and what is to be
 * done next. Nothing on the screen is ever lost to what the desk answers: what could not be saved stays and
 * is sent again, and what another window wrote is joined with what stands here.
 */
import type { OpenReview } from '../../../shared/inspector.ts';
import type { ReviewDraft } from '../../../shared/reviews/draft.ts';

/** What is tried again by itself. `no-answer`: the desk was not reached. */
export type SavingTrouble = 'disk-full' | 'store-failed' | 'no-answer';

/** What no further try mends. `closed`: nobody is signed in any more. `not-there`: the draft has gone elsewhere. */
export type SavingEnd = 'closed' | 'not-there';

export interface Saving {
  /** As it stands on the screen. */
  readonly draft: ReviewDraft;
  /** As the desk has it under `revision`. */
  readonly kept: ReviewDraft;
  readonly revision: number;
  /** ISO 8601: when `kept` was saved. */
  readonly savedAt: string;
  /** On its way to the disk. */
  readonly sent: ReviewDraft | null;
  /** Was sent last and failed: the desk may have it all the same, or write it once there is room. */
  readonly unsure: ReviewDraft | null;
  /** The desk has a later revision than ours: it is read before anything is saved. */
  readonly stale: boolean;
  readonly trouble: SavingTrouble | null;
  readonly end: SavingEnd | null;
  /** Another window changed this draft, and the inspector has not been told yet. */
  readonly joined: boolean;
  /** Something else has the draft in hand (it is being sent or handed over): nothing is saved meanwhile. */
  readonly held: boolean;
}

export type SavingEvent =
  | { readonly type: 'changed'; readonly draft: ReviewDraft }
  | { readonly type: 'sending' }
  | { readonly type: 'saved'; readonly revision: number; readonly savedAt: string }
  | { readonly type: 'stale' }
  | { readonly type: 'failed'; readonly trouble: SavingTrouble }
  | { readonly type: 'ended'; readonly end: SavingEnd }
  | { readonly type: 'read'; readonly review: OpenReview }
  | { readonly type: 'told' }
  | { readonly type: 'held'; readonly held: boolean };

export function savingOf({ draft, revision, savedAt }: OpenReview): Saving {
  return {
    draft,
    kept: draft,
    revision,
    savedAt,
    sent: null,
    unsure: null,
    stale: false,
    trouble: null,
    end: null,
    joined: false,
    held: false,
  };
}

/** Whether everything on the screen is on the disk. */
export function isSaved({ draft, kept, sent, stale }: Saving): boolean {
  return draft === kept && sent === null && !stale;
}

/** What is to be done now. `wait`: after a failure, try again in a while. */
export function nextOf(saving: Saving): 'save' | 'read' | 'wait' | 'rest' {
  const { sent, end, held, stale, trouble, draft, kept } = saving;
  if (end !== null || held) return 'rest';
  if (!stale && (sent !== null || draft === kept)) return 'rest';
  if (trouble !== null) return 'wait';
  return stale ? 'read' : 'save';
}

export function savingAfter(before: Saving, event: SavingEvent): Saving {
  switch (event.type) {
    case 'changed':
      return { ...before, draft: event.draft };
    case 'sending':
      // A try begins: what went wrong before is told until this one has an answer, but is no reason to wait.
      return { ...before, sent: before.draft };
    case 'saved':
      return {
        ...before,
        kept: before.sent ?? before.draft,
        revision: event.revision,
        savedAt: event.savedAt,
        sent: null,
        unsure: null,
        trouble: null,
      };
    case 'stale':
      return { ...before, sent: null, stale: true, trouble: null };
    case 'failed':
      return {
        ...before,
        sent: null,
        trouble: event.trouble,
        unsure: before.sent ?? before.unsure,
      };
    case 'ended':
      return { ...before, sent: null, end: event.end };
    case 'read':
      return readAnew(before, event.review);
    case 'told':
      return { ...before, joined: false };
    case 'held':
      return { ...before, held: event.held };
  }
}

/** A save that failed may make a later revision too: then what comes back is our own, and there is nothing to join or to tell. */
function readAnew(before: Saving, { draft: theirs, revision, savedAt }: OpenReview): Saving {
  const ours = [before.kept, before.unsure, before.draft].some((one) => one !== null && saysSame(one, theirs));
  const draft = ours ? before.draft : joinDrafts(before.kept, before.draft, theirs);
  return {
    ...before,
    draft: same(draft, theirs) ? theirs : draft,
    kept: theirs,
    revision,
    savedAt,
    sent: null,
    unsure: null,
    stale: false,
    trouble: null,
    joined: before.joined || !ours,
  };
}

/** Theirs, with every part that was changed here since `base` as it stands here. */
function joinDrafts(base: ReviewDraft, mine: ReviewDraft, theirs: ReviewDraft): ReviewDraft {
  const changed = Object.entries(mine).filter(([key, value]) => !same(value, base[key]));
  return { ...theirs, ...Object.fromEntries(changed) };
}

/** Alike but for where the inspector was. */
function saysSame(a: ReviewDraft, b: ReviewDraft): boolean {
  return same({ ...a, at: null }, { ...b, at: null });
}

/** Of plain data, whatever the order of its keys. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => right.has(key) && same(value, right.get(key)));
}
