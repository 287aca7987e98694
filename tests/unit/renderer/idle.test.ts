import { describe, expect, test } from 'vitest';
import {
  idle,
  idleNextTick,
  idleSecondsLeft,
  idleStart,
  LONGEST_HOLD_MS,
  LONGEST_SPEECH_MS,
  WAIT_MS,
  type Idle,
  type IdleEvent,
} from '../../../src/renderer/kiosk/idle.ts';

const limits = { quietMs: 120_000, answerMs: 30_000 };
const run = (state: Idle, ...events: IdleEvent[]): Idle =>
  events.reduce((held, event) => idle(held, event, limits), state);
const asking = (until: number): Idle & { phase: 'asking' } => ({
  phase: 'asking',
  until,
  speakingSince: null,
  held: false,
});
const asked = run(idleStart(0), { type: 'tick', at: 120_000 });

describe('while somebody is at work', () => {
  test('silence up to the limit asks nothing', () => {
    expect(run(idleStart(0), { type: 'tick', at: 119_999 }).phase).toBe('active');
  });

  test('silence of the limit asks', () => {
    expect(asked).toEqual(asking(150_000));
  });

  test.each(['key', 'pointer', 'stay'] as const)('a %s starts the silence anew', (type) => {
    expect(run(idleStart(0), { type, at: 100_000 }, { type: 'tick', at: 120_000 })).toEqual({
      ...idleStart(0),
      since: 100_000,
    });
  });

  test('a tick that comes late, after the machine slept, still leaves the whole time to answer', () => {
    expect(run(idleStart(0), { type: 'tick', at: 9_000_000 })).toEqual(asking(9_030_000));
  });
});

describe('while the question stands', () => {
  test('any key means still here', () => {
    expect(run(asked, { type: 'key', at: 121_000 })).toEqual(idleStart(121_000));
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
    let state: Idle = idleStart(0);
    for (let time = 1; time <= 12; time++) {
      const at = time * 140_000;
      state = run(state, { type: 'tick', at });
      expect(state.phase).toBe('asking');
      state = run(state, { type: 'stay', at: at + 20_000 });
      expect(state.phase).toBe('active');
    }
  });

  test('the count never shows 0 and never more than there is', () => {
    expect(idleSecondsLeft(asking(30_000), 0, limits)).toBe(30);
    expect(idleSecondsLeft(asking(30_000), 29_001, limits)).toBe(1);
    expect(idleSecondsLeft(asking(30_000), 31_000, limits)).toBe(1);
  });
});

describe('speech is not silence', () => {
  const speech = (at: number, speaking: boolean): IdleEvent => ({ type: 'speech', at, speaking });

  test('nothing is asked while something is spoken, and silence begins when it is over', () => {
    const speaking = run(idleStart(0), speech(100_000, true), { type: 'tick', at: 215_000 });
    expect(speaking.phase).toBe('active');
    const over = run(speaking, speech(215_000, false), { type: 'tick', at: 334_999 });
    expect(over.phase).toBe('active');
    expect(run(over, { type: 'tick', at: 335_000 }).phase).toBe('asking');
  });

  test('a voice that is stuck does not keep the kiosk for ever', () => {
    const stuck = run(idleStart(0), speech(10_000, true));
    expect(idleNextTick(stuck, 10_000, limits)).toBe(LONGEST_SPEECH_MS + limits.quietMs);
    expect(run(stuck, { type: 'tick', at: 10_000 + LONGEST_SPEECH_MS + limits.quietMs }).phase).toBe('asking');
    const asked10 = run(asked, speech(120_000, true));
    const late = 120_000 + LONGEST_SPEECH_MS + limits.answerMs;
    expect(run(asked10, { type: 'tick', at: late }).phase).toBe('gone');
  });

  test('the time to answer begins when the question has been spoken to its end', () => {
    const spoken = run(asked, speech(120_100, true), speech(126_000, true), { type: 'tick', at: 151_000 });
    expect(spoken).toMatchObject({ phase: 'asking' });
    expect(idleSecondsLeft(spoken as Idle & { phase: 'asking' }, 151_000, limits)).toBe(30);
    const over = run(spoken, speech(152_000, false));
    expect(run(over, { type: 'tick', at: 181_999 }).phase).toBe('asking');
    expect(run(over, { type: 'tick', at: 182_000 })).toEqual({ phase: 'gone', why: 'silence' });
  });

  test('a thank-you stays for a minute or more after it was spoken', () => {
    const shortest = { quietMs: 60_000, answerMs: 20_000 };
    const over = run(idleStart(0), speech(0, true), speech(9_000, false));
    expect(idle(over, { type: 'tick', at: 68_999 }, shortest).phase).toBe('active');
  });
});

describe('a code on the screen and a print under way are not silence', () => {
  const hold = (at: number, held: boolean): IdleEvent => ({ type: 'hold', at, held });

  test('nothing is asked meanwhile, and silence begins when it is over', () => {
    const shown = run(idleStart(0), hold(100_000, true), { type: 'tick', at: 220_000 });
    expect(shown.phase).toBe('active');
    const over = run(shown, hold(230_000, false), { type: 'tick', at: 349_999 });
    expect(over.phase).toBe('active');
    expect(run(over, { type: 'tick', at: 350_000 }).phase).toBe('asking');
  });

  test('a code that somebody left does not keep the kiosk for ever', () => {
    const left = run(idleStart(0), hold(10_000, true));
    expect(idleNextTick(left, 10_000, limits)).toBe(LONGEST_HOLD_MS + limits.quietMs);
    const question = run(left, { type: 'tick', at: 10_000 + LONGEST_HOLD_MS + limits.quietMs });
    expect(question).toMatchObject({ phase: 'asking', held: true });
    expect(run(question, { type: 'tick', at: 300_000 })).toEqual({ phase: 'gone', why: 'silence' });
  });

  test('whoever is still here has as long again before the code', () => {
    const stayed = run(idleStart(0), hold(0, true), { type: 'tick', at: 240_000 }, { type: 'stay', at: 250_000 });
    expect(idleNextTick(stayed, 250_000, limits)).toBe(LONGEST_HOLD_MS + limits.quietMs);
  });

  test('a print that ends behind the question is not there any more when it is answered', () => {
    const ended = run(idleStart(0), hold(0, true), { type: 'tick', at: 240_000 }, hold(241_000, false));
    expect(ended).toEqual({ ...asking(270_000) });
    expect(run(ended, { type: 'stay', at: 250_000 })).toEqual(idleStart(250_000));
  });
});

describe('wait for me', () => {
  test('nothing is asked for ten minutes, whatever is touched meanwhile', () => {
    const waiting = run(idleStart(0), { type: 'wait', at: 1000 }, { type: 'pointer', at: 60_000 });
    expect(run(waiting, { type: 'tick', at: 1000 + WAIT_MS - 1 }).phase).toBe('active');
    expect(run(waiting, { type: 'tick', at: 1000 + WAIT_MS }).phase).toBe('asking');
  });

  test('silence counts again where the ten minutes end in the middle of it', () => {
    const waiting = run(idleStart(0), { type: 'wait', at: 0 }, { type: 'key', at: WAIT_MS - 1000 });
    expect(run(waiting, { type: 'tick', at: WAIT_MS }).phase).toBe('active');
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
    expect(idleNextTick(asking(30_000), 1500, limits)).toBe(500);
    expect(idleNextTick(asking(30_000), 2000, limits)).toBe(1000);
    expect(idleNextTick(asking(30_000), 30_000, limits)).toBe(0);
  });

  test('never comes once the session is over', () => {
    expect(idleNextTick({ phase: 'gone', why: 'silence' }, 0, limits)).toBeNull();
  });
});
