/** Looks for businesses while somebody types: after a short rest, and only the answer to what was typed last is shown. */
import type { BusinessLine } from '../../../shared/inspector.ts';

/** Shorter than the rest between two words, longer than between two letters. */
export const REST_MS = 150;

export interface SearchWorld {
  /** Null where the desk did not answer. */
  readonly find: (text: string) => Promise<readonly BusinessLine[] | null>;
  readonly tell: (found: readonly BusinessLine[] | null, text: string) => void;
  readonly later: (then: () => void, ms: number) => () => void;
}

export interface Search {
  /** Asks at once. */
  readonly now: (text: string) => void;
  /** Asks after a rest. */
  readonly typed: (text: string) => void;
  readonly stop: () => void;
}

export function openSearch({ find, tell, later }: SearchWorld): Search {
  let turn = 0;
  let cancel = () => {};

  async function ask(text: string) {
    const mine = ++turn;
    const found = await find(text);
    if (mine === turn) tell(found, text);
  }

  return {
    now(text) {
      cancel();
      void ask(text);
    },
    typed(text) {
      cancel();
      // An answer on its way is about what was typed before.
      turn += 1;
      cancel = later(() => void ask(text), REST_MS);
    },
    stop() {
      cancel();
      turn += 1;
    },
  };
}
