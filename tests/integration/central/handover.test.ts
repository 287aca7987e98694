/** Drafts that go to another account: the key's way from a laptop through the central endpoint and back. */
import { generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import { revoke } from '../../../src/central/commands/revoke.ts';
import {
  HANDOVERS,
  handoverKeySchema,
  handoverOrderSchema,
  type HandoverKey,
} from '../../../src/shared/wire/handover.ts';
import { configOf, useAccountCommands } from './account-commands.ts';
import type { TestDevice } from './device.ts';
import { useCentral } from './harness.ts';

const ordersOf = async (device: TestDevice) => {
  const { settings, version } = await configOf(device);
  return { version, orders: handoverOrderSchema.array().parse(settings[HANDOVERS] ?? []) };
};

function put(device: TestDevice, ...handovers: unknown[]) {
  return device.send('PUT', '/v1/devices/self/status', JSON.stringify({ waiting: 0, handovers }), {
    headers: { 'content-type': 'application/json' },
  });
}

function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const { x } = publicKey.export({ format: 'jwk' });
  return { privateKey, publicKey: { kty: 'OKP', crv: 'X25519', x } };
}

const keyOf = (device: TestDevice, account: string, generation = 1): HandoverKey => ({
  device: device.id,
  account,
  generation,
  key: randomBytes(32).toString('base64url'),
});

async function opened(sealed: string | undefined, privateKey: KeyObject): Promise<HandoverKey> {
  expect(decodeProtectedHeader(sealed ?? '')).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM' });
  const { plaintext } = await compactDecrypt(sealed ?? '', privateKey);
  return handoverKeySchema.parse(JSON.parse(Buffer.from(plaintext).toString()));
}

describe('drafts that go to another account', () => {
  const { server, ran, refused, enrolled } = useAccountCommands(useCentral('embedded'));

  async function laptop(...accounts: string[]): Promise<TestDevice> {
    const device = await enrolled('inspector');
    for (const account of accounts) await ran('add', account);
    return device;
  }
  async function ordered(from: string, to: string, device: TestDevice): Promise<string> {
    const [line] = await ran('hand-over', from, '--to', to, '--device', device.id);
    expect(line).toMatchObject({ from, to, device: device.id, state: 'ordered' });
    return String(line?.['id']);
  }
  const states = async () => (await ran('hand-overs')).map(({ state }) => state);

  test('a key crosses sealed: from the laptop to the City, from there to the account that gets the drafts', async () => {
    const device = await laptop('ada', 'bo');
    const id = await ordered('ada', 'bo', device);
    await ran('revoke', 'ada');
    expect((await ordersOf(device)).orders).toEqual([{ id, from: 'ada', to: 'bo', keys: [] }]);

    const keys = [keyOf(device, 'ada', 1), keyOf(device, 'ada', 2)];
    const recovery = await Promise.all(
      keys.map(async (key) => ({ generation: key.generation, sealed: await device.seal(key) })),
    );
    // `bo` has not signed in there yet.
    expect((await put(device, { id, done: false, recovery, publicKey: null })).status).toBe(204);
    expect((await ordersOf(device)).orders[0]?.keys).toEqual([]);
    expect(await states()).toEqual(['offered']);

    const { privateKey, publicKey } = keyPair();
    const before = await ordersOf(device);
    expect((await put(device, { id, done: false, recovery, publicKey })).status).toBe(204);
    const told = await ordersOf(device);
    expect(told.version).toBeGreaterThan(before.version);
    expect(await Promise.all((told.orders[0]?.keys ?? []).map(({ sealed }) => opened(sealed, privateKey)))).toEqual(
      keys,
    );
    expect(await states()).toEqual(['keys sent']);

    // Nothing of a key is in clear in any table, and nothing sealed is kept of the heartbeat.
    const tables = await server().query('SELECT to_jsonb(s) AS row FROM device_status s');
    expect(JSON.stringify(tables)).not.toContain('handovers');
    const kept = JSON.stringify(await server().query('SELECT * FROM handover_orders'));
    for (const { key } of keys) expect(kept).not.toContain(key);

    expect((await put(device, { id, done: true, recovery: [], publicKey: null })).status).toBe(204);
    expect((await ordersOf(device)).orders).toEqual([]);
    expect(await states()).toEqual(['done']);
    const audit = await server().query<{ actor: string; action: string }>(
      "SELECT actor, action FROM audit WHERE action LIKE 'handover%' ORDER BY at, action DESC",
    );
    expect(audit.map(({ action }) => action).toSorted()).toEqual([
      'handover-done',
      'handover-keys-sent',
      'handover-ordered',
    ]);
    expect(audit.filter(({ actor }) => actor === `device ${device.id}`)).toHaveLength(2);
  });

  test('the same offer again changes nothing; one more key or another place to seal to does', async () => {
    const device = await laptop('ada');
    // A passphrase that was lost: back to the same account.
    const id = await ordered('ada', 'ada', device);
    const first = keyPair();
    const offer = async (generation: number, publicKey = first.publicKey) => ({
      id,
      done: false,
      recovery: [{ generation, sealed: await device.seal(keyOf(device, 'ada', generation)) }],
      publicKey,
    });
    await put(device, await offer(1));
    const told = await ordersOf(device);
    await put(device, await offer(1));
    await put(device, await offer(1));
    expect(await ordersOf(device)).toEqual(told);
    await put(device, await offer(2));
    const more = await ordersOf(device);
    expect(more.orders[0]?.keys.map(({ generation }) => generation)).toEqual([1, 2]);
    expect(more.orders[0]?.keys[0]).toEqual(told.orders[0]?.keys[0]);
    const second = keyPair();
    await put(device, await offer(1, second.publicKey));
    const [again] = (await ordersOf(device)).orders[0]?.keys ?? [];
    expect(await opened(again?.sealed, second.privateKey)).toMatchObject({ account: 'ada', generation: 1 });
  });

  test('no key comes back that is not of this device, account and order, or not sealed as the contract says', async () => {
    const device = await laptop('ada', 'bo', 'cy');
    const other = await enrolled('inspector');
    const id = await ordered('ada', 'bo', device);
    const { publicKey } = keyPair();
    const offered = (sealed: string, generation = 1) => ({
      id,
      done: false,
      recovery: [{ generation, sealed }],
      publicKey,
    });
    const sealed = await device.seal(keyOf(device, 'ada'));
    const foreign = { ...device.sealingKey, kid: 'not-held' };
    for (const offer of [
      offered(await device.seal(keyOf(device, 'cy'))),
      offered(await device.seal(keyOf(other, 'ada'))),
      offered(await device.seal(keyOf(device, 'ada', 2))),
      offered(await device.seal({ ...keyOf(device, 'ada'), key: 'short' })),
      offered(await device.seal(keyOf(device, 'ada'), foreign)),
      offered(`${sealed.slice(0, -2)}AA`),
      { ...offered(sealed), publicKey: { ...publicKey, x: 'A'.repeat(43) } },
      { ...offered(sealed), id: randomUUID() },
    ]) {
      expect((await put(device, offer)).status).toBe(204);
    }
    expect((await ordersOf(device)).orders[0]?.keys).toEqual([]);
    const ignored = server().events.filter(({ event }) => event === 'handover.ignored');
    expect(ignored.map((event) => ('slug' in event ? event.slug : ''))).toEqual([
      'not-permitted',
      'not-permitted',
      'not-permitted',
      'schema',
      'unknown-key',
      'unsealable',
      'schema',
    ]);
    // Another device cannot answer this one's order, nor end it.
    await put(other, offered(await other.seal(keyOf(device, 'ada'))));
    await put(other, { ...offered(sealed), done: true });
    expect(await states()).toEqual(['offered']);
    for (const bad of [
      { ...offered(sealed), publicKey: { ...publicKey, crv: 'Ed25519' } },
      offered('no jwe'),
      { id },
    ]) {
      expect(await put(device, bad)).toMatchObject({ status: 400, problem: 'bad-request' });
    }
  });

  test('nothing goes to an account that was revoked meanwhile, by a withdrawn order, or to a revoked device', async () => {
    const device = await laptop('ada', 'bo', 'cy');
    const { publicKey } = keyPair();
    const answer = async (id: string) =>
      put(device, {
        id,
        done: false,
        recovery: [{ generation: 1, sealed: await device.seal(keyOf(device, 'ada')) }],
        publicKey,
      });
    const toRevoked = await ordered('ada', 'bo', device);
    await ran('revoke', 'bo');
    const withdrawn = await ordered('ada', 'cy', device);
    expect(await ran('hand-over', '--withdraw', withdrawn)).toEqual([{ withdrawn }]);
    for (const id of [toRevoked, withdrawn]) await answer(id);
    expect((await ordersOf(device)).orders).toEqual([]);
    expect(await states()).toEqual(['withdrawn', 'withdrawn']);
    const last = await ordered('ada', 'cy', device);
    await revoke(['--device', device.id, '--data', server().folder]);
    expect((await answer(last)).problem).toBe('device-revoked');
    expect(await states()).toEqual(['withdrawn', 'withdrawn', 'ordered']);
  });

  test('an order is made only where it can be carried out, and once', async () => {
    const device = await laptop('ada', 'bo');
    const kiosk = await enrolled('kiosk');
    await ran('add', 'old', '--until', '2020-01-01');
    await ran('add', 'fire', '--agency', 'fdny', '--scope', 'center', '--id', 'oath-bronx');
    const order = (from: string, to: string, id = device.id) => ['hand-over', from, '--to', to, '--device', id];
    await refused('there never was', ...order('nobody', 'bo'));
    await refused('can sign in', ...order('ada', 'nobody'));
    await refused('can sign in', ...order('ada', 'old'));
    await refused('can sign in', ...order('ada', 'fire'));
    await refused('this is a kiosk', ...order('ada', 'bo', kiosk.id));
    await refused('not known here', ...order('ada', 'bo', randomUUID()));
    await refused('takes the id of a device', ...order('ada', 'bo', 'x'));
    await refused('--to is missing', 'hand-over', 'ada');
    const id = await ordered('ada', 'bo', device);
    await refused('is open', ...order('ada', 'ada'));
    await refused('stands alone', 'hand-over', 'ada', '--withdraw', id);
    await refused('there is no such order', 'hand-over', '--withdraw', randomUUID());
    await ran('hand-over', '--withdraw', id);
    await refused('withdrawn before', 'hand-over', '--withdraw', id);
    await ordered('ada', 'ada', device);
  });
});
