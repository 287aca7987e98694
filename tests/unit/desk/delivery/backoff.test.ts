import { describe, expect, test } from 'vitest';
import { backoff, BACKOFF_CAP_MS, retryWait } from '../../../../src/desk/delivery/backoff.ts';

const most = () => 1 - Number.EPSILON;
const least = () => 0;

describe('full jitter', () => {
  test('doubles its bound from 5 s to 15 min and stays there', () => {
    const bounds = Array.from({ length: 10 }, (_, at) => backoff(at + 1, most));
    expect(bounds).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900].map((seconds) => seconds * 1000));
    expect(backoff(1_000_000, most)).toBe(BACKOFF_CAP_MS);
  });

  test('may be nothing at all', () => {
    expect(backoff(5, least)).toBe(0);
  });
});

describe('Retry-After', () => {
  test('takes the place of a longer backoff', () => {
    expect(retryWait(9, 20_000, most)).toBe(20_000);
  });

  test('is never undercut', () => {
    expect(retryWait(1, 60_000, least)).toBe(60_000);
  });

  test('is obeyed for 15 min at most', () => {
    expect(retryWait(1, 86_400_000, least)).toBe(BACKOFF_CAP_MS);
  });

  test('of no time at all leaves the backoff as it is', () => {
    expect(retryWait(3, 0, most)).toBe(20_000);
  });
});
