/** Saves the newest of what is put in, one at a time and in order: what was overtaken is not sent, the last always is. */
import type { Result } from '../../../shared/result.ts';

export type Saving<E extends { type: string }> =
  | { readonly state: 'none' | 'saving' | 'saved' }
  /** What was not saved is held: it goes with the next, or with `again`. */
  | { readonly state: 'failed'; readonly error: E };

export interface Saver<T> {
  readonly put: (value: T) => void;
  /** Sends what was not saved once more; nothing where all is saved. */
  readonly again: () => void;
  /** Tries once more what was not saved, and resolves once nothing is under way, whether it went well or not. */
  readonly settled: () => Promise<void>;
}

/** @param send must not reject */
export function createSaver<T, E extends { type: string }>(
  send: (value: T) => Promise<Result<unknown, E>>,
  told: (saving: Saving<E>) => void,
): Saver<T> {
  let waiting: { readonly value: T } | null = null;
  let under: Promise<void> | null = null;

  async function run() {
    told({ state: 'saving' });
    while (waiting !== null) {
      const taken: { readonly value: T } = waiting;
      waiting = null;
      const outcome = await send(taken.value);
      if (!outcome.ok) {
        waiting ??= taken;
        under = null;
        return told({ state: 'failed', error: outcome.error });
      }
    }
    under = null;
    told({ state: 'saved' });
  }
  const start = () => {
    if (under === null && waiting !== null) under = run();
  };
  return {
    put(value) {
      waiting = { value };
      start();
    },
    again: start,
    async settled() {
      start();
      await under;
    },
  };
}
