import { describe, expect, it } from 'vitest';
import { daySaid, hourSaid, timeSaid } from '../../../../src/renderer/inspector/say.ts';

const at = { now: new Date('2026-11-23T20:00:00Z'), timeZone: 'America/New_York' };

describe('a moment', () => {
  it('of today is said by its time alone', () => {
    expect(timeSaid('2026-11-23T15:42:10Z', at)).toBe('10:42 AM');
    expect(hourSaid('2026-11-23T14:00:00Z', at)).toBe('9 AM');
  });

  it('of another day is said with the day, of another year with the year', () => {
    expect(timeSaid('2026-11-22T15:42:10Z', at)).toBe('Nov 22, 10:42 AM');
    expect(timeSaid('2025-12-31T15:42:10Z', at)).toBe('Dec 31, 2025, 10:42 AM');
  });

  it('is of the day it is here, not of the day it is in Greenwich', () => {
    expect(timeSaid('2026-11-24T03:00:00Z', at)).toBe('10:00 PM');
  });

  it('that a damaged record holds is shown as it is', () => {
    expect(timeSaid('soon', at)).toBe('soon');
    expect(daySaid('soon', at)).toBe('soon');
  });
});
