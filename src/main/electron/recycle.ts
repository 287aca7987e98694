/** Loads the page afresh when nobody is there and it is time. */
import type { Settings } from '../../shared/settings.ts';
import type { MainLog } from '../log.ts';
import { mayRecycle } from '../policy/recycle.ts';

export interface RecycleOptions {
  readonly settings: () => Pick<Settings, 'quietFromHour' | 'quietToHour'>;
  readonly inSession: () => boolean;
  readonly monotonic: () => number;
  /** Local hour of the day. */
  readonly hour: () => number;
  readonly reload: () => void;
  readonly log: MainLog;
}

/** @returns to be called about every minute */
export function recycling(options: RecycleOptions): () => void {
  let loaded = options.monotonic();
  let restSince: number | null = null;
  return () => {
    const now = options.monotonic();
    restSince = options.inSession() ? null : (restSince ?? now);
    const { quietFromHour: from, quietToHour: to } = options.settings();
    const restMs = restSince === null ? null : now - restSince;
    if (!mayRecycle({ ageMs: now - loaded, restMs, hour: options.hour(), quietWindow: { from, to } })) return;
    loaded = now;
    options.log({ event: 'main.face-recycled' });
    options.reload();
  };
}
