import { describe, expect, it } from 'vitest';
import type { DeliveryStatus } from '../../../../src/shared/bridge.ts';
import type { InspectorStanding } from '../../../../src/shared/inspector.ts';
import { lowBattery } from '../../../../src/renderer/inspector/battery.ts';
import { secondsUntil } from '../../../../src/renderer/inspector/door/wait.tsx';
import { NOT_ASKED, nobodyWrites, settle } from '../../../../src/renderer/inspector/held.ts';
import { headStays } from '../../../../src/renderer/inspector/useHead.ts';
import { badDays } from '../../../../src/renderer/inspector/today/bad-days.ts';

const door: InspectorStanding = { at: 'door', known: [], accounts: 2, locked: null, why: 'never', waitSeconds: 0 };
const owner: InspectorStanding = { at: 'owner', turn: 'rights', waitSeconds: 0 };
const work = (account: string, draft: string | null = null): InspectorStanding => ({
  at: 'work',
  who: { account, person: account },
  agency: null,
  practice: false,
  expired: false,
  draft,
});
const review = { name: 'review', id: 'a-draft' } as const;

describe('where the laptop stands', () => {
  it('is Today after a sign-in, or the draft that was open', () => {
    expect(settle(NOT_ASKED, work('ana')).place).toEqual({ name: 'today' });
    expect(settle(settle(NOT_ASKED, door), work('ana', 'a-draft')).place).toEqual(review);
  });

  it('is where it was before the owner’s turn, and the open draft where the page was loaded again meanwhile', () => {
    const before = { standing: work('ana'), place: review };
    expect(settle(settle(before, owner), work('ana')).place).toEqual(review);
    expect(settle(settle(NOT_ASKED, owner), work('ana', 'a-draft')).place).toEqual(review);
  });

  it('holds nothing of a place once somebody has to sign in, or somebody else has', () => {
    const before = { standing: work('ana'), place: review };
    expect(settle(before, door)).toEqual({ standing: door, place: null });
    expect(settle(before, work('ben')).place).toEqual({ name: 'today' });
  });

  it('stays the same where the desk only tells more of whoever is at work', () => {
    const before = { standing: work('ana'), place: { name: 'outbox' } as const };
    expect(settle(before, work('ana', 'a-draft')).place).toEqual({ name: 'outbox' });
  });

  it('lets nothing be exchanged under somebody who writes', () => {
    expect(nobodyWrites({ standing: door, place: null })).toBe(true);
    expect(nobodyWrites({ standing: work('ana'), place: { name: 'today' } })).toBe(true);
    expect(nobodyWrites({ standing: work('ana'), place: review })).toBe(false);
    expect(nobodyWrites({ standing: owner, place: { name: 'today' } })).toBe(false);
    expect(nobodyWrites(NOT_ASKED)).toBe(false);
  });
});

describe('a battery', () => {
  it.each([
    [0.1, false, 10],
    [0.05, false, 5],
    [0, false, 0],
    [0.11, false, null],
    [0.05, true, null],
    [Number.NaN, false, null],
  ])('at %d, charging %s, is told as %s', (level, charging, told) => {
    expect(lowBattery({ level, charging })).toBe(told);
  });

  it('of which nothing is known is not told', () => expect(lowBattery(null)).toBeNull());
});

describe('a bad day', () => {
  const NOW = Date.parse('2026-11-23T15:00:00Z');
  const fine: DeliveryStatus = {
    enrolled: true,
    deviceId: 'd',
    waiting: 0,
    oldestWaitingSeconds: null,
    delivered: 4,
    deadLetters: 0,
    pausedReason: null,
    enrollmentProblem: null,
    lastReceiptAt: null,
    keysWrappedBy: 'file',
    disk: 'ok',
    panelStuckAt: null,
    storeRecovered: null,
  };

  it('is none where everything goes, or nothing is known yet', () => {
    expect(badDays(fine, NOW)).toEqual([]);
    expect(badDays(null, NOW)).toEqual([]);
  });

  it('is a full disk, and sending that is paused', () => {
    expect(badDays({ ...fine, disk: 'critical', pausedReason: 'clock-behind' }, NOW)).toEqual([
      { type: 'disk', room: 'critical' },
      { type: 'paused', slug: 'clock-behind' },
    ]);
  });

  it('is no network only while something waits for it', () => {
    expect(badDays({ ...fine, pausedReason: 'network' }, NOW)).toEqual([]);
    expect(badDays({ ...fine, pausedReason: 'network', waiting: 1 }, NOW)).toHaveLength(1);
  });

  it('is a database that was rebuilt, for two weeks, and also where a wrong clock dated it', () => {
    const rebuilt = (at: string) => badDays({ ...fine, storeRecovered: { at, damage: 'header', kept: 'x.db' } }, NOW);
    expect(rebuilt('2026-11-20T00:00:00Z')).toEqual([{ type: 'rebuilt', at: '2026-11-20T00:00:00Z', kept: 'x.db' }]);
    expect(rebuilt('2026-11-01T00:00:00Z')).toEqual([]);
    expect(rebuilt('2036-11-01T00:00:00Z')).toHaveLength(1);
  });
});

describe('a wait after wrong tries', () => {
  it('never says fewer seconds than there are', () => {
    expect(secondsUntil(10_000, 0)).toBe(10);
    expect(secondsUntil(10_000, 9001)).toBe(1);
    expect(secondsUntil(10_000, 10_000)).toBe(0);
    expect(secondsUntil(10_000, 20_000)).toBe(0);
  });
});

describe('the top of the page', () => {
  it('stays in sight where it leaves three quarters of the window, and is scrolled where zoom leaves less', () => {
    expect(headStays(60, 700)).toBe(true);
    expect(headStays(175, 700)).toBe(true);
    expect(headStays(176, 700)).toBe(false);
    expect(headStays(160, 256)).toBe(false);
  });
});
