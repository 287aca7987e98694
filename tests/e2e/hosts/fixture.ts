/**
 * What an end-to-end test stands on: a real central endpoint, one real device in the host of the
 * project it runs in, and a folder for each that outlives their processes.
 *
 *   test('…', async ({ central, device }) => {
 *     await central.start();
 *     const page = await device.open({ central: central.address(), code: await central.code() });
 *   });
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { assertNever } from '../../../src/shared/result.ts';
import { browserDevice } from './browser-host.ts';
import { centralProcess, type CentralProcess } from './central.ts';
import type { Device } from './device.ts';
import { doubleDevice, type DoubleDevice, type DoubleOptions } from './double-host.ts';
import { electronDevice } from './electron-host.ts';

export interface HostOptions {
  host: 'browser' | 'double' | 'electron';
}

interface Fixtures {
  /** The test's own folder. */
  folder: string;
  /** Not started: a test says when. Stopped afterwards. */
  central: CentralProcess;
  /** Not started: a test says when, enrolled or not. Stopped afterwards. */
  device: Device;
  /** How the double's app is started; only its own tests ask. */
  doubleOptions: DoubleOptions;
  /** The same device, in the project `double`: with what only a stand-in can tell and do. */
  double: DoubleDevice;
}

export const test = base.extend<HostOptions & Fixtures>({
  host: ['browser', { option: true }],
  folder: async ({ host: _host }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'fairdesk-'));
    // PostgreSQL, which never runs as root, must be able to walk to its folder.
    chmodSync(folder, 0o755);
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  central: async ({ folder }, use) => {
    const central = centralProcess(join(folder, 'central'));
    await use(central);
    await central.stop();
  },
  doubleOptions: [{}, { option: true }],
  double: async ({ folder, page, doubleOptions }, use) => {
    const double = doubleDevice(join(folder, 'device'), page, doubleOptions);
    await use(double);
    await double.stop();
  },
  device: async ({ folder, host, page }, use) => {
    const device = deviceIn(host, join(folder, 'device'), page);
    await use(device);
    await device.stop();
  },
});

function deviceIn(host: HostOptions['host'], folder: string, page: Page): Device {
  switch (host) {
    case 'browser':
      return browserDevice(folder, page);
    case 'double':
      return doubleDevice(folder, page);
    case 'electron':
      return electronDevice(folder);
    default:
      return assertNever(host);
  }
}

export { expect } from '@playwright/test';
