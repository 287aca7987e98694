import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageOf, paginate, rowsWithin, type Block } from '../../../src/renderer/ui/pager/partition.ts';

const GAP = 10;

/** Blocks one below the other. `h`: a heading, `f`: what closes the screen, else a counted item. */
function column(...parts: readonly (number | readonly [number, 'h' | 'f'])[]): Block[] {
  let top = 0;
  return parts.map((part) => {
    const [height, kind] = typeof part === 'number' ? [part, 'i'] : part;
    const block = { top, bottom: top + height, head: kind === 'h', foot: kind === 'f', counted: kind === 'i' };
    top += height + GAP;
    return block;
  });
}

const spans = (blocks: readonly Block[], room: number, paged = room) =>
  paginate(blocks, room, paged).map((page) => [page.from, page.to]);

describe('one page', () => {
  test('holds all that fits, in the room without the paging buttons', () => {
    expect(spans(column(100, 100, 100), 320, 100)).toEqual([[0, 3]]);
  });

  test('is what nothing makes too', () => {
    expect(paginate([], 300, 200)).toHaveLength(1);
  });
});

describe('several pages', () => {
  test('leave the room for the paging buttons', () => {
    expect(spans(column(100, 100, 100), 319, 219)).toEqual([
      [0, 2],
      [2, 3],
    ]);
  });

  test('say how many things are left', () => {
    const pages = paginate(column([20, 'h'], 100, 100, [20, 'h'], 100), 260, 240);
    expect(pages.map((page) => page.left)).toEqual([1, 0]);
  });

  test('never end with a heading', () => {
    expect(spans(column([20, 'h'], 100, [20, 'h'], 100, 100), 200)).toEqual([
      [0, 2],
      [2, 4],
      [4, 5],
    ]);
  });

  test('say a heading again above what it heads, and count its height', () => {
    const pages = paginate(column([20, 'h'], 100, 100, 100), 250, 240);
    expect(pages).toMatchObject([
      { from: 0, to: 3, again: null, height: 240 },
      { from: 3, to: 4, again: 0, height: 130 },
    ]);
  });

  test('do not say a heading again where that leaves no room for what it heads', () => {
    const pages = paginate(column([60, 'h'], 100, 100), 170, 170);
    expect(pages[1]).toMatchObject({ from: 2, to: 3, again: 0, height: 170 });
    const tighter = paginate(column([60, 'h'], 100, 150), 170, 170);
    expect(tighter[1]).toMatchObject({ again: null });
  });

  test('say no heading above what closes the screen', () => {
    const pages = paginate(column([20, 'h'], 100, [60, 'f']), 140, 140);
    expect(pages[1]).toMatchObject({ from: 2, to: 3, again: null });
  });

  test('turn what stands side by side together', () => {
    const row = (top: number): Block[] =>
      [1, 2].map(() => ({ top, bottom: top + 100, head: false, foot: false, counted: true }));
    expect(spans([...row(0), ...row(110), ...row(220)], 300, 215)).toEqual([
      [0, 4],
      [4, 6],
    ]);
  });

  test('give what is taller than a page one of its own', () => {
    expect(spans(column(50, 400, 50), 200)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });
});

test('every block is on exactly one page, in order, and no page overflows unless a single row does', () => {
  const part = fc.oneof(
    fc.integer({ min: 20, max: 200 }),
    fc.integer({ min: 20, max: 60 }).map((height) => [height, 'h'] as const),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 40 }), fc.integer({ min: 120, max: 900 }), (parts, room) => {
      const blocks = column(...parts);
      const pages = paginate(blocks, room, room - 60);
      expect(pages.flatMap((page) => blocks.slice(page.from, page.to))).toEqual(blocks);
      for (const page of pages) {
        if (page.to - page.from > 1) expect(page.height).toBeLessThanOrEqual(room + 0.5);
      }
    }),
  );
});

test('a block is found on its page again after the pages have changed', () => {
  const pages = paginate(column(100, 100, 100, 100), 220, 220);
  expect([0, 1, 2, 3].map((block) => pageOf(pages, block))).toEqual([0, 0, 1, 1]);
  expect(pageOf(pages, 99)).toBe(0);
});

test('free height is shared by the rows that can grow', () => {
  const blocks = column([20, 'h'], 100, 100);
  const page = paginate(blocks, 400, 300)[0];
  expect(page && rowsWithin(blocks, page, (index) => index > 0)).toBe(2);
});
