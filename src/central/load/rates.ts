/**
 * How often one device may ask: a bucket that fills at a steady rate, in memory and so per process.
 * Generous: a device that drains a backlog never meets it, one that has gone wild leaves room for others.
 */
import type { Clock } from '../../shared/clock.ts';
import type { DeviceId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';

export interface RateLimit {
  /** Requests a second, on average. */
  readonly perSecond: number;
  /** Requests at once. */
  readonly burst: number;
}

/** A backlog of a million reports is 2,000 requests. */
export const usualRate: RateLimit = { perSecond: 100, burst: 5_000 };

export interface Rates {
  /** Counts a request. `retryAfter` is in seconds. */
  take(device: DeviceId): Result<null, { type: 'too-many'; retryAfter: number }>;
}

/** Full buckets are the same as none: they are forgotten once so many are kept. */
const KEPT = 10_000;

/** @param limit null lets everything pass */
export function openRates(limit: RateLimit | null, clock: Pick<Clock, 'monotonic'>): Rates {
  if (limit === null) return { take: () => ok(null) };
  const buckets = new Map<DeviceId, { left: number; at: number }>();
  const leftNow = (bucket: { left: number; at: number }, now: number) =>
    Math.min(limit.burst, bucket.left + (Math.max(0, now - bucket.at) / 1000) * limit.perSecond);

  return {
    take(device) {
      const now = clock.monotonic();
      if (buckets.size > KEPT) {
        for (const [id, bucket] of buckets) if (leftNow(bucket, now) >= limit.burst) buckets.delete(id);
      }
      const bucket = buckets.get(device);
      const left = bucket === undefined ? limit.burst : leftNow(bucket, now);
      if (left < 1) {
        return err({ type: 'too-many', retryAfter: Math.max(1, Math.ceil((1 - left) / limit.perSecond)) });
      }
      buckets.set(device, { left: left - 1, at: now });
      return ok(null);
    },
  };
}
