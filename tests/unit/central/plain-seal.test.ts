/** The short way to open a seal takes and refuses what the long way through jose does. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, CompactSign, importJWK, type CryptoKey } from 'jose';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { openPlainSeal, readPlainSeal } from '../../../src/central/ingest/plain-seal.ts';
import { unseal } from '../../../src/central/ingest/unseal.ts';
import type { HeldKey, HeldKeys } from '../../../src/central/keys/keyring.ts';
import { signReceipt } from '../../../src/central/keys/signing.ts';

const KID = 'sealing-1';
let keys: { keyObject: KeyObject; privateKey: CryptoKey; publicKey: CryptoKey };
let held: HeldKeys;

async function pair(type: 'x25519' | 'ed25519'): Promise<typeof keys> {
  const made = type === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  const alg = type === 'x25519' ? 'ECDH-ES' : 'EdDSA';
  const imported = async (key: KeyObject) => {
    const read = await importJWK(key.export({ format: 'jwk' }), alg);
    if (read instanceof Uint8Array) throw new Error('a pair is no secret');
    return read;
  };
  return {
    keyObject: made.privateKey,
    privateKey: await imported(made.privateKey),
    publicKey: await imported(made.publicKey),
  };
}

function heldKey(kid: string, of: typeof keys): HeldKey {
  const publicJwk = { kty: 'OKP', crv: 'X25519', x: '', kid } as const;
  return { kid, publicJwk, privateKey: of.privateKey, keyObject: of.keyObject };
}

beforeAll(async () => {
  keys = await pair('x25519');
  const current = heldKey(KID, keys);
  held = { current, byKid: new Map([[KID, current]]) };
});

function seal(text: string, header: object = {}, apu?: Uint8Array): Promise<string> {
  const jwe = new CompactEncrypt(Buffer.from(text)).setProtectedHeader({
    alg: 'ECDH-ES',
    enc: 'A256GCM',
    kid: KID,
    ...header,
  });
  return (apu === undefined ? jwe : jwe.setKeyManagementParameters({ apu })).encrypt(keys.publicKey);
}

/** What jose makes of it, or null. */
async function atLength(data: string): Promise<string | null> {
  try {
    const options = { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] };
    return Buffer.from((await compactDecrypt(data, keys.privateKey, options)).plaintext).toString();
  } catch {
    return null;
  }
}

function inShort(data: string): string | null {
  try {
    const plain = readPlainSeal(data);
    return plain === null ? null : openPlainSeal(plain, keys.keyObject).toString();
  } catch {
    return null;
  }
}

test('whatever was sealed opens to the same bytes either way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      const data = await seal(text);
      expect(inShort(data)).toBe(await atLength(data));
      expect(inShort(data)).toBe(Buffer.from(text).toString());
    }),
    { numRuns: 100 },
  );
});

test('a seal with one character changed, added or taken out never opens in short, and otherwise as jose has it', async () => {
  const data = await seal('{"comment":"kind"}');
  const character = fc.oneof(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }), fc.constant('\u00e9'));
  await fc.assert(
    fc.asyncProperty(fc.nat(data.length - 1), character, fc.nat(2), async (at, other, how) => {
      const changed = data.slice(0, at) + (how === 1 ? '' : other) + data.slice(how === 2 ? at : at + 1);
      expect(inShort(changed) !== null).toBe(changed === data);
      // Jose reads over spaces and padding, as it always did.
      expect((await unseal(held, changed)).ok).toBe((await atLength(changed)) !== null);
    }),
    { numRuns: 1000 },
  );
});

test('a seal to another key, of another algorithm, or compressed is refused', async () => {
  const stranger = await pair('x25519');
  const foreign = await new CompactEncrypt(Buffer.from('{}'))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: KID })
    .encrypt(stranger.publicKey);
  expect(await unseal(held, foreign)).toMatchObject({ ok: false, error: { type: 'unsealable' } });
  expect(await unseal(held, await seal('{}', { enc: 'A128GCM' }))).toMatchObject({ ok: false });
  expect(await unseal(held, await seal('{}', { kid: 'nobody' }))).toMatchObject({ error: { type: 'unknown-key' } });
  const [header = '', ...rest] = (await seal('{}')).split('.');
  const said = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
  for (const more of [{ zip: 'DEF' }, { crit: ['exp'], exp: 1 }, { alg: 'ECDH-ES+A256KW' }, { alg: 'dir' }]) {
    const changed = [Buffer.from(JSON.stringify({ ...said, ...more })).toString('base64url'), ...rest].join('.');
    expect(await unseal(held, changed)).toMatchObject({ ok: false, error: { type: 'unsealable' } });
  }
});

test('a good seal of another shape still opens', async () => {
  expect(await unseal(held, await seal('{"a":1}', { typ: 'JWE' }))).toEqual({ ok: true, value: { a: 1 } });
  const named = await seal('{"a":2}', {}, Buffer.from('the kiosk'));
  expect(readPlainSeal(named)).toBeNull();
  expect(await unseal(held, named)).toEqual({ ok: true, value: { a: 2 } });
});

test('a receipt is signed byte for byte as jose signs it', async () => {
  const signing = await pair('ed25519');
  const claims = { iss: 'c', sub: 'd', id: 'e', seq: 1, sha256: '0'.repeat(64), iat: 1 };
  const byJose = await new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'EdDSA', kid: 'r', typ: 'fairdesk-receipt+jws' })
    .sign(signing.privateKey);
  expect(signReceipt(heldKey('r', signing), claims)).toBe(byJose);
});
