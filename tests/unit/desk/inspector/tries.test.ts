/** How wrong passphrases are counted, and how long a name waits. */
import { expect, test } from 'vitest';
import { openTries } from '../../../../src/desk/inspector/tries.ts';
import { movedClock, storeIn, temporaryFolder } from '../store/kit.ts';

function counting() {
  const clock = movedClock();
  const { records } = storeIn(temporaryFolder(), clock);
  const open = () => openTries(records, clock, (name) => name === 'ana');
  return { clock, open };
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
  for (let each = 0; each < 5; each += 1) tries.count('ben', 'nobody');
  tries.right('ben');
  expect(open().waitSeconds('ben', 'nobody')).toBe(0);
});

test('a thousand names that nobody has leave room for those of accounts', () => {
  const { open } = counting();
  const tries = open();
  for (let each = 0; each < 3; each += 1) tries.count('ana', 'one');
  for (let each = 0; each < 1_000; each += 1) tries.count(`nobody-${each}`, 'nobody');
  expect(open().waitSeconds('ana', 'one')).toBe(30);
  // The one of the longest ago is forgotten first.
  for (let each = 0; each < 3; each += 1) tries.count('nobody-999', 'nobody');
  expect(tries.waitSeconds('nobody-999', 'nobody')).toBeGreaterThan(0);
});
