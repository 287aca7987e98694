/** When a laptop locks by itself. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GRACE_MS, hasSlept, isIdle, OWNER_LEAST_MS } from '../../../../src/desk/inspector/idle.ts';

describe('a laptop that nobody touches', () => {
  const idle = (now: number, ownersTurn = false, lockAfterSeconds = 300) =>
    isIdle({ activeAt: 0, now, lockAfterSeconds, ownersTurn });

  test('is idle a little after its page would have locked it', () => {
    expect(idle(300_000)).toBe(false);
    expect(idle(300_000 + GRACE_MS - 1)).toBe(false);
    expect(idle(300_000 + GRACE_MS)).toBe(true);
  });

  test('stays with an owner for half an hour, or for longer where the setting says so', () => {
    expect(idle(OWNER_LEAST_MS + GRACE_MS - 1, true)).toBe(false);
    expect(idle(OWNER_LEAST_MS + GRACE_MS, true)).toBe(true);
    expect(isIdle({ activeAt: 0, now: OWNER_LEAST_MS + GRACE_MS, lockAfterSeconds: 3600, ownersTurn: true })).toBe(
      false,
    );
  });
});

describe('a laptop that slept', () => {
  const seen = { wall: 1_000_000_000_000, monotonic: 5_000 };
  const after = (wall: number, monotonic: number) =>
    hasSlept({
      seen,
      tickedAt: seen.monotonic,
      tickMs: 60_000,
      now: { wall: seen.wall + wall, monotonic: seen.monotonic + monotonic },
    });

  test('is known by the wall clock that ran ahead', () => {
    expect(after(3_600_000, 200)).toBe(true);
    expect(after(60_200, 200)).toBe(false);
  });

  test('is known by a tick that came far too late', () => {
    expect(after(600_000, 600_000)).toBe(true);
    expect(after(120_000, 120_000)).toBe(false);
  });

  test('is never taken for one whose clock was set back, or set right by less than a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 60_000 }), fc.nat(150_000), (jump, passed) => {
        expect(after(passed + jump, passed)).toBe(false);
      }),
    );
  });
});
