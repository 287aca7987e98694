/** What becomes of a window whose page cannot be loaded. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openFaceWindow } from '../../../src/main/electron/window.ts';
import { APP_PAGE } from '../../../src/main/policy/address.ts';
import { RECOVERY_MS } from '../../../src/main/policy/crashes.ts';
import { ContentsDouble, SessionDouble } from './electron-double.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** @param fails the code that each load fails with, in order; a load beyond them succeeds */
function opened(...fails: readonly string[]) {
  const loads: string[] = [];
  const webContents = Object.assign(new ContentsDouble(), {
    session: new SessionDouble(),
    isDevToolsOpened: () => true,
  });
  const window = Object.assign(new EventEmitter(), {
    webContents,
    isDestroyed: () => false,
    setMenu: () => undefined,
    show: () => undefined,
    async loadURL(url: string) {
      const code = fails[loads.push(url) - 1];
      if (code !== undefined) throw Object.assign(new Error(code), { code });
      webContents.emit('did-navigate');
    },
  });
  openFaceWindow({
    profile: 'kiosk',
    windowed: false,
    preload: '/preload.cjs',
    create: () => window as unknown as BrowserWindow,
    monotonic: () => Date.now(),
    log: () => undefined,
  });
  return { loads, webContents };
}

test('it is loaded again after a rest, until it is there, and then never over a visitor', async () => {
  const { loads } = opened('ERR_FAILED', 'ERR_UNEXPECTED');
  await vi.advanceTimersByTimeAsync(2 * RECOVERY_MS);
  expect(loads).toEqual([APP_PAGE, APP_PAGE, APP_PAGE]);
  await vi.advanceTimersByTimeAsync(10 * RECOVERY_MS);
  expect(loads).toHaveLength(3);
});

test('a load that another one replaced is not made up for', async () => {
  const { loads } = opened('ERR_ABORTED');
  await vi.advanceTimersByTimeAsync(10 * RECOVERY_MS);
  expect(loads).toEqual([APP_PAGE]);
});

test('a page that came by another way is left alone', async () => {
  const { loads, webContents } = opened('ERR_FAILED');
  await vi.advanceTimersByTimeAsync(RECOVERY_MS / 2);
  webContents.emit('did-navigate');
  await vi.advanceTimersByTimeAsync(10 * RECOVERY_MS);
  expect(loads).toEqual([APP_PAGE]);
});
