import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReportId } from '../../../../src/shared/ids.ts';
import { problem, type ProblemSlug } from '../../../../src/shared/wire/problems.ts';
import { openDevice, type DeviceUnderTest } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';
import { openScriptedCentral, type ScriptedCentral } from './scripted-central.ts';

let time: MovedTime;
let central: ScriptedCentral;
let device: DeviceUnderTest;

beforeEach(async () => {
  time = new MovedTime();
  central = await openScriptedCentral();
  central.now = () => time.wall();
  device = openDevice(time);
  await device.enrolled(central.address);
});

afterEach(async () => {
  await device.close();
  await central.close();
});

function third(ids: readonly ReportId[]): ReportId {
  const id = ids[2];
  if (id === undefined) throw new Error('none');
  return id;
}

type Forge = (good: {
  receipt: string;
  claims: Record<string, unknown>;
}) => Promise<string | undefined> | string | undefined;

/** The receipt of one report is another than it should be. */
function forge(id: ReportId, forgery: Forge): void {
  central.results = async (right) =>
    Promise.all(
      right.map(async (result) => {
        if (!('id' in result) || result.id !== id || !('receipt' in result)) return result;
        const receipt = String(result.receipt);
        const claims = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString()) as Record<
          string,
          unknown
        >;
        const { receipt: _, ...rest } = result;
        const forged = await forgery({ receipt, claims });
        return forged === undefined ? rest : { ...rest, receipt: forged };
      }),
    );
}

const stranger = generateKeyPairSync('ed25519').privateKey;
const other = '0198c1de-0000-7000-8000-000000000001';

describe('only a receipt that verifies and names this report and these bytes ends its wait', () => {
  const forgeries: [string, Forge][] = [
    ['no receipt', () => undefined],
    ['words', () => 'received with thanks'],
    ["a stranger's signature", ({ claims }) => central.receipt(claims, {}, stranger)],
    ['a key that is not trusted', ({ claims }) => central.receipt(claims, { kid: 'receipt-9' })],
    ['no kid', ({ claims }) => central.receipt(claims, { kid: undefined })],
    ['another type of token', ({ claims }) => central.receipt(claims, { typ: 'JWT' })],
    ['no signature', ({ receipt }) => `${receipt.split('.').slice(0, 2).join('.')}.`],
    [
      'alg none',
      ({ receipt }) =>
        `${Buffer.from('{"alg":"none","kid":"receipt-1","typ":"fairdesk-receipt+jws"}').toString('base64url')}.${receipt.split('.')[1]}.`,
    ],
    ['another report', ({ claims }) => central.receipt({ ...claims, id: other })],
    ['other bytes', ({ claims }) => central.receipt({ ...claims, sha256: '0'.repeat(64) })],
    ['another device', ({ claims }) => central.receipt({ ...claims, sub: other })],
    ['no hash', ({ claims }) => central.receipt({ ...claims, sha256: undefined })],
    [
      'a changed byte',
      ({ receipt }) => `${receipt.slice(0, -6)}${receipt.at(-6) === 'A' ? 'B' : 'A'}${receipt.slice(-5)}`,
    ],
  ];

  test.each(forgeries)('%s: the report stays, goes behind, and every other is delivered', async (_, forgery) => {
    const ids = device.write(5);
    const bad = third(ids);
    forge(bad, forgery);
    device.start();
    await time.passUntil(() => device.fates()['delivered'] === 4);
    expect(device.fate(bad)).toEqual({ state: 'behind', receipt: null, problem: null });
    central.results = null;
    await time.passUntil(() => device.fate(bad).state === 'delivered');
    expect(central.stored.get(bad)?.times).toBeGreaterThan(1);
  });

  test('the first receipt of a duplicate is as good', async () => {
    const [id] = device.write(1);
    if (id === undefined) throw new Error('none');
    forge(id, () => undefined);
    device.start();
    await time.settleUntil(() => device.fate(id).state === 'behind');
    central.results = null;
    await time.passUntil(() => device.fate(id).state === 'delivered');
  });

  test('a central endpoint that proves nothing at all is not asked in a rush', async () => {
    device.write(5);
    central.results = (right) => right.map((result) => ({ ...result, receipt: 'thanks' }));
    device.start();
    const from = time.monotonic();
    await time.passUntil(() => central.posts().length >= 20);
    expect(time.monotonic() - from).toBeGreaterThan(60 * 60_000);
    expect(device.fates()).toEqual({ behind: 5 });
  });
});

describe('results that do not fit their batch are no answer', () => {
  test.each([
    ['one too few', (right: readonly object[]) => right.slice(1)],
    ['one too many', (right: readonly object[]) => [...right, ...right.slice(0, 1)]],
    ['another order', (right: readonly object[]) => right.toReversed()],
    [
      'a foreign id',
      (right: readonly object[]) => right.map((result, at) => (at === 1 ? { ...result, id: other } : result)),
    ],
    ['an unknown status', (right: readonly object[]) => right.map((result) => ({ ...result, status: 'taken' }))],
  ])('%s: nothing is settled, all is sent again', async (_, wrong) => {
    const ids = device.write(4);
    central.results = (right) => {
      central.results = null;
      return wrong(right);
    };
    device.start();
    await time.settleUntil(() => central.posts().length === 1 && time.asleep);
    expect(device.fates()).toEqual({ waiting: 4 });
    await time.passUntil(() => device.fates()['delivered'] === ids.length);
  });
});

describe('a refused report', () => {
  function refuse(id: ReportId, slug: ProblemSlug): void {
    central.results = (right) =>
      right.map((result) =>
        'id' in result && result.id === id ? { id, status: 'refused', problem: problem(slug, 'scripted') } : result,
      );
  }

  test.each(['id-conflict', 'data-reused', 'unsealable', 'schema'] as const)(
    '%s: a dead letter with its problem, and every other is delivered',
    async (slug) => {
      const ids = device.write(5);
      refuse(third(ids), slug);
      device.start();
      await time.passUntil(() => device.fates()['delivered'] === 4);
      expect(device.fate(third(ids))).toMatchObject({ state: 'dead' });
      expect(device.fate(third(ids)).problem).toContain(slug);
    },
  );

  test.each(['unknown-type', 'unknown-key', 'not-permitted'] as const)(
    '%s: parked behind everything else, tried once a day, delivered when it is taken',
    async (slug) => {
      const ids = device.write(5);
      const id = third(ids);
      refuse(id, slug);
      device.start();
      await time.passUntil(() => device.fates()['delivered'] === 4);
      expect(device.fate(id)).toMatchObject({ state: 'parked' });
      const from = time.monotonic();
      const sent = () => central.posts().filter(({ events }) => events.some((event) => event.id === id)).length;
      await time.passUntil(() => sent() === 3 && time.asleep);
      expect(time.monotonic() - from).toBe(2 * 24 * 3_600_000);
      central.results = null;
      await time.passUntil(() => device.fate(id).state === 'delivered');
    },
  );
});
