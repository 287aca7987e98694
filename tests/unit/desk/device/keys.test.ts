import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { KeyStore } from '../../../../src/desk/desk.ts';
import { openDeviceKeys } from '../../../../src/desk/device/keys.ts';
import type { DeviceRecords } from '../../../../src/desk/store/device-records.ts';

/** Records in memory, as JSON, for what is promised of keys and not of the disk. */
function openRecords(kept = new Map<string, string>()): DeviceRecords & { kept: Map<string, string> } {
  return {
    kept,
    read: <S extends z.ZodType>(name: string, schema: S) => {
      const text = kept.get(name);
      return text === undefined ? null : schema.parse(JSON.parse(text));
    },
    write: (name, value) => void kept.set(name, JSON.stringify(value)),
    readBytes: () => null,
    writeBytes: () => {},
    remove: (name) => void kept.delete(name),
    together: (work) => work(),
  };
}

/** Wraps by a mask of its own, so that one machine cannot open what another wrapped. */
function maskingStore(): KeyStore {
  const mask = randomBytes(1)[0] ?? 0;
  const mark = randomBytes(8);
  return {
    kind: 'system',
    wrap: (secret) => Buffer.concat([mark, secret.map((byte) => byte ^ mask ^ 0x55)]),
    unwrap: (wrapped) =>
      Buffer.from(wrapped.subarray(0, 8)).equals(mark) ? wrapped.slice(8).map((byte) => byte ^ mask ^ 0x55) : null,
  };
}

describe('device keys', () => {
  test('each code has a fresh pair, the same code the same one, also after a restart', () => {
    const records = openRecords();
    const store = maskingStore();
    const first = openDeviceKeys(records, store).forCode('AAAA');
    expect(openDeviceKeys(records, store).forCode('BBBB').publicJwk).not.toEqual(first.publicJwk);
    expect(openDeviceKeys(records, store).forCode('AAAA').publicJwk).toEqual(first.publicJwk);
  });

  test('a public key carries no private part', () => {
    const { publicJwk } = openDeviceKeys(openRecords(), maskingStore()).forCode('AAAA');
    expect(Object.keys(publicJwk).sort()).toEqual(['crv', 'kty', 'x']);
  });

  test('no private key and no code is on disk as it is', () => {
    const records = openRecords();
    const { privateKey } = openDeviceKeys(records, maskingStore()).forCode('ABCDEFGH');
    const seed = privateKey.export({ format: 'der', type: 'pkcs8' });
    const all = [...records.kept.values()].join('');
    expect(all).not.toContain('ABCDEFGH');
    expect(all).not.toContain(seed.toString('base64').slice(0, 20));
    expect(all).not.toContain(seed.subarray(-32).toString('base64').slice(0, 20));
  });

  test('a renewed pair is another one and stays', () => {
    const keys = openDeviceKeys(openRecords(), maskingStore());
    const first = keys.forCode('AAAA');
    const second = keys.renew('AAAA');
    expect(second.publicJwk).not.toEqual(first.publicJwk);
    expect(keys.forCode('AAAA').publicJwk).toEqual(second.publicJwk);
  });

  test('the pair in use is known by its code, and no other is kept', () => {
    const records = openRecords();
    const keys = openDeviceKeys(records, maskingStore());
    const other = keys.forCode('AAAA');
    const used = keys.forCode('BBBB');
    expect(keys.current()).toBeNull();
    keys.use('BBBB');
    expect(keys.current()?.publicJwk).toEqual(used.publicJwk);
    expect([keys.isCurrent('BBBB'), keys.isCurrent('AAAA')]).toEqual([true, false]);
    expect(keys.forCode('AAAA').publicJwk).not.toEqual(other.publicJwk);
  });

  test('a pair that another machine wrapped does not sign here', () => {
    const records = openRecords();
    const there = openDeviceKeys(records, maskingStore());
    there.forCode('AAAA');
    there.use('AAAA');
    expect(openDeviceKeys(records, maskingStore()).current()).toBeNull();
  });
});
