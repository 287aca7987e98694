import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SMALLEST_PUBLISHED, nameable, suppress } from '../../../src/central/results/cells.ts';

const counts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
const cellsOf = (numbers: number[]) => numbers.map((answers, value) => ({ value, answers }));

describe('cells that tell of nobody', () => {
  test('no count of one to five is ever published', () => {
    fc.assert(
      fc.property(counts, (numbers) => {
        for (const { answers } of suppress(cellsOf(numbers)))
          expect(answers === null || answers >= SMALLEST_PUBLISHED).toBe(true);
      }),
    );
  });

  test('with every total known, a suppressed count still has more than one possible value', () => {
    fc.assert(
      fc.property(counts, (numbers) => {
        const cells = suppress(cellsOf(numbers));
        // Where all cells are hidden no total of theirs is published either.
        if (cells.every(({ answers }) => answers === null)) return;
        const hidden = numbers.filter((_, at) => cells[at]?.answers === null);
        if (hidden.length === 0) return;
        const sum = hidden.reduce((total, answers) => total + answers, 0);
        // k hidden counts of at least 1 that make up the sum: unique only for k = 1 or sum = k.
        expect(hidden.length).toBeGreaterThan(1);
        expect(sum).toBeGreaterThan(hidden.length);
      }),
    );
  });

  test('where nothing is small, nothing is hidden', () => {
    expect(suppress(cellsOf([6, 7, 100]))).toEqual(cellsOf([6, 7, 100]));
  });

  test('two that are known to be one each take a third with them', () => {
    expect(suppress(cellsOf([1, 1, 8, 20])).map(({ answers }) => answers)).toEqual([null, null, null, 20]);
  });

  test('where all is small, not even what was answered is named', () => {
    expect(suppress(cellsOf([1]))).toEqual([{ value: null, answers: null }]);
    expect(suppress(cellsOf([3, 3, 2]))).toEqual([{ value: null, answers: null }]);
  });

  test('of an unknown survey a string is named only where six gave it', () => {
    const value = (text: string | number, answers: number) => ({
      value: { kind: 'value' as const, value: text },
      answers,
    });
    expect(
      nameable({ kind: 'unknown' }, [value('offered', 6), value('smith', 1), value(5, 1), value(2125551234, 9)]),
    ).toEqual([
      { value: 'offered', answers: 6 },
      { value: 5, answers: 1 },
      { value: null, answers: 10 },
    ]);
  });

  test('a question that takes words leaves no cell', () => {
    const words = { value: { kind: 'words' as const }, answers: 50 };
    const code = { value: { kind: 'value' as const, value: 'ok' }, answers: 50 };
    expect(nameable({ kind: 'unknown' }, [words, code])).toEqual([]);
    expect(nameable({ kind: 'words' }, [code])).toEqual([]);
  });

  test('of a known question only its options are named', () => {
    const asked = { kind: 'choice' as const, values: new Set([1, 2]) };
    const value = (of: string | number, answers: number) => ({ value: { kind: 'value' as const, value: of }, answers });
    expect(nameable(asked, [value(1, 2), value(99, 50)])).toEqual([
      { value: 1, answers: 2 },
      { value: null, answers: 50 },
    ]);
  });
});
