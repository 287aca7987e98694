import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findRuntime, type Machine } from '../../../scripts/start/runtime.ts';
import { provide, type Installer } from '../../../scripts/tests/prerequisites.ts';
import { readTally } from '../../../scripts/tests/tally.ts';

describe('the Electron runtime', () => {
  const installed = '/p/node_modules/electron/dist/electron';
  const machine: Machine = {
    platform: 'linux',
    env: { DISPLAY: ':0' },
    root: '/p',
    superuser: false,
    exists: (path) => path === installed,
  };

  it('is used where it and a display are', () =>
    expect(findRuntime(machine)).toEqual({ kind: 'electron', executable: installed }));
  it('that was never downloaded is not asked for', () =>
    expect(findRuntime({ ...machine, exists: () => false })).toMatchObject({ kind: 'none', missing: 'runtime' }));
  it('needs a display on Linux', () => {
    expect(findRuntime({ ...machine, env: {} })).toMatchObject({ kind: 'none', missing: 'display' });
    expect(findRuntime({ ...machine, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toMatchObject({ kind: 'electron' });
  });
  it('never runs without its sandbox, as root would', () =>
    expect(findRuntime({ ...machine, superuser: true })).toMatchObject({ kind: 'none', missing: 'user' }));
  it('may lie elsewhere', () =>
    expect(
      findRuntime({
        ...machine,
        env: { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' },
        exists: (path) => path === '/opt/electron/electron',
      }),
    ).toEqual({ kind: 'electron', executable: '/opt/electron/electron' }));
  it.each([
    ['win32', 'electron.exe'],
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ] as const)('on %s needs no display variable', (platform, name) =>
    expect(findRuntime({ ...machine, platform, env: {}, exists: (path) => path.endsWith(name) })).toMatchObject({
      kind: 'electron',
    }),
  );
});

describe('what the tests need', () => {
  const missing = (present: () => boolean) => ({
    name: 'Chromium',
    debian: 'chromium',
    present,
    otherwise: 'get chromium',
  });
  const debian: Installer = { superuser: true, hasApt: true, run: () => true };

  it('is installed where this user can', () => {
    let there = false;
    const ran: string[] = [];
    const run = (command: string, args: readonly string[]) => {
      ran.push([command, ...args].join(' '));
      there = args[0] === 'install';
      return true;
    };
    expect(provide([missing(() => there)], { ...debian, run })).toEqual({ ok: true, value: ['chromium'] });
    expect(ran).toEqual(['apt-get update', 'apt-get install -y --no-install-recommends chromium']);
  });

  it('is otherwise named with the one command that installs it', () => {
    const answer = provide([missing(() => false)], { ...debian, superuser: false });
    expect(answer).toMatchObject({ ok: false });
    if (!answer.ok) expect(answer.error.detail).toContain('sudo apt-get install -y --no-install-recommends chromium');
    const elsewhere = provide([missing(() => false)], { ...debian, hasApt: false });
    if (!elsewhere.ok) expect(elsewhere.error.detail).toContain('get chromium');
  });

  it('that is there already is left alone', () => {
    const never: Installer = {
      ...debian,
      run: () => {
        throw new Error('ran');
      },
    };
    expect(provide([missing(() => true)], never)).toEqual({ ok: true, value: [] });
  });
});

describe('the sum of the tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (said: object) => {
    const path = join(folder, 'said.json');
    writeFileSync(path, JSON.stringify(said));
    return path;
  };

  it('is what the runners counted', () => {
    const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2 };
    expect(readTally('vitest', file(vitest), 1)).toEqual({ passed: 5, failed: 1, skipped: 2 });
  });
  it('takes a test that passed only at a second try for a failure', () => {
    const playwright = { stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 } };
    expect(readTally('playwright', file(playwright), 0)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });
  it('is never all well where a runner ended badly or said nothing', () => {
    expect(readTally('vitest', join(folder, 'none.json'), 0).failed).toBe(1);
    expect(readTally('vitest', file({ numPassedTests: 9, numFailedTests: 0 }), 1)).toMatchObject({
      passed: 9,
      failed: 1,
    });
    expect(readTally('vitest', file({ numPassedTests: 9, numFailedTests: 0 }), null)).toMatchObject({ failed: 1 });
  });
});
