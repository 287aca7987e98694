import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signatureSvg } from '../../../../src/shared/reviews/signature-svg.ts';

test('strokes are lines with round ends in the box they were drawn in, a touch is a dot', () => {
  const svg = signatureSvg({
    width: 300.04,
    height: 100,
    strokes: [
      [
        [1, 2.26],
        [3, 4],
        [5, -0.04],
      ],
      [[9, 9]],
      [],
    ],
  });
  expect(svg).toContain('viewBox="0 0 300 100"');
  expect(svg).toContain('stroke-linecap="round"');
  expect(svg.match(/<path [^>]*>/g)).toEqual(['<path d="M1 2.3L3 4L5 0"/>', '<path d="M9 9L9 9"/>']);
});

test('whatever was drawn, nothing in it acts and no number is anything but a number', () => {
  const at = fc.double({ min: -4000, max: 8000, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.array(fc.tuple(at, at), { maxLength: 5 }), { maxLength: 5 }), (strokes) => {
      const svg = signatureSvg({ width: 300, height: 100, strokes });
      const tags = new Set([...svg.matchAll(/<([a-z]+)/g)].map(([, name]) => name));
      expect([...tags].every((name) => ['svg', 'g', 'path'].includes(name ?? ''))).toBe(true);
      for (const [, d] of svg.matchAll(/ d="([^"]*)"/g)) {
        expect(d).toMatch(/^M-?\d+(\.\d)? -?\d+(\.\d)?(L-?\d+(\.\d)? -?\d+(\.\d)?)+$/);
      }
    }),
  );
});
