/** How much is left in the battery, where the system tells (W3C Battery Status API; Chromium has it). */

export interface BatteryState {
  /** 0 to 1. */
  readonly level: number;
  readonly charging: boolean;
}

/** Systems begin to ask for the cable here. */
const LOW = 0.1;

/** @returns whole percent to be told, or null while there is nothing to tell */
export function lowBattery(state: BatteryState | null): number | null {
  if (state === null || state.charging || !(state.level >= 0 && state.level <= LOW)) return null;
  return Math.round(state.level * 100);
}

interface BatteryManager extends BatteryState, EventTarget {}

/** @returns a function that ends it */
export function watchBattery(target: Navigator, tell: (state: BatteryState) => void): () => void {
  const ending = new AbortController();
  const { getBattery } = target as Navigator & { getBattery?: () => Promise<BatteryManager> };
  void getBattery
    ?.call(target)
    .then((battery) => {
      if (ending.signal.aborted) return;
      const now = () => tell({ level: battery.level, charging: battery.charging });
      battery.addEventListener('levelchange', now, { signal: ending.signal });
      battery.addEventListener('chargingchange', now, { signal: ending.signal });
      now();
    })
    // Refused to this page: nothing is known then.
    .catch(() => {});
  return () => ending.abort();
}
