import { expect, test } from 'vitest';
import { qrDrawing } from '../../../../src/renderer/ui/qr.ts';

const ADDRESS = 'https://www.nyc.gov/site/immigrants/language-needs/language-and-disability-access.page';

/** The modules a drawing darkens, as rows. */
function modulesOf({ size, path }: { size: number; path: string }): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  }
  return rows;
}

const FINDER = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];

test('a code stands in a quiet zone of four modules', () => {
  const drawing = qrDrawing(ADDRESS);
  const dark = modulesOf(drawing).flatMap((row, y) => row.flatMap((on, x) => (on ? [{ x, y }] : [])));
  for (const axis of ['x', 'y'] as const) {
    expect(Math.min(...dark.map((each) => each[axis]))).toBe(4);
    expect(Math.max(...dark.map((each) => each[axis]))).toBe(drawing.size - 5);
  }
});

test('a code shows its three finder patterns, by which a camera knows it and its side', () => {
  const drawing = qrDrawing(ADDRESS);
  const rows = modulesOf(drawing);
  const at = (x: number, y: number) =>
    Array.from({ length: 7 }, (_, line) =>
      (rows[y + line] ?? [])
        .slice(x, x + 7)
        .map(Number)
        .join(''),
    );
  const far = drawing.size - 4 - 7;
  expect(at(4, 4)).toEqual(FINDER);
  expect(at(far, 4)).toEqual(FINDER);
  expect(at(4, far)).toEqual(FINDER);
  expect(at(far, far)).not.toEqual(FINDER);
});

test('a code holds words of any script, and as many as the largest holds', () => {
  expect(qrDrawing('বাংলা 简体 العربية').size).toBeGreaterThan(8 + 21);
  expect(qrDrawing('x'.repeat(2331)).size).toBe(177 + 8);
});
