import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idleAt, TELL_MS, tellIn, WARN_MS } from '../../../../src/renderer/inspector/idle.ts';
import { settingsSchema } from '../../../../src/shared/settings.ts';

const FIVE_MINUTES = settingsSchema.parse({}).lockAfterSeconds * 1000;

describe('a laptop that nobody uses', () => {
  it('warns thirty seconds before it locks, and counts down whole seconds', () => {
    expect(idleAt(0, FIVE_MINUTES - WARN_MS - 1, FIVE_MINUTES)).toEqual({ phase: 'active', warnsInMs: 1 });
    expect(idleAt(0, FIVE_MINUTES - WARN_MS, FIVE_MINUTES)).toEqual({
      phase: 'warning',
      secondsLeft: 30,
      nextInMs: 1000,
    });
    expect(idleAt(0, FIVE_MINUTES - 1, FIVE_MINUTES)).toEqual({ phase: 'warning', secondsLeft: 1, nextInMs: 1 });
    expect(idleAt(0, FIVE_MINUTES, FIVE_MINUTES)).toEqual({ phase: 'over' });
  });

  it('gives at least twenty seconds to answer, whatever the setting (WCAG 2.2 SC 2.2.1)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 1800 }), (seconds) => {
        const idle = idleAt(0, seconds * 1000 - 20_000, seconds * 1000);
        expect(idle.phase).toBe('warning');
      }),
    );
  });

  it('is looked at again no later than something changes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 60, max: 1800 }), (now, seconds) => {
        const idle = idleAt(0, now, seconds * 1000);
        if (idle.phase === 'over') return;
        const wait = idle.phase === 'active' ? idle.warnsInMs : idle.nextInMs;
        expect(wait).toBeGreaterThan(0);
        expect(idleAt(0, now + wait, seconds * 1000)).not.toEqual(idle);
      }),
    );
  });

  it('starts anew with each use', () => {
    expect(idleAt(FIVE_MINUTES, FIVE_MINUTES + 10, FIVE_MINUTES).phase).toBe('active');
  });
});

describe('the desk', () => {
  it('is told at once of the first use, and then no oftener than every thirty seconds', () => {
    expect(tellIn(null, 5)).toBe(0);
    expect(tellIn(0, 10)).toBe(TELL_MS - 10);
    expect(tellIn(0, TELL_MS + 1)).toBe(0);
  });
});
