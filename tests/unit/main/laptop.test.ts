/** What the shell does for an inspector's laptop. */
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { mindLaptop, type LaptopOptions } from '../../../src/main/electron/laptop.ts';
import { isHandedOver } from '../../../src/main/policy/laptop.ts';
import type { DeskEvent } from '../../../src/shared/bridge.ts';
import { err, ok } from '../../../src/shared/result.ts';

test('only a laptop in an owner’s hands is held', () => {
  expect(isHandedOver(ok({ at: 'owner', turn: 'rights', waitSeconds: 0 }))).toBe(true);
  expect(isHandedOver(ok({ at: 'work' }))).toBe(false);
  expect(isHandedOver(ok({ at: 'door' }))).toBe(false);
  expect(isHandedOver(err({ type: 'failed' }))).toBe(false);
});

test('the window follows the door, and sleep and the machine’s own lock reach the desk', async () => {
  const power = new EventEmitter();
  const did: string[] = [];
  let [at, held] = ['work', false];
  let tell: (event: DeskEvent) => void = () => undefined;
  const end = mindLaptop({
    desk: {
      call: () => Promise.resolve(ok({ at })),
      subscribe(listener) {
        tell = listener;
        return () => void did.push('unsubscribed');
      },
      sleeps: () => void did.push('sleeps'),
    },
    hold: {
      held: () => held,
      resume: () => void (held = true),
      release: () => void (held = false),
    },
    power: power as unknown as LaptopOptions['power'],
  });
  at = 'owner';
  tell({ type: 'face-changed' });
  await Promise.resolve();
  expect(held).toBe(false);
  tell({ type: 'standing-changed' });
  await expect.poll(() => held).toBe(true);
  at = 'work';
  tell({ type: 'standing-changed' });
  await expect.poll(() => held).toBe(false);
  power.emit('suspend');
  power.emit('lock-screen');
  end();
  power.emit('suspend');
  expect(did).toEqual(['sleeps', 'sleeps', 'unsubscribed']);
});
