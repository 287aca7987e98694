/** How a loop waits: by monotonic time, until something wakes it. */
import type { Clock } from '../../shared/clock.ts';
import type { Timers } from './timers.ts';

export interface Sleeper {
  /** Ends the sleep under way, or the next one before it begins. */
  wake(): void;
  /** @param until monotonic milliseconds; infinity: until it is woken */
  sleep(until: number): Promise<void>;
}

export function sleeper(clock: Clock, timers: Timers): Sleeper {
  let woken = false;
  let wakeUp: (() => void) | null = null;

  function wake(): void {
    woken = true;
    wakeUp?.();
  }

  async function sleep(until: number): Promise<void> {
    if (!woken) {
      await new Promise<void>((resolve) => {
        const ms = until - clock.monotonic();
        const cancel = ms === Number.POSITIVE_INFINITY ? () => {} : timers.after(ms, resolve);
        wakeUp = () => {
          cancel();
          resolve();
        };
      });
      wakeUp = null;
    }
    woken = false;
  }

  return { wake, sleep };
}
