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
import { test as base } from '@playwright/test';
import { browserDevice } from './browser-host.ts';
import { centralProcess, type CentralProcess } from './central.ts';
import type { Device } from './device.ts';
import { electronDevice } from './electron-host.ts';

export interface HostOptions {
  host: 'browser' | 'electron';
}

interface Fixtures {
  /** The test's own folder. */
  folder: string;
  /** Not started: a test says when. Stopped afterwards. */
  central: CentralProcess;
  /** Not started: a test says when, enrolled or not. Stopped afterwards. */
  device: Device;
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
  device: async ({ folder, host, page }, use) => {
    const device =
      host === 'electron' ? electronDevice(join(folder, 'device')) : browserDevice(join(folder, 'device'), page);
    await use(device);
    await device.stop();
  },
});

export { expect } from '@playwright/test';
