/** How wrong passphrases are counted, and how long a name waits. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openTries } from '../../../../src/desk/inspector/tries.ts';
import { movedClock, storeIn, temporaryFolder } from '../store/kit.ts';

function counting() {
  const clock = movedClock();
  const { records } = storeIn(temporaryFolder(), clock);
  const open = () => openTries(records, clock, (name) => name === 'ana');
  return { clock, records, open };
}

test('two wrong tries cost nothing, the third half a minute, and a restart forgives none of it', () => {
  const { clock, open } = counting();
  const tries = open();
  for (const wait of [0, 0, 30]) {
    tries.count('ana', 'one');
    expect(tries.wrong('ana')).toBe(wait);
  }
  clock.pass(10_000);
  tries.tick();
  // The wall clock says nothing: a day while the app was closed is no time at all.
  clock.setWall(clock.wall() + 86_400_000);
  const again = open();
  expect(again.waitSeconds('ana', 'one')).toBe(20);
  clock.pass(20_000);
  expect(again.waitSeconds('ana', 'one')).toBe(0);
  again.count('ana', 'one');
  expect(again.wrong('ana')).toBe(60);
});

test('a try is on disk before it is checked', () => {
  const { open } = counting();
  const tries = open();
  for (let each = 0; each < 3; each += 1) tries.count('ana', 'one');
  expect(open().waitSeconds('ana', 'one')).toBe(30);
});

test('the right passphrase and a new one begin anew', () => {
  const { open } = counting();
  const tries = open();
  for (let each = 0; each < 3; each += 1) tries.count('ana', 'one');
  expect(tries.waitSeconds('ana', 'another')).toBe(0);
  tries.count('ana', 'another');
  expect(tries.waitSeconds('ana', 'another')).toBe(0);
  for (let each = 0; each < 5; each += 1) tries.count('ana', 'another');
  tries.right('ana');
  expect(open().waitSeconds('ana', 'another')).toBe(0);
});

test('names that nobody has wait too, however many there are, and none of them is written down', () => {
  const { records, open } = counting();
  const tries = open();
  for (let each = 0; each < 3; each += 1) tries.count('ana', 'one');
  for (let each = 0; each < 1_000; each += 1) tries.count(`nobody-${each}`, 'nobody');
  for (let each = 0; each < 3; each += 1) tries.count('the.passphrase', 'nobody');
  const again = open();
  expect(again.waitSeconds('ana', 'one')).toBe(30);
  expect(again.waitSeconds('the.passphrase', 'nobody')).toBeGreaterThan(0);
  const kept = records.read('inspector-tries', z.array(z.object({ name: z.string() }))) ?? [];
  expect(kept.length).toBeLessThanOrEqual(257);
  expect(JSON.stringify(kept)).not.toMatch(/nobody-|passphrase/);
});
