import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TELL_MS } from '../../../../src/renderer/inspector/idle.ts';
import { tellOfUse } from '../../../../src/renderer/inspector/telling.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** When the desk was told, in milliseconds. */
function telling() {
  const target = new EventTarget();
  const told: number[] = [];
  const begun = performance.now();
  const end = tellOfUse(target, () => told.push(performance.now() - begun));
  const use = (name: string) => target.dispatchEvent(new Event(name));
  return { told, use, end };
}

test.each(['keydown', 'input', 'pointerdown', 'pointermove', 'wheel', 'fairdesk-heard'])(
  'the desk is told at once of the first %s',
  (name) => {
    const { told, use } = telling();
    use(name);
    vi.advanceTimersByTime(0);
    expect(told).toEqual([0]);
  },
);

test('an hour in which a page is read aloud is told every thirty seconds, and its end', () => {
  const { told, use } = telling();
  for (let second = 0; second < 3600; second += 1) {
    use('fairdesk-heard');
    vi.advanceTimersByTime(1000);
  }
  vi.advanceTimersByTime(TELL_MS);
  expect(told).toHaveLength(121);
  for (const [at, time] of told.entries()) expect(time).toBe(at * TELL_MS);
});

test('silence is told of nobody, and so is what is done after the end', () => {
  const { told, use, end } = telling();
  vi.advanceTimersByTime(3_600_000);
  expect(told).toEqual([]);
  use('keydown');
  end();
  use('keydown');
  vi.advanceTimersByTime(3_600_000);
  expect(told).toEqual([]);
});
