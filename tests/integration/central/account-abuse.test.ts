/** What accounts and hand-overs do not let through: names that come back, orders nobody ended, keys without end. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { config } from '../../../src/central/commands/config.ts';
import { HANDOVERS, handoverOrderSchema } from '../../../src/shared/wire/handover.ts';
import { configOf, useAccountCommands } from './account-commands.ts';
import type { TestDevice } from './device.ts';
import { useCentral } from './harness.ts';

const VERIFIER = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Points X25519 agrees on nothing with: RFC 7748, 6.1 and the orders 1, 2, 4 and 8 of its curve. */
const NO_KEYS = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
].map((hex) => Buffer.from(hex, 'hex').toString('base64url'));

describe('accounts and hand-overs', () => {
  const { server, ran, refused, enrolled } = useAccountCommands(useCentral('embedded'));

  const set = (...words: string[]) => config([...words, '--data', server().folder]);
  const publicKey = () => {
    const { x } = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
    return { kty: 'OKP', crv: 'X25519', x };
  };
  const put = (device: TestDevice, ...handovers: unknown[]) =>
    device.send('PUT', '/v1/devices/self/status', JSON.stringify({ waiting: 0, handovers }), {
      headers: { 'content-type': 'application/json' },
    });
  const keysAt = async (device: TestDevice) => {
    const { settings } = await configOf(device);
    return handoverOrderSchema.array().parse(settings[HANDOVERS] ?? [])[0]?.keys ?? [];
  };
  const recovery = async (device: TestDevice, generation: number, account = 'ada') => ({
    generation,
    sealed: await device.seal({ device: device.id, account, generation, key: randomBytes(32).toString('base64url') }),
  });
  async function ordered(device: TestDevice): Promise<string> {
    const [line] = await ran('hand-over', 'ada', '--to', 'bo', '--device', device.id);
    return String(line?.['id']);
  }

  test('a draft that was made before does not bring a revoked account back', async () => {
    const laptop = await enrolled('inspector');
    await ran('add', 'ada', '--person', 'Ada');
    await set('set', '--scope', 'device', '--id', laptop.id, 'staffAccount.ada', VERIFIER);
    await set('unset', '--scope', 'city', 'staffAccount.ada');
    await set('publish', '--scope', 'city');
    expect(await ran('list')).toMatchObject([{ name: 'ada', state: 'revoked' }]);
    await expect(set('publish')).rejects.toThrow("'ada' was revoked");
    expect(await ran('list')).toMatchObject([{ name: 'ada', state: 'revoked' }]);
    expect((await configOf(laptop)).settings).toEqual({});
  });

  test('whoever publishes it while it is revoked does not bring it back either', async () => {
    const laptop = await enrolled('inspector');
    for (const name of ['ada', 'bo', 'cy', 'di', 'ed']) {
      await ran('add', name);
      await set('set', '--scope', 'device', '--id', laptop.id, `staffAccount.${name}`, VERIFIER);
      const [, revoked] = await Promise.allSettled([set('publish'), ran('revoke', name)]);
      expect(revoked.status).toBe('fulfilled');
      expect((await ran('list')).find((line) => line['name'] === name)).toMatchObject({ state: 'revoked', at: null });
    }
    expect((await configOf(laptop)).settings).toEqual({});
  });

  test('an account moves from one scope to another in one publishing', async () => {
    await ran('add', 'ada', '--person', 'Ada');
    await set('unset', '--scope', 'city', 'staffAccount.ada');
    await set('set', '--scope', 'agency', '--id', 'dcwp', 'staffAccount.ada', VERIFIER);
    await set('publish');
    expect(await ran('list')).toMatchObject([{ name: 'ada', state: 'active', at: 'agency dcwp' }]);
  });

  test('a passphrase set as a setting leaves who an account is and whom it inspects for', async () => {
    await ran('add', 'ada', '--person', 'Ada', '--agency', 'dcwp', '--role', 'supervisor');
    await set('set', '--scope', 'city', 'staffAccount.ada', VERIFIER, '--until', '2099-12-31');
    await set('publish');
    expect(await ran('list')).toMatchObject([
      { name: 'ada', person: 'Ada', agency: 'dcwp', roles: ['supervisor'], until: '2099-12-31' },
    ]);
  });

  test('an agency that an account cannot reach from where it is published is refused', async () => {
    await ran('add', 'ada', '--agency', 'dcwp', '--scope', 'agency', '--id', 'dcwp');
    await refused('only laptops of dcwp', 'change', 'ada', '--agency', 'fdny');
    expect(await ran('change', 'ada', '--agency', 'none')).toMatchObject([{ agency: null }]);
  });

  test('whoever ends an account ends the orders that give to it, by either command, and it is written down', async () => {
    const laptop = await enrolled('inspector');
    for (const end of ['revoke', 'unset']) {
      const to = `bo-${end}`;
      await ran('add', `ada-${end}`);
      await ran('add', to);
      const [order] = await ran('hand-over', `ada-${end}`, '--to', to, '--device', laptop.id);
      if (end === 'revoke') await ran('revoke', to);
      else {
        await set('unset', '--scope', 'city', `staffAccount.${to}`);
        await set('publish');
      }
      const id = String(order?.['id']);
      expect((await ran('hand-overs')).find((each) => each['id'] === id)).toMatchObject({ state: 'withdrawn' });
      const audit = await server().query<{ subject: string }>(
        "SELECT subject FROM audit WHERE action = 'handover-withdrawn'",
      );
      expect(audit.map(({ subject }) => subject)).toContain(`handover ${id}`);
    }
  });

  test('a laptop that makes up keys without end gets no more than an order can hold', async () => {
    const laptop = await enrolled('inspector');
    await ran('add', 'ada');
    await ran('add', 'bo');
    const id = await ordered(laptop);
    const to = publicKey();
    for (const first of [1, 21, 41]) {
      const all = await Promise.all(Array.from({ length: 20 }, (_, at) => recovery(laptop, first + at)));
      expect((await put(laptop, { id, done: false, recovery: all, publicKey: to })).status).toBe(204);
    }
    expect((await keysAt(laptop)).map(({ generation }) => generation)).toEqual(
      Array.from({ length: 20 }, (_, at) => 41 + at),
    );
  });

  test('nothing is sealed to a point that any key agrees with', async () => {
    const laptop = await enrolled('inspector');
    await ran('add', 'ada');
    await ran('add', 'bo');
    const id = await ordered(laptop);
    for (const x of NO_KEYS) {
      const offer = { id, done: false, recovery: [await recovery(laptop, 1)], publicKey: { ...publicKey(), x } };
      expect((await put(laptop, offer)).status).toBe(204);
    }
    expect(await keysAt(laptop)).toEqual([]);
  });
});
