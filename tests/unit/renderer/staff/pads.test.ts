import { describe, expect, test } from 'vitest';
import { DELETE, HEIGHT_RULE, PIN_RULE, rowsOf, secondsUntil, type } from '../../../../src/renderer/staff/pad.ts';
import { NOTHING_READ, readKey, type Run } from '../../../../src/renderer/staff/setup/scanner.ts';
import { inBothUnits, readHeight } from '../../../../src/renderer/staff/setup/height.ts';
import { CROCKFORD } from '../../../../src/shared/crockford.ts';

const typed = (keys: readonly string[], rule = PIN_RULE) => keys.reduce((held, key) => type(held, key, rule), '');

describe('a pad', () => {
  test('takes its own characters only, and no more than its most', () => {
    expect(typed(['1', 'x', '2', 'Enter', '.', ' ', '3'])).toBe('123');
    expect(typed('1234567890123'.split(''))).toBe('123456789012');
  });

  test('deletes the last character, and nothing where there is none', () => {
    expect(typed([DELETE, '1', '2', DELETE])).toBe('1');
  });

  test('reads small letters as capitals', () => {
    expect(typed(['a', 'b', 'u'], { characters: CROCKFORD, most: 8 })).toBe('AB');
  });

  test('takes one decimal point, after a digit', () => {
    expect(typed(['.', '3', '1', '.', '.', '5'], HEIGHT_RULE)).toBe('31.5');
  });

  test('shows every character once, in rows', () => {
    const rows = rowsOf(CROCKFORD, 8);
    expect(rows.map((row) => row.length)).toEqual([8, 8, 8, 8]);
    expect(rows.flat().join('')).toBe(CROCKFORD);
  });
});

test('the door counts whole seconds, never below nothing', () => {
  expect(secondsUntil(10_000, 7_400)).toBe(3);
  expect(secondsUntil(10_000, 10_001)).toBe(0);
});

describe('a scanner that types', () => {
  const scan = (text: string, gap: number, start = 1000) => {
    let run: Run = NOTHING_READ;
    let scanned: string | null = null;
    [...text.split(''), 'Enter'].forEach((key, index) => {
      ({ run, scanned } = readKey(run, key, start + index * gap));
    });
    return scanned;
  };

  test('is told from a person by its speed', () => {
    expect(scan('ABCD-EFGH-JKMN', 12)).toBe('ABCD-EFGH-JKMN');
    expect(scan('ABCD-EFGH-JKMN', 90)).toBeNull();
  });

  test('is not a palm on the keyboard', () => {
    expect(scan('asd', 5)).toBeNull();
  });

  test('begins anew after a pause, so that what a person typed before is not part of it', () => {
    const person = readKey(NOTHING_READ, 'x', 0).run;
    let run = person;
    for (const [index, key] of 'ABCDEFGH'.split('').entries()) run = readKey(run, key, 400 + index * 10).run;
    expect(readKey(run, 'Enter', 490).scanned).toBe('ABCDEFGH');
  });

  test('holds Shift for capitals', () => {
    let run: Run = NOTHING_READ;
    for (const [index, key] of ['Shift', 'A', 'B', 'Shift', 'C', 'D', 'E', 'F'].entries()) {
      run = readKey(run, key, index * 10).run;
    }
    expect(readKey(run, 'Enter', 90).scanned).toBe('ABCDEF');
  });
});

describe('the height of the lower edge', () => {
  test('is kept in millimetres, whichever unit was typed', () => {
    expect(readHeight('31.5', 'in')).toEqual({ ok: true, value: 800 });
    expect(readHeight('800', 'mm')).toEqual({ ok: true, value: 800 });
    expect(inBothUnits(800)).toEqual({ in: '31.5', mm: '800' });
  });

  test('is a number no higher than a display hangs', () => {
    expect(readHeight('', 'mm')).toEqual({ ok: false, error: { type: 'not-a-number' } });
    expect(readHeight('99', 'in')).toEqual({ ok: false, error: { type: 'too-high' } });
  });
});
