/** End-to-end tests are written once and run in every host that is present: a browser and a double of Electron always, Electron where its runtime is. */
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/tests/chromium.ts';
import { DOUBLE_ARGS } from './tests/e2e/hosts/double-host.ts';
import { electronExecutable } from './tests/e2e/hosts/electron-host.ts';
import type { HostOptions } from './tests/e2e/hosts/fixture.ts';

const superuser = process.getuid?.() === 0;
const executablePath = findChromium();

/** What runs on the double too by default: what its walls, its bridge and its end could break. FAIRDESK_DOUBLE=all runs everything. */
const ON_THE_DOUBLE = [
  '**/shell/*.test.ts',
  '**/opens.test.ts',
  '**/kiosk/keyboard.test.ts',
  '**/kiosk/no-way-out.test.ts',
  '**/visit/session.test.ts',
  '**/visit/main-job.test.ts',
  '**/inspector/at-the-door.test.ts',
  '**/inspector/owner.test.ts',
];

const launchOptions = {
  ...(executablePath === null ? {} : { executablePath }),
  // Chromium has no sandbox for root.
  args: superuser ? ['--no-sandbox'] : [],
};

export default defineConfig<HostOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // A machine that others use too can be several times slower; what passes does not wait for these.
  timeout: 180_000,
  expect: { timeout: 15_000 },
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
    launchOptions,
  },
  projects: [
    { name: 'browser', testIgnore: '**/shell/**', use: { host: 'browser' } },
    {
      name: 'double',
      testIgnore: '**/browser-host.test.ts',
      ...(process.env['FAIRDESK_DOUBLE'] === 'all' ? {} : { testMatch: ON_THE_DOUBLE }),
      use: {
        host: 'double' as const,
        launchOptions: { ...launchOptions, args: [...launchOptions.args, ...DOUBLE_ARGS] },
      },
    },
    ...(electronExecutable() === null
      ? []
      : [
          {
            name: 'electron',
            testIgnore: ['**/browser-host.test.ts', '**/shell/**'],
            use: { host: 'electron' as const },
          },
        ]),
  ],
});
