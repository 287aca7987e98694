import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawsInSoftware, mustDrawInSoftware } from '../../../src/main/policy/graphics.ts';
import { mayRecycle } from '../../../src/main/policy/recycle.ts';
import { relaunchAfter } from '../../../src/main/policy/relaunch.ts';
import { ASK_EVERY_MS, unwatched, watch, type WatchEvent } from '../../../src/main/policy/watch.ts';
import { PAPER } from '../../../src/main/policy/window.ts';
import { projectRoot } from '../../../src/process/project.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Runs events one tick apart from each other and gives what each led to. */
function lives(events: readonly WatchEvent['type'][], shows = true) {
  let held = unwatched;
  return events.map((type, at) => {
    const event: WatchEvent = type === 'answer' ? { type, shows } : { type };
    const next = watch(held, event, at * ASK_EVERY_MS);
    held = next.watch;
    return next.action;
  });
}

describe('a page', () => {
  it('that answers is asked again and left alone', () =>
    expect(lives(['loading', 'loaded', 'tick', 'answer', 'tick', 'answer', 'tick'])).toEqual([
      'none',
      'none',
      'ask',
      'none',
      'ask',
      'none',
      'ask',
    ]));

  it('that does not answer for ten seconds is ended, once', () =>
    expect(lives(['loaded', 'tick', 'tick', 'tick', 'tick'])).toEqual(['none', 'ask', 'none', 'hung', 'none']));

  it('whose load does not end within a minute is ended', () => {
    const actions = lives(['loading', ...Array.from({ length: 12 }, () => 'tick' as const)]);
    expect(actions.indexOf('hung')).toBe(12);
  });

  it('that answers from behind a white screen is ended', () => {
    const round = ['tick', 'answer'] as const;
    const actions = lives(['loaded', ...Array.from({ length: 5 }, () => round).flat()], false);
    expect(actions).toContain('blank');
  });

  it('is not blamed for a host that slept', () => {
    const loaded = watch(unwatched, { type: 'loaded' }, 0).watch;
    const asked = watch(loaded, { type: 'tick' }, 5000).watch;
    expect(watch(asked, { type: 'tick' }, 8 * HOUR).action).toBe('ask');
  });

  it('that is gone is nobody’s to end', () =>
    expect(lives(['loaded', 'tick', 'gone', 'tick', 'tick', 'tick', 'tick'])).not.toContain('hung'));

  it('that always answers in time is never ended', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 * ASK_EVERY_MS }), { maxLength: 50 }), (pauses) => {
        let held = watch(unwatched, { type: 'loaded' }, 0).watch;
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          const next = watch(held, { type: 'tick' }, now);
          expect(['none', 'ask']).toContain(next.action);
          held = watch(next.watch, { type: 'answer', shows: true }, now).watch;
        }
      }),
    ));
});

describe('loading afresh', () => {
  const night = { ageMs: 20 * HOUR, restMs: 5 * MINUTE, hour: 3, quietWindow: { from: 2, to: 5 } };

  it('is done once a night', () => {
    expect(mayRecycle(night)).toBe(true);
    expect(mayRecycle({ ...night, ageMs: HOUR })).toBe(false);
    expect(mayRecycle({ ...night, hour: 12 })).toBe(false);
  });
  it('waits until a visitor has left, for a minute', () => {
    expect(mayRecycle({ ...night, restMs: null })).toBe(false);
    expect(mayRecycle({ ...night, restMs: 59_000 })).toBe(false);
  });
  it('is done at the next pause where there is no quiet window', () => {
    const never = { ...night, quietWindow: { from: 0, to: 0 } };
    expect(mayRecycle(never)).toBe(false);
    expect(mayRecycle({ ...never, ageMs: 36 * HOUR })).toBe(true);
  });
});

describe('a graphics process that goes', () => {
  it('once is Chromium’s to start again; twice within ten minutes, the app draws in software', () => {
    expect(mustDrawInSoftware([0], 0)).toBe(false);
    expect(mustDrawInSoftware([0, 9 * MINUTE], 9 * MINUTE)).toBe(true);
    expect(mustDrawInSoftware([0, 11 * MINUTE], 11 * MINUTE)).toBe(false);
  });
  it('gets another chance after a week, and with a new version', () => {
    const note = { since: 0, appVersion: '1.0.0' };
    expect(drawsInSoftware(note, HOUR, '1.0.0')).toBe(true);
    expect(drawsInSoftware(note, 8 * 24 * HOUR, '1.0.0')).toBe(false);
    expect(drawsInSoftware(note, HOUR, '1.0.1')).toBe(false);
    expect(drawsInSoftware(null, HOUR, '1.0.0')).toBe(false);
  });
});

describe('an app that failed', () => {
  it('starts itself again, three times in ten minutes', () => {
    expect(relaunchAfter({ earlier: [], now: 5, supervised: false })).toEqual([5]);
    expect(relaunchAfter({ earlier: [1, 2, 3], now: 5, supervised: false })).toBeNull();
    const later = 11 * MINUTE;
    expect(relaunchAfter({ earlier: [1, 2, 3], now: later, supervised: false })).toEqual([later]);
  });
  it('leaves it to whoever looks after it', () =>
    expect(relaunchAfter({ earlier: [], now: 5, supervised: true })).toBeNull());
});

it('the first paint has the paper of the contrast every session begins with', () => {
  const tokens = readFileSync(join(projectRoot, 'src/renderer/ui/tokens.css'), 'utf8');
  const page = readFileSync(join(projectRoot, 'src/renderer/index.html'), 'utf8');
  const contrast = /data-contrast="([^"]+)"/.exec(page)?.[1] ?? '';
  const paper = new RegExp(`\\[data-contrast='${contrast}'\\] \\{[^}]*--paper: (#[0-9a-f]{6})`).exec(tokens)?.[1];
  expect(paper).toBe(PAPER);
});
