import { describe, expect, test } from 'vitest';
import { openTries } from '../../../src/central/fleet/tries.ts';

function clockAt(start = 0) {
  const clock = { at: start, wall: () => clock.at, monotonic: () => clock.at };
  return clock;
}

describe('tries with wrong enrollment codes', () => {
  test('the window slides: a try is free again a minute after the oldest', () => {
    const clock = clockAt();
    const tries = openTries(clock);
    for (let at = 0; at < 10; at++) {
      expect(tries.begin('10.0.0.1').ok).toBe(true);
      clock.at += 1_000;
    }
    expect(tries.begin('10.0.0.1')).toEqual({ ok: false, error: { type: 'too-many', retryAfter: 50 } });
    expect(tries.begin('10.0.0.2').ok).toBe(true);
    clock.at += 50_000;
    expect(tries.begin('10.0.0.1').ok).toBe(true);
    expect(tries.begin('10.0.0.1').ok).toBe(false);
  });

  test('a good try is forgotten', () => {
    const tries = openTries(clockAt());
    for (let at = 0; at < 500; at++) {
      const attempt = tries.begin('10.0.0.1');
      expect(attempt.ok).toBe(true);
      if (attempt.ok) attempt.value.forget();
    }
  });

  test('addresses of one IPv6 network count as one, of two as two', () => {
    const tries = openTries(clockAt());
    for (let at = 0; at < 10; at++) expect(tries.begin(`2001:db8:1:2::${at + 1}`).ok).toBe(true);
    expect(tries.begin('2001:db8:1:2:aaaa:bbbb:cccc:dddd').ok).toBe(false);
    expect(tries.begin('2001:db8:1:3::1').ok).toBe(true);
    expect(tries.begin('::1').ok).toBe(true);
  });
});
