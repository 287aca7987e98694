/** Wires `idle.ts` to keys, pointers and timers while a visitor is at work. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { idle, idleNextTick, idleSecondsLeft, idleStart, type Idle, type IdleEvent, type IdleLimits } from './idle.ts';

export interface IdleQuestion {
  /** Whole seconds left to answer, or null while nothing is asked. */
  readonly secondsLeft: number | null;
  readonly stay: () => void;
  /** Nothing is asked for ten minutes. */
  readonly wait: () => void;
  /** A part of speech begins, or all of it is over. */
  readonly speech: (speaking: boolean) => void;
  /** Something that takes its time without a touch begins. @returns what ends it */
  readonly hold: () => () => void;
  readonly leave: () => void;
}

/**
 * @param active whether there is a session at all; the attract screen waits for ever
 * @param onGone called once, when the session is over
 */
export function useIdle(
  active: boolean,
  limits: IdleLimits,
  onGone: (why: 'silence' | 'new-visitor') => void,
): IdleQuestion {
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const state = useRef<Idle>(idleStart(0));
  const send = useRef<(event: IdleEvent) => void>(() => {});
  const holds = useRef(0);
  const gone = useRef(onGone);
  useEffect(() => {
    gone.current = onGone;
  });
  const { quietMs, answerMs } = limits;

  useEffect(() => {
    if (!active) return undefined;
    const now = () => performance.now();
    let timer = 0;
    state.current = { ...idleStart(now()), held: holds.current > 0 };
    const settle = () => {
      const held = state.current;
      clearTimeout(timer);
      setSecondsLeft(held.phase === 'asking' ? idleSecondsLeft(held, now(), { quietMs, answerMs }) : null);
      if (held.phase === 'gone') return gone.current(held.why);
      const wait = idleNextTick(held, now(), { quietMs, answerMs });
      if (wait !== null) timer = window.setTimeout(() => tell({ type: 'tick', at: now() }), wait);
    };
    const tell = (event: IdleEvent) => {
      const before = state.current;
      state.current = idle(before, event, { quietMs, answerMs });
      if (state.current !== before || event.type === 'tick') settle();
    };
    send.current = tell;
    const onKey = (event: KeyboardEvent) => {
      const asking = state.current.phase === 'asking';
      tell({ type: 'key', at: now() });
      // The key that answers the question does nothing else.
      if (asking) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    };
    const onPointer = () => tell({ type: 'pointer', at: now() });
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('input', onPointer, true);
    window.addEventListener('pointerdown', onPointer, true);
    window.addEventListener('pointermove', onPointer, true);
    settle();
    return () => {
      clearTimeout(timer);
      send.current = () => {};
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('input', onPointer, true);
      window.removeEventListener('pointerdown', onPointer, true);
      window.removeEventListener('pointermove', onPointer, true);
      setSecondsLeft(null);
    };
  }, [active, quietMs, answerMs]);

  const stay = useCallback(() => send.current({ type: 'stay', at: performance.now() }), []);
  const leave = useCallback(() => send.current({ type: 'leave', at: performance.now() }), []);
  const wait = useCallback(() => send.current({ type: 'wait', at: performance.now() }), []);
  const speech = useCallback(
    (speaking: boolean) => send.current({ type: 'speech', at: performance.now(), speaking }),
    [],
  );
  const hold = useCallback(() => {
    const tell = () => send.current({ type: 'hold', at: performance.now(), held: holds.current > 0 });
    holds.current += 1;
    if (holds.current === 1) tell();
    return () => {
      holds.current -= 1;
      if (holds.current === 0) tell();
    };
  }, []);
  return { secondsLeft, stay, leave, wait, speech, hold };
}
