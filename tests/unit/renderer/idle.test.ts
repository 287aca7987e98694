import { describe, expect, test } from 'vitest';
import {
  idle,
  idleNextTick,
  idleSecondsLeft,
  idleStart,
  type Idle,
  type IdleEvent,
} from '../../../src/renderer/kiosk/idle.ts';

const limits = { quietMs: 120_000, answerMs: 30_000 };
const run = (state: Idle, ...events: IdleEvent[]): Idle =>
  events.reduce((held, event) => idle(held, event, limits), state);
const asked = run(idleStart(0), { type: 'tick', at: 120_000 });

describe('while somebody is at work', () => {
  test('silence up to the limit asks nothing', () => {
    expect(run(idleStart(0), { type: 'tick', at: 119_999 }).phase).toBe('active');
  });

  test('silence of the limit asks', () => {
    expect(asked).toEqual({ phase: 'asking', until: 150_000 });
  });

  test.each(['key', 'pointer', 'stay'] as const)('a %s starts the silence anew', (type) => {
    expect(run(idleStart(0), { type, at: 100_000 }, { type: 'tick', at: 120_000 })).toEqual({
      phase: 'active',
      since: 100_000,
    });
  });

  test('a tick that comes late, after the machine slept, still leaves the whole time to answer', () => {
    expect(run(idleStart(0), { type: 'tick', at: 9_000_000 })).toEqual({ phase: 'asking', until: 9_030_000 });
  });
});

describe('while the question stands', () => {
  test('any key means still here', () => {
    expect(run(asked, { type: 'key', at: 121_000 })).toEqual({ phase: 'active', since: 121_000 });
  });

  test('a touch beside the buttons answers nothing', () => {
    expect(run(asked, { type: 'pointer', at: 121_000 })).toBe(asked);
  });

  test('the buttons answer', () => {
    expect(run(asked, { type: 'stay', at: 121_000 }).phase).toBe('active');
    expect(run(asked, { type: 'leave', at: 121_000 })).toEqual({ phase: 'gone', why: 'new-visitor' });
  });

  test('no answer for the whole time ends the session, not a millisecond before', () => {
    expect(run(asked, { type: 'tick', at: 149_999 }).phase).toBe('asking');
    expect(run(asked, { type: 'tick', at: 150_000 })).toEqual({ phase: 'gone', why: 'silence' });
  });

  test('it can be answered ten times and more', () => {
    let state = idleStart(0);
    for (let time = 1; time <= 12; time++) {
      const at = time * 140_000;
      state = run(state, { type: 'tick', at });
      expect(state.phase).toBe('asking');
      state = run(state, { type: 'stay', at: at + 20_000 });
      expect(state.phase).toBe('active');
    }
  });

  test('the count never shows 0 and never more than there is', () => {
    expect(idleSecondsLeft({ phase: 'asking', until: 30_000 }, 0)).toBe(30);
    expect(idleSecondsLeft({ phase: 'asking', until: 30_000 }, 29_001)).toBe(1);
    expect(idleSecondsLeft({ phase: 'asking', until: 30_000 }, 31_000)).toBe(1);
  });
});

test('a session that is over stays over', () => {
  const gone = run(asked, { type: 'leave', at: 121_000 });
  expect(run(gone, { type: 'key', at: 122_000 }, { type: 'stay', at: 123_000 })).toBe(gone);
});

describe('the next tick', () => {
  test('comes when silence would have lasted', () => {
    expect(idleNextTick(idleStart(1000), 31_000, limits)).toBe(90_000);
  });

  test('comes each second while the count runs', () => {
    expect(idleNextTick({ phase: 'asking', until: 30_000 }, 1500, limits)).toBe(500);
    expect(idleNextTick({ phase: 'asking', until: 30_000 }, 2000, limits)).toBe(1000);
    expect(idleNextTick({ phase: 'asking', until: 30_000 }, 30_000, limits)).toBe(0);
  });

  test('never comes once the session is over', () => {
    expect(idleNextTick({ phase: 'gone', why: 'silence' }, 0, limits)).toBeNull();
  });
});
