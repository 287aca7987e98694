/**
 * What a full disk did not take of drafts: the newest state of each, sealed, in the memory of this process,
 * until the disk takes it. A laptop that locks meanwhile has it still; one that is switched off has what was
 * saved last. Nothing here is said to be saved.
 */
import type { KeptWork } from '../store/work-table.ts';
import { write, type ReviewParts } from './parts.ts';

export interface Unsaved {
  /** `row` as it should have been written. */
  hold(row: KeptWork): void;
  /** What is held of the draft that is on disk as `row`; null where there is nothing newer. */
  of(row: KeptWork): KeptWork | null;
  /** It is written, or not wanted any more. */
  forget(id: string): void;
  /** Writes what the disk takes now; to be called every minute, at the door too: it needs no key. */
  settle(): void;
}

/** One inspector has one draft open; this bounds what a page could have held. */
const HELD_MAX = 100;

export function openUnsaved(
  parts: Pick<ReviewParts, 'admits' | 'log'> & { readonly store: Pick<ReviewParts['store'], 'work'> },
): Unsaved {
  const { work } = parts.store;
  const held = new Map<string, KeptWork>();
  /** Another one has been written since, or it went to another account: the disk is right. */
  const follows = (row: KeptWork, next: KeptWork) => next.revision === row.revision + 1 && next.account === row.account;
  return {
    hold(row) {
      held.delete(row.id);
      held.set(row.id, row);
      const [oldest] = held.keys();
      if (held.size > HELD_MAX && oldest !== undefined) held.delete(oldest);
    },
    of(row) {
      const next = held.get(row.id);
      if (next === undefined) return null;
      if (follows(row, next)) return next;
      held.delete(row.id);
      return null;
    },
    forget: (id) => void held.delete(id),
    settle() {
      for (const next of held.values()) {
        const failed = write(parts, () => work.replace(next, next.revision - 1));
        if (failed !== null) return;
        held.delete(next.id);
      }
    },
  };
}
