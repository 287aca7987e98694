/** End-to-end tests are written once and run in every host that is present: a browser always, Electron where its runtime is. */
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/tests/chromium.ts';
import { electronExecutable } from './tests/e2e/hosts/electron-host.ts';
import type { HostOptions } from './tests/e2e/hosts/fixture.ts';

const superuser = process.getuid?.() === 0;
const executablePath = findChromium();

export default defineConfig<HostOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 90_000,
  fullyParallel: true,
  // Each test has a database, two servers and a browser of its own.
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: process.env['E2E_RESULTS'] ?? 'test-results/results.json' }]],
  globalSetup: './tests/e2e/hosts/build-once.ts',
  use: {
    // A kiosk's upright Full HD panel.
    viewport: { width: 1080, height: 1920 },
    hasTouch: true,
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      // Chromium has no sandbox for root.
      args: superuser ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    { name: 'browser', use: { host: 'browser' } },
    ...(electronExecutable() === null
      ? []
      : [{ name: 'electron', testIgnore: '**/browser-host.test.ts', use: { host: 'electron' as const } }]),
  ],
});
