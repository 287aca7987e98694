/** What a person who sits can reach, whatever the panel and however it hangs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lowers, REACH_MM, reachBand } from '../../../../src/renderer/ways/reach.ts';
import { isInCorner } from '../../../../src/renderer/ways/staffDoor.ts';

describe('the band', () => {
  test('lies 380 to 1,220 mm above the floor on every panel', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 20, noNaN: true }), fc.integer({ min: 0, max: 2500 }), (px, edge) => {
        const band = reachBand({ panelPxPerMm: px, panelLowerEdgeMm: edge });
        expect((band?.low ?? 0) / px + edge).toBeCloseTo(REACH_MM.low);
        expect((band?.high ?? 0) / px + edge).toBeCloseTo(REACH_MM.high);
      }),
    );
  });

  test('is not known where the height is not', () => {
    expect(reachBand({ panelPxPerMm: 4, panelLowerEdgeMm: null })).toBeNull();
  });
});

describe('moving the buttons down', () => {
  const upright = { width: 1080, height: 1920 };
  const wide = { width: 1920, height: 1080 };
  const hung = (edge: number) => reachBand({ panelPxPerMm: 4, panelLowerEdgeMm: edge });

  test('is offered where it moves some, height known or not', () => {
    for (const window of [upright, wide]) {
      expect(lowers(null, window)).toBe(true);
      expect(lowers(hung(700), window)).toBe(true);
    }
  });

  test('is not offered where they are as low as they go, nor in a window that is no kiosk', () => {
    // 1,220 mm lies 170 mm, 680 px, above the lower edge: less than four tenths of the height.
    expect(lowers(hung(1050), upright)).toBe(false);
    expect(lowers(hung(1100), wide)).toBe(false);
    expect(lowers(null, { width: 320, height: 640 })).toBe(false);
  });

  test('has the same shares in the style sheet', () => {
    const css = readFileSync(join(import.meta.dirname, '../../../../src/renderer/ui/layout.css'), 'utf8');
    expect(css.match(/--desk-top: max\((\d+)dvh/g)).toEqual(
      ['50', '62', '50', '50'].map((share) => `--desk-top: max(${share}dvh`),
    );
  });
});

test('a lower corner is as large as a target, and nothing else is one', () => {
  const window = { width: 1080, height: 1920 };
  const inCorner = (x: number, y: number) => isInCorner({ x, y }, window, 4);
  expect([inCorner(0, 1919), inCorner(50, 1870), inCorner(1079, 1919), inCorner(1030, 1870)]).toEqual(
    Array.from({ length: 4 }, () => true),
  );
  expect([inCorner(540, 1919), inCorner(0, 1860), inCorner(0, 0), inCorner(60, 1919)]).toEqual(
    Array.from({ length: 4 }, () => false),
  );
});
