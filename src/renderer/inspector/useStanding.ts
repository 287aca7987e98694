/** Asks the desk who is at work. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Bridge } from '../../shared/bridge.ts';
import { NOT_ASKED, settle, type HeldStanding } from './held.ts';
import type { LaptopPlace } from './laptop.tsx';

export interface Standing {
  readonly held: HeldStanding;
  /** The desk did not answer. */
  readonly silent: boolean;
  readonly refresh: () => Promise<void>;
  readonly go: (place: LaptopPlace) => void;
  /** Nothing is shown until the desk has answered again. */
  readonly clear: () => void;
}

export function useStanding(bridge: Bridge): Standing {
  const [held, setHeld] = useState<HeldStanding>(NOT_ASKED);
  const [silent, setSilent] = useState(false);
  const asked = useRef(0);
  const refresh = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const reply = await bridge.call('inspector.standing', {});
    // An answer that was overtaken is older than what is shown.
    if (turn !== asked.current) return;
    setSilent(!reply.ok);
    if (reply.ok) setHeld((before) => settle(before, reply.value));
  }, [bridge]);
  const go = useCallback((place: LaptopPlace) => setHeld((before) => ({ ...before, place })), []);
  const clear = useCallback(() => {
    // What was asked before is not shown after.
    asked.current += 1;
    setHeld(NOT_ASKED);
  }, []);
  useEffect(() => {
    void refresh();
  }, [refresh]);
  return { held, silent, refresh, go, clear };
}
