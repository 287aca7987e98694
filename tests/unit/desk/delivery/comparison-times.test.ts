/** When a device compares: at a time of its own, however often it is switched off. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMPARE_EVERY_MS, nextComparisonIn, shareOf } from '../../../../src/desk/delivery/comparison-times.ts';
import { deviceIdSchema } from '../../../../src/shared/ids.ts';

const device = fc.uuid().map((id) => deviceIdSchema.parse(id));
const moment = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
const QUARTER_MS = 15 * 60_000;

test('a device compares within a day of the last time, whatever its clock says', () => {
  fc.assert(
    fc.property(device, fc.option(moment), moment, (id, last, now) => {
      const wait = nextComparisonIn(id, last, now);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(COMPARE_EVERY_MS);
      const due = last === null ? null : last + COMPARE_EVERY_MS;
      // Rounded: a device's share of the day is a fraction.
      if (due !== null && now >= due - COMPARE_EVERY_MS && now < due)
        expect(Math.round(now + wait)).toBeLessThanOrEqual(due);
    }),
  );
});

test('one that was off at its time, or has never compared, does so within a quarter of an hour', () => {
  fc.assert(
    fc.property(device, moment, fc.integer({ min: COMPARE_EVERY_MS, max: 1e12 }), (id, last, off) => {
      expect(nextComparisonIn(id, last, last + off)).toBeLessThanOrEqual(QUARTER_MS);
      expect(nextComparisonIn(id, null, last)).toBeLessThanOrEqual(QUARTER_MS);
    }),
  );
});

test('from one to the next it is an hour at least, a day at most, and then the same time of day', () => {
  fc.assert(
    fc.property(device, moment, (id, at) => {
      const wait = nextComparisonIn(id, at, at);
      expect(wait).toBeGreaterThanOrEqual(3_600_000);
      const second = nextComparisonIn(id, at + wait, at + wait);
      const third = nextComparisonIn(id, at + wait + second, at + wait + second);
      if (wait < COMPARE_EVERY_MS) expect(second).toBeCloseTo(COMPARE_EVERY_MS, -1);
      expect(third).toBeLessThanOrEqual(COMPARE_EVERY_MS);
    }),
  );
});

test('the times of a fleet are spread over the day', () => {
  const shares = Array.from({ length: 1_000 }, () => shareOf(deviceIdSchema.parse(crypto.randomUUID())));
  for (let hour = 0; hour < 24; hour++) {
    expect(shares.some((share) => Math.floor(share * 24) === hour)).toBe(true);
  }
});
