/** What a device takes as its configuration, and what it refuses by name. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign, FlattenedSign } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { readConfiguration, takeConfiguration } from '../../../../src/desk/configuration/kept.ts';
import {
  ENROLLMENT_RECORD,
  readEnrollment,
  type DeviceRecords,
  type Enrollment,
} from '../../../../src/desk/store/device-records.ts';
import { storeIn, temporaryFolder } from '../store/kit.ts';

const DEVICE = '0193575a-0000-7000-8000-000000000001';
const OTHER = '0193575a-0000-7000-8000-000000000002';

function signingKey(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { kid, privateKey, jwk: { kty: 'OKP' as const, crv: 'Ed25519' as const, x, kid } };
}
function sealingKey(kid: string) {
  const { x = '' } = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
  return { kty: 'OKP' as const, crv: 'X25519' as const, x, kid };
}

const content = signingKey('content-1');
const nextContent = signingKey('content-2');
const stranger = signingKey('content-1');
const receipt = signingKey('receipt-1');
const sealing = sealingKey('sealing-1');

const good = {
  iss: 'central-1',
  aud: DEVICE,
  version: 100,
  iat: 1,
  keys: { sealing, receipt: [receipt.jwk], content: [content.jwk] },
  retentionDays: 30,
  settings: { idleSeconds: 90 },
};
const header = { alg: 'EdDSA', kid: 'content-1', typ: 'fairdesk-config+jws' };

function signed(claims: unknown = good, head: object = header, key: KeyObject = content.privateKey): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader(head as { alg: string })
    .sign(key, { crit: { 'fairdesk-test': false } });
}

let records: DeviceRecords;
beforeEach(() => {
  records = storeIn(temporaryFolder()).records;
  records.write(ENROLLMENT_RECORD, {
    central: 'https://central.example',
    deviceId: DEVICE as Enrollment['deviceId'],
    profile: 'kiosk',
    centerId: null,
    sealingKey: sealing,
    receiptKeys: [receipt.jwk],
    contentKeys: [content.jwk],
  } satisfies Enrollment);
});

const take = async (jws: string) => {
  const result = await takeConfiguration(records, jws, '"tag"');
  return result.ok ? result.value : result.error.type;
};

describe('a configuration', () => {
  test('that is signed for this device is kept with the keys it brings', async () => {
    const next = sealingKey('sealing-2');
    const claims = {
      ...good,
      keys: { sealing: next, receipt: [receipt.jwk], content: [content.jwk, nextContent.jwk] },
    };
    expect(await take(await signed(claims))).toEqual({ version: 100, news: true });
    expect(readConfiguration(records)).toMatchObject({
      version: 100,
      iss: 'central-1',
      etag: '"tag"',
      retentionDays: 30,
      settings: { idleSeconds: 90 },
    });
    expect(readEnrollment(records)).toMatchObject({ sealingKey: next, contentKeys: [content.jwk, nextContent.jwk] });
    const under = await signed({ ...claims, version: 101 }, { ...header, kid: 'content-2' }, nextContent.privateKey);
    expect(await take(under)).toEqual({ version: 101, news: true });
  });

  test('of the same version is no news, one of a higher version is', async () => {
    await take(await signed());
    expect(await take(await signed())).toEqual({ version: 100, news: false });
    expect(await take(await signed({ ...good, version: 101 }))).toEqual({ version: 101, news: true });
  });

  test.each<[string, string, () => Promise<string>]>([
    ['of another algorithm by name', 'alg', () => signed(good, { ...header, alg: 'Ed25519' })],
    [
      'signed with a secret',
      'alg',
      () =>
        new CompactSign(Buffer.from(JSON.stringify(good)))
          .setProtectedHeader({ ...header, alg: 'HS256' })
          .sign(Buffer.from(content.jwk.x)),
    ],
    [
      'signed by nobody',
      'alg',
      () => {
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
        return Promise.resolve(`${part({ ...header, alg: 'none' })}.${part(good)}.`);
      },
    ],
    ['of another kind', 'typ', () => signed(good, { ...header, typ: 'fairdesk-receipt+jws' })],
    ['of no kind', 'typ', () => signed(good, { alg: 'EdDSA', kid: 'content-1' })],
    ['under a key that is not known', 'kid', () => signed(good, { ...header, kid: 'content-9' })],
    ['under the receipt key', 'kid', () => signed(good, { ...header, kid: 'receipt-1' }, receipt.privateKey)],
    ['under no named key', 'kid', () => signed(good, { alg: 'EdDSA', typ: header.typ })],
    [
      'under a key next to be used, before it was announced',
      'kid',
      () => signed(good, { ...header, kid: 'content-2' }, nextContent.privateKey),
    ],
    ['under another key of the same name', 'signature', () => signed(good, header, stranger.privateKey)],
    [
      'with a critical header',
      'signature',
      () => signed(good, { ...header, crit: ['fairdesk-test'], 'fairdesk-test': 1 }),
    ],
    [
      'with one byte of its payload changed',
      'signature',
      async () => {
        const [head, payload = '', signature] = (await signed()).split('.');
        const other = Buffer.from(payload, 'base64url').toString().replace('"idleSeconds":90', '"idleSeconds":91');
        return [head, Buffer.from(other).toString('base64url'), signature].join('.');
      },
    ],
    [
      'with its header changed',
      'signature',
      async () => {
        const [, payload, signature] = (await signed()).split('.');
        return [Buffer.from(JSON.stringify({ ...header, more: 1 })).toString('base64url'), payload, signature].join(
          '.',
        );
      },
    ],
    ['for another device', 'aud', () => signed({ ...good, aud: OTHER })],
    ['without a device', 'claims', () => signed({ ...good, aud: undefined })],
    ['whose version is no number', 'claims', () => signed({ ...good, version: '101' })],
    ['whose version is a fraction', 'claims', () => signed({ ...good, version: 100.5 })],
    ['that keeps nothing', 'claims', () => signed({ ...good, retentionDays: 0 })],
    ['without a key to seal to', 'claims', () => signed({ ...good, keys: { ...good.keys, sealing: receipt.jwk } })],
    ['without a receipt key', 'claims', () => signed({ ...good, keys: { ...good.keys, receipt: [] } })],
    ['without a content key', 'claims', () => signed({ ...good, keys: { ...good.keys, content: [] } })],
    [
      'that is no JSON',
      'claims',
      () => new CompactSign(Buffer.from('{')).setProtectedHeader(header).sign(content.privateKey),
    ],
    ['that is no JWS', 'form', () => Promise.resolve('captive portal')],
    [
      'in another form',
      'form',
      async () =>
        JSON.stringify(
          await new FlattenedSign(Buffer.from(JSON.stringify(good)))
            .setProtectedHeader(header)
            .sign(content.privateKey),
        ),
    ],
  ])('%s is refused (%s), and the last good one stays', async (_, reason, altered) => {
    await take(await signed({ ...good, version: 99 }));
    const before = [readConfiguration(records), readEnrollment(records)];
    expect(await take(await altered())).toBe(reason);
    expect([readConfiguration(records), readEnrollment(records)]).toEqual(before);
  });

  test('older than the one kept is refused, and so is one of another central endpoint', async () => {
    await take(await signed());
    expect(await take(await signed({ ...good, version: 99 }))).toBe('older');
    expect(await take(await signed({ ...good, version: 101, iss: 'central-2' }))).toBe('iss');
    expect(readConfiguration(records)).toMatchObject({ version: 100, iss: 'central-1' });
  });

  test('of the central endpoint before is forgotten when the device is enrolled with another', async () => {
    await take(await signed());
    const enrollment = readEnrollment(records);
    records.write(ENROLLMENT_RECORD, { ...enrollment, central: 'https://other.example' });
    expect(readConfiguration(records)).toBeNull();
    expect(await take(await signed({ ...good, version: 1, iss: 'central-2' }))).toEqual({ version: 1, news: true });
  });

  test('is refused by a device that was never enrolled', async () => {
    records.remove(ENROLLMENT_RECORD);
    expect(await take(await signed())).toBe('other-enrollment');
  });
});
