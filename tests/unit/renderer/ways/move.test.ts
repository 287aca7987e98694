/** Which key leads where: the whole of the five keys and the two switches, without a screen. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deedOf, staysInField, step, wayKeyOf, type WayKey } from '../../../../src/renderer/ways/move.ts';
import { STUCK_MS } from '../../../../src/renderer/ui/press.ts';
import { mayRepeat, REPEAT_MS } from '../../../../src/renderer/ways/repeat.ts';
import { settingsSchema } from '../../../../src/shared/settings.ts';

const { keypad } = settingsSchema.parse({});

test('each key of the default keypad has one meaning', () => {
  const meanings = Object.values(keypad).map((key) => wayKeyOf(keypad, key));
  expect(new Set(meanings)).toEqual(new Set(Object.keys(keypad)));
  expect(wayKeyOf(keypad, 'a')).toBeNull();
  expect(wayKeyOf(keypad, 'Tab')).toBeNull();
});

describe('a step', () => {
  const stops = ['title', 'text', 'answer', 'next', 'help'];
  const walk = (start: string | null, key: WayKey, rtl = false, times = stops.length) => {
    const been: (string | null)[] = [];
    for (let at = start, left = times; left > 0; left--) been.push((at = step(stops, at, key, rtl)));
    return been;
  };

  test.each(['down', 'right', 'switchMove'] as const)('%s goes through every stop, then to the first again', (key) =>
    expect(walk('title', key)).toEqual(['text', 'answer', 'next', 'help', 'title']),
  );

  test.each(['up', 'left'] as const)('%s goes the other way', (key) =>
    expect(walk('title', key)).toEqual(['help', 'next', 'answer', 'text', 'title']),
  );

  test('sideways keys are mirrored where words run from right to left, up and down and switches are not', () => {
    expect(walk('text', 'left', true, 1)).toEqual(['answer']);
    expect(walk('text', 'right', true, 1)).toEqual(['title']);
    expect(walk('text', 'down', true, 1)).toEqual(['answer']);
    expect(walk('text', 'switchMove', true, 1)).toEqual(['answer']);
  });

  test('from nowhere leads to the first or the last', () => {
    expect(walk(null, 'down', false, 1)).toEqual(['title']);
    expect(walk('gone', 'down', false, 1)).toEqual(['title']);
    expect(walk(null, 'up', false, 1)).toEqual(['help']);
    expect(step([], null, 'down', false)).toBeNull();
    expect(step([], null, 'up', false)).toBeNull();
  });

  test('choosing stays where it is', () => {
    expect(walk('answer', 'select', false, 1)).toEqual(['answer']);
    expect(walk('answer', 'switchSelect', false, 1)).toEqual(['answer']);
  });
});

describe('an arrow in a field', () => {
  const at = (start: number, length: number, lines: 'one' | 'many') => ({ lines, start, end: start, length });

  test('leaves an empty field at once', () => {
    for (const key of ['up', 'down', 'left', 'right'] as const) {
      expect(staysInField(at(0, 0, 'one'), key, false)).toBe(false);
      expect(staysInField(at(0, 0, 'many'), key, false)).toBe(false);
    }
  });

  test('moves the caret as far as that goes, then leaves', () => {
    expect(staysInField(at(3, 5, 'one'), 'right', false)).toBe(true);
    expect(staysInField(at(5, 5, 'one'), 'right', false)).toBe(false);
    expect(staysInField(at(5, 5, 'one'), 'left', false)).toBe(true);
    expect(staysInField(at(5, 5, 'one'), 'left', true)).toBe(false);
    expect(staysInField(at(3, 5, 'many'), 'up', false)).toBe(true);
    expect(staysInField(at(5, 5, 'many'), 'down', false)).toBe(false);
  });

  test('up and down leave a single line wherever its caret is, even where it does not say', () => {
    expect(staysInField(at(3, 5, 'one'), 'down', false)).toBe(false);
    expect(staysInField({ lines: 'one', start: null, end: null, length: 5 }, 'up', false)).toBe(false);
    expect(staysInField({ lines: 'one', start: null, end: null, length: 5 }, 'left', false)).toBe(true);
  });

  test('holds up no switch and no select', () => {
    expect(staysInField(at(3, 5, 'many'), 'switchMove', false)).toBe(false);
    expect(staysInField(at(3, 5, 'many'), 'select', false)).toBe(false);
  });

  test('always leads out in the end', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.boolean(), (start, more, rtl) => {
        const length = start + more;
        let caret = start;
        for (let presses = 0; presses <= length + 1; presses++) {
          if (!staysInField(at(caret, length, 'one'), 'right', rtl)) return;
          caret += deedOf('right', rtl) === 'forward' ? 1 : -1;
        }
        expect.unreachable();
      }),
    );
  });
});

describe('a held key', () => {
  test('repeats after two seconds, and then every two', () => {
    const held = { since: 1000, passed: 1000 };
    expect(mayRepeat(held, 1000 + REPEAT_MS - 1)).toBe(false);
    expect(mayRepeat(held, 1000 + REPEAT_MS)).toBe(true);
    expect(mayRepeat({ ...held, passed: 3000 }, 3500)).toBe(false);
    expect(mayRepeat({ ...held, passed: 3000 }, 5000)).toBe(true);
  });

  test('that is stuck does nothing any more', () => {
    expect(mayRepeat({ since: 0, passed: STUCK_MS - REPEAT_MS }, STUCK_MS)).toBe(false);
  });
});
