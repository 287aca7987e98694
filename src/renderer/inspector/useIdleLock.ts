/** Wires `idle.ts` to keys and pointers while somebody is signed in. */
import { useEffect, useRef, useState } from 'react';
import { idleAt, tellIn } from './idle.ts';

const USES = ['keydown', 'input', 'pointerdown', 'pointermove', 'wheel'] as const;

/**
 * @param onUse told that somebody is at work, rarely, and for the last time no later than `TELL_MS` after it
 * @param onOver called once, when nobody was there for long enough
 * @returns whole seconds until the laptop locks, once that is to be said; else null
 */
export function useIdleLock(
  active: boolean,
  lockAfterMs: number,
  onUse: () => void,
  onOver: () => void,
): number | null {
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const told = useRef({ onUse, onOver });
  useEffect(() => {
    told.current = { onUse, onOver };
  });
  useEffect(() => {
    if (!active) return undefined;
    let used = performance.now();
    let lastTold: number | null = null;
    let telling = 0;
    let timer = 0;
    const tell = () => {
      telling = 0;
      lastTold = performance.now();
      told.current.onUse();
    };
    const settle = () => {
      clearTimeout(timer);
      const now = performance.now();
      const idle = idleAt(used, now, lockAfterMs);
      setSecondsLeft(idle.phase === 'warning' ? idle.secondsLeft : null);
      if (idle.phase === 'over') return told.current.onOver();
      timer = window.setTimeout(settle, idle.phase === 'active' ? idle.warnsInMs : idle.nextInMs);
    };
    const use = () => {
      const now = performance.now();
      const warned = idleAt(used, now, lockAfterMs).phase !== 'active';
      used = now;
      if (telling === 0) telling = window.setTimeout(tell, tellIn(lastTold, now));
      if (warned) settle();
    };
    for (const name of USES) window.addEventListener(name, use, { capture: true, passive: true });
    settle();
    return () => {
      clearTimeout(timer);
      clearTimeout(telling);
      for (const name of USES) window.removeEventListener(name, use, { capture: true });
      setSecondsLeft(null);
    };
  }, [active, lockAfterMs]);
  return secondsLeft;
}
