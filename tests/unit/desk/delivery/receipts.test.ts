import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { CompactSign } from 'jose';
import { describe, expect, test } from 'vitest';
import { isReceiptFor, trustedKeys, type Receipted } from '../../../../src/desk/delivery/receipts.ts';
import type { DeviceId, ReportId } from '../../../../src/shared/ids.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const { x = '' } = publicKey.export({ format: 'jwk' });
const trusted = trustedKeys([{ kty: 'OKP', crv: 'Ed25519', x, kid: 'k1' }]);
const report: Receipted = {
  deviceId: randomUUID() as DeviceId,
  id: '0198c1de-0000-7000-8000-000000000001' as ReportId,
  sha256: 'ab'.repeat(32),
};
const claims = { iss: 'central-1', sub: report.deviceId, id: report.id, seq: 1, sha256: report.sha256, iat: 1 };
const HEADER = { alg: 'EdDSA', kid: 'k1', typ: 'fairdesk-receipt+jws' };

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Signs whatever it is told. */
function receipt(header: object = HEADER, said: unknown = claims, key = privateKey): string {
  const text = `${encoded(header)}.${encoded(said)}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}
const isGood = (jws: string) => isReceiptFor(jws, report, trusted);

describe('a receipt', () => {
  test('of the form that the contract names is taken, whoever made its text', async () => {
    expect(await isGood(receipt())).toBe(true);
    const byJose = await new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader(HEADER)
      .sign(privateKey);
    expect(await isGood(byJose)).toBe(true);
  });

  test('whose header says more, and nothing critical, is taken too', async () => {
    expect(await isGood(receipt({ ...HEADER, cty: 'json' }))).toBe(true);
  });

  test.each<[string, string]>([
    ['signed by another key', receipt(HEADER, claims, other.privateKey)],
    ['under a kid that is not trusted', receipt({ ...HEADER, kid: 'k2' })],
    ['under no kid', receipt({ alg: 'EdDSA', typ: HEADER.typ })],
    ['of another typ', receipt({ ...HEADER, typ: 'fairdesk-config+jws' })],
    ['of no typ', receipt({ alg: 'EdDSA', kid: 'k1' })],
    ['of another algorithm', receipt({ ...HEADER, alg: 'HS256' })],
    ['of no algorithm', receipt({ ...HEADER, alg: 'none' })],
    ['with a critical extension', receipt({ ...HEADER, crit: ['exp'], exp: 1 })],
    ['with a payload that is not encoded', receipt({ ...HEADER, crit: ['b64'], b64: false })],
    ['whose header is no object', receipt(['EdDSA'])],
    ['of another report', receipt(HEADER, { ...claims, id: '0198c1de-0000-7000-8000-000000000002' })],
    ['of other bytes', receipt(HEADER, { ...claims, sha256: 'cd'.repeat(32) })],
    ['of another device', receipt(HEADER, { ...claims, sub: randomUUID() })],
    ['that claims nothing', receipt(HEADER, null)],
    ['without a signature', `${receipt().split('.').slice(0, 2).join('.')}.`],
    ['that is no JWS', 'e30.e30'],
    ['that is nothing', ''],
  ])('%s is none', async (_, jws) => {
    expect(await isGood(jws)).toBe(false);
  });

  test('with any one character changed is none', async () => {
    const good = receipt();
    // Of the last character only the first two bits are of the signature.
    for (let at = 0; at < good.length - 1; at++) {
      const changed = `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`;
      expect([at, await isGood(changed)]).toEqual([at, false]);
    }
  });
});
