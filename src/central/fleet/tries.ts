/**
 * How often a wrong enrollment code may be tried. Counts only what failed, by address and in all, over
 * the last minute and hour. Per process: several central processes allow that many times more, which
 * against 60 random bits in a code is nothing.
 */
import type { Clock } from '../../shared/clock.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** Wire contract, "Enrollment": ten failed tries a minute per address, a hundred an hour in all. */
const PER_ADDRESS = 10;
const ADDRESS_WINDOW_MS = 60_000;
const IN_ALL = 100;
const ALL_WINDOW_MS = 3_600_000;

interface Try {
  readonly at: number;
  readonly address: string;
}

export interface Tries {
  /** Counts a try as failed until `forget` says that it was not. `retryAfter` is in seconds. */
  begin(address: string): Result<{ forget(): void }, { type: 'too-many'; retryAfter: number }>;
}

export function openTries(clock: Clock): Tries {
  // In order of time; at most a hundred, and old ones leave at each look.
  let failed: Try[] = [];
  return {
    begin(address) {
      const now = clock.monotonic();
      failed = failed.filter((each) => now - each.at < ALL_WINDOW_MS);
      const from = networkOf(address);
      const recent = failed.filter((each) => each.address === from && now - each.at < ADDRESS_WINDOW_MS);
      const oldestRecent = recent.at(-PER_ADDRESS);
      const oldest = failed.at(-IN_ALL);
      const waitMs = Math.max(
        oldestRecent === undefined ? 0 : oldestRecent.at + ADDRESS_WINDOW_MS - now,
        oldest === undefined ? 0 : oldest.at + ALL_WINDOW_MS - now,
      );
      if (waitMs > 0) return err({ type: 'too-many', retryAfter: Math.ceil(waitMs / 1000) });
      const attempt: Try = { at: now, address: from };
      failed.push(attempt);
      return ok({
        forget() {
          failed = failed.filter((each) => each !== attempt);
        },
      });
    },
  };
}

/** An IPv6 customer has a /64 at least: its addresses count as one. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::', 2);
  const groups = head.split(':').filter((group) => group !== '');
  const missing = 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  if (address.includes('::')) groups.push(...Array<string>(Math.max(missing, 0)).fill('0'), ...tail.split(':'));
  return groups.slice(0, 4).join(':');
}
