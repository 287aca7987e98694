/** What is still being written is saved before the laptop locks. */
import { useCallback, useRef } from 'react';

type Save = () => Promise<unknown>;

/** A save that hangs must not keep a laptop open. */
const LONGEST_MS = 3000;

export interface LastSaves {
  /** @returns a function that takes it away again */
  readonly beforeLock: (save: Save) => () => void;
  /** Resolves when each has ended, well or not, or took too long. */
  readonly all: () => Promise<void>;
}

export function useLastSaves(): LastSaves {
  const saves = useRef(new Set<Save>());
  const beforeLock = useCallback((save: Save) => {
    const kept = saves.current;
    kept.add(save);
    return () => void kept.delete(save);
  }, []);
  const all = useCallback(async () => {
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_MS));
    await Promise.race([Promise.allSettled([...saves.current].map((save) => save())), late]);
  }, []);
  return { beforeLock, all };
}
