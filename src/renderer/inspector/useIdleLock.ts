/** Wires `idle.ts` to keys and pointers while somebody is signed in. */
import { useEffect, useRef, useState } from 'react';
import { idleAt } from './idle.ts';
import { USES } from './telling.ts';

/**
 * @param onOver called once, when nobody was there for long enough
 * @returns whole seconds until the laptop locks, once that is to be said; else null
 */
export function useIdleLock(lockAfterMs: number, onOver: () => void): number | null {
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const told = useRef(onOver);
  useEffect(() => {
    told.current = onOver;
  });
  useEffect(() => {
    let used = performance.now();
    let timer = 0;
    const settle = () => {
      clearTimeout(timer);
      const now = performance.now();
      const idle = idleAt(used, now, lockAfterMs);
      setSecondsLeft(idle.phase === 'warning' ? idle.secondsLeft : null);
      if (idle.phase === 'over') return told.current();
      timer = window.setTimeout(settle, idle.phase === 'active' ? idle.warnsInMs : idle.nextInMs);
    };
    const use = () => {
      const now = performance.now();
      const warned = idleAt(used, now, lockAfterMs).phase !== 'active';
      used = now;
      if (warned) settle();
    };
    for (const name of USES) window.addEventListener(name, use, { capture: true, passive: true });
    settle();
    return () => {
      clearTimeout(timer);
      for (const name of USES) window.removeEventListener(name, use, { capture: true });
      setSecondsLeft(null);
    };
  }, [lockAfterMs]);
  return secondsLeft;
}
