import { describe, expect, it } from 'vitest';
import {
  MOST_POINTS,
  MOST_STROKES,
  strokesIn,
  withStroke,
  type Point,
} from '../../../../../src/renderer/inspector/owner/strokes.ts';
import { signatureSchema, type Signature } from '../../../../../src/shared/reviews/draft.ts';

const box = { width: 640, height: 176 };

function drawn(strokes: readonly (readonly Point[])[], inBox = box): Signature {
  const signature = strokes.reduce<Signature | null>((held, points) => withStroke(held, inBox, points), null);
  if (signature === null) throw new Error('nothing was drawn');
  return signature;
}

/** Loops such as a hand makes that does not stop. */
function scribble(points: number, seed: number): readonly Point[] {
  return Array.from({ length: points }, (_, at) => ({
    x: 320 + 300 * Math.sin(at * 0.37 + seed) * Math.cos(at * 0.011),
    y: 88 + 80 * Math.cos(at * 0.41 + seed),
  }));
}

describe('a signature', () => {
  it('keeps where the lines went and nothing else', () => {
    const points = [
      { x: 10, y: 20, time: 1_700_000_000_000, pressure: 0.7 },
      { x: 60.04, y: 90.06, time: 1_700_000_000_016, pressure: 0.9 },
    ];
    expect(drawn([points])).toEqual({
      ...box,
      strokes: [
        [
          [10, 20],
          [60, 90.1],
        ],
      ],
    });
  });

  it('comes back in a box of its own size as it was drawn', () => {
    const line = [
      { x: 10, y: 20 },
      { x: 60, y: 90 },
      { x: 100, y: 15 },
    ];
    expect(strokesIn(drawn([line, [{ x: 300, y: 100 }]]), box)).toEqual([line, [{ x: 300, y: 100 }]]);
  });

  it('is never out of shape in another box, and goes on there in the one it was begun in', () => {
    const held = drawn([
      [
        { x: 0, y: 0 },
        { x: 640, y: 176 },
      ],
    ]);
    const wide = { width: 1280, height: 176 };
    const [stroke] = strokesIn(held, wide);
    expect(stroke).toEqual([
      { x: 320, y: 0 },
      { x: 960, y: 176 },
    ]);
    const longer = withStroke(held, wide, [
      { x: 640, y: 88 },
      { x: 960, y: 0 },
    ]);
    expect(longer).toEqual({
      ...box,
      strokes: [
        ...held.strokes,
        [
          [320, 88],
          [640, 0],
        ],
      ],
    });
  });

  it('takes a dot, for some letters have one', () => {
    expect(drawn([[{ x: 5, y: 5 }]]).strokes).toEqual([[[5, 5]]]);
  });

  it('does not change by a stroke without a point', () => {
    const held = drawn([[{ x: 5, y: 5 }]]);
    expect(withStroke(held, box, [])).toBe(held);
    expect(withStroke(null, box, [])).toBeNull();
  });

  it('stays within the limits of a draft however long somebody scribbles, also outside the box', () => {
    const long = drawn([
      scribble(30_000, 1),
      scribble(30_000, 2),
      [
        { x: -9000, y: 0 },
        { x: 90_000, y: 50 },
      ],
    ]);
    expect(signatureSchema.safeParse(long).error).toBeUndefined();
    expect(long.strokes.flat().length).toBeLessThanOrEqual(MOST_POINTS);
    expect(long.strokes).toHaveLength(3);
    const ends = scribble(30_000, 1);
    expect(long.strokes[0]?.[0]).toEqual([
      Math.round((ends[0]?.x ?? 0) * 10) / 10,
      Math.round((ends[0]?.y ?? 0) * 10) / 10,
    ]);
  });

  it('holds as many strokes as a draft does, and then no more', () => {
    const many = drawn(
      Array.from({ length: MOST_STROKES + 5 }, (_, at) => [
        { x: at, y: 1 },
        { x: at, y: 60 },
      ]),
    );
    expect(many.strokes).toHaveLength(MOST_STROKES);
    expect(signatureSchema.safeParse(many).error).toBeUndefined();
  });

  it('keeps every point as long as there is room: what is drawn again looks as it did', () => {
    const points = scribble(800, 3);
    expect(drawn([points]).strokes[0]).toHaveLength(800);
  });
});
