/** What takes its time without a touch is not silence: a phone held to a code, a print under way. */
import { createContext, useContext, useEffect } from 'react';

/** Begins such a time and returns what ends it. Nobody counts silence where nothing is provided. */
export const Holding = createContext<() => () => void>(() => () => {});

/** Not silent while `busy`, as long as the component lives. */
export function useNotSilent(busy: boolean): void {
  const hold = useContext(Holding);
  useEffect(() => (busy ? hold() : undefined), [busy, hold]);
}
