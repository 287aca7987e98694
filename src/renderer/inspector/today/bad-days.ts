/** What is not as it should be at this laptop and concerns whoever works at it. Pure. */
import type { DeliveryStatus } from '../../../shared/bridge.ts';

export type BadDay =
  | { readonly type: 'rebuilt'; readonly at: string; readonly kept: string | null }
  | { readonly type: 'disk'; readonly room: 'low' | 'critical' }
  /** A problem slug, or `network`. */
  | { readonly type: 'paused'; readonly slug: string };

/** A rebuilt database is told to everybody who comes in this time; staff find it in the self-test for ever. */
const REBUILT_TOLD_MS = 14 * 24 * 60 * 60 * 1000;

/** @param now milliseconds since 1970 */
export function badDays(delivery: DeliveryStatus | null, now: number): readonly BadDay[] {
  if (delivery === null) return [];
  const { disk, pausedReason, storeRecovered, waiting } = delivery;
  const days: BadDay[] = [];
  if (disk !== 'ok') days.push({ type: 'disk', room: disk });
  // A clock that was wrong then says nothing about how long ago it was: it is told.
  if (storeRecovered !== null && !(now - Date.parse(storeRecovered.at) > REBUILT_TOLD_MS)) {
    days.push({ type: 'rebuilt', at: storeRecovered.at, kept: storeRecovered.kept });
  }
  // Away from the network with nothing to send, nothing is wrong.
  if (pausedReason !== null && (pausedReason !== 'network' || waiting > 0)) {
    days.push({ type: 'paused', slug: pausedReason });
  }
  return days;
}
