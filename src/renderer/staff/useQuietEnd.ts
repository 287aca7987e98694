/** A visitor's session that staff have covered: its time goes on, and ends it without a word. */
import { useEffect, useRef } from 'react';
import type { IdleLimits } from '../kiosk/idle.ts';

/**
 * Opening the door is the last thing done at the screen before it was covered: from then the visitor has
 * the time of silence and the time of the answer, as if the question had been asked and nobody answered.
 *
 * @param covered whether there is a session, and staff have covered it
 */
export function useQuietEnd(covered: boolean, limits: IdleLimits, onGone: () => void): void {
  const gone = useRef(onGone);
  useEffect(() => {
    gone.current = onGone;
  });
  const { quietMs, answerMs } = limits;
  useEffect(() => {
    if (!covered) return undefined;
    const timer = setTimeout(() => gone.current(), quietMs + answerMs);
    return () => clearTimeout(timer);
  }, [covered, quietMs, answerMs]);
}
