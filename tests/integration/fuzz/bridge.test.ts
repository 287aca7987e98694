/** Whatever a face, or somebody in its place, sends through the bridge: a typed answer, and the desk goes on. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../../../src/desk/desk.ts';
import { fileKeyStore } from '../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../src/desk/open.ts';
import { callSchemas, type CallName } from '../../../src/shared/bridge.ts';
import { anyJson, broken, FULL, pollution, runs, valid } from './generate.ts';

const RUNS = runs(2_000);
const names = Object.keys(callSchemas) as CallName[];

let folder: string;
let desk: Desk;
const failed: unknown[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairdesk-fuzz-'));
  desk = await openDesk({
    folder,
    resources: join(import.meta.dirname, '../../../resources'),
    appVersion: '0.0.0',
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
    keyStore: fileKeyStore(folder),
    sticks: () => Promise.resolve([{ id: '/media/none', label: 'none', freeBytes: 0 }]),
    log: (event) => {
      if ((event as { event?: unknown }).event === 'call-failed') failed.push(event);
    },
  });
});
afterAll(async () => {
  await desk?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Typed: a value, an error of the call, or an error of the door; never a bug's. */
async function expectTyped(name: unknown, input: unknown): Promise<void> {
  const answer = await desk.call(name, input);
  if (!answer.ok) expect(answer.error.type).toMatch(/^(unknown-call|bad-argument)$/);
  expect(() => JSON.stringify(answer)).not.toThrow();
}

/** Not called with anything that fits: they ask for a network, look at the whole machine, or change the PIN. */
const APART: readonly CallName[] = ['staff.open', 'setup.enroll', 'setup.pin', 'selftest.run'];

/** The tries before this one count: a PIN that is new begins anew. */
async function setPin(pin: string): Promise<void> {
  expect(await desk.call('staff.open', { pin: null })).toMatchObject({ value: { value: { opened: 'setup' } } });
  expect(await desk.call('setup.pin', { pin })).toEqual({ ok: true, value: { ok: true, value: null } });
}

describe('every call of the bridge', () => {
  test.each(names)(
    `%s takes ${RUNS} inputs, right, nearly right and wrong`,
    { timeout: FULL ? 3_600_000 : 60_000 },
    async (name) => {
      const right = valid(callSchemas[name]);
      const input = fc.oneof(
        { weight: 2, arbitrary: right },
        { weight: 6, arbitrary: broken(right) },
        { weight: 1, arbitrary: anyJson },
        {
          weight: 1,
          arbitrary: fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
        },
      );
      await fc.assert(
        fc.asyncProperty(input, (value) => expectTyped(name, value)),
        { numRuns: RUNS },
      );
      expect(failed).toEqual([]);
      expect(pollution()).toEqual([]);
    },
  );

  test('names that are no call are told so', async () => {
    const name = fc.oneof(
      fc.anything(),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'face.open ', 'FACE.OPEN', 'face.open\u0000'),
    );
    await fc.assert(
      fc.asyncProperty(name, anyJson, async (value, input) => {
        const answer = await desk.call(value, input);
        expect(answer).toEqual({ ok: false, error: { type: 'unknown-call' } });
      }),
      { numRuns: RUNS },
    );
    expect(pollution()).toEqual([]);
  });

  test(
    'behind the open door of staff, every call that stays on this machine',
    { timeout: FULL ? 3_600_000 : 60_000 },
    async () => {
      const PIN = '483920';
      const open = async (): Promise<void> => {
        const answer = await desk.call('staff.open', { pin: PIN });
        expect(answer).toMatchObject({ value: { value: { opened: 'panel' } } });
      };
      await setPin(PIN);
      const behind = names.filter((name) => /^(staff|setup|selftest)[.]/.test(name) && !APART.includes(name));
      for (const name of behind) {
        await open();
        const right = valid(callSchemas[name]);
        const input = fc.oneof({ weight: 3, arbitrary: right }, { weight: 1, arbitrary: broken(right) });
        await fc.assert(
          fc.asyncProperty(input, (value) => expectTyped(name, value)),
          { numRuns: Math.ceil(RUNS / 20) },
        );
      }
      expect(failed).toEqual([]);
      expect(pollution()).toEqual([]);
    },
  );

  test('after all of it the desk still saves', async () => {
    const saved = await desk.call('commendation.submit', {
      key: '0f3a4c1e-5b6d-4e7f-8a9b-0c1d2e3f4a5b',
      locale: 'en',
      agency: 'dcwp',
      nominee: { kind: 'team', name: 'The front desk' },
      values: ['respect'],
      story: 'They were kind.',
    });
    expect(saved).toMatchObject({ ok: true, value: { ok: true } });
  });
});
