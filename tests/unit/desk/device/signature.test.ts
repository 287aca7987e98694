import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { contentDigest, signatureBase, signatureHeaders } from '../../../../src/desk/device/signature.ts';

/** `test-key-ed25519` of RFC 9421, appendix B.1.4: published to be known. */
const key = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----`);

describe('the signature base', () => {
  test('is that of RFC 9421, appendix B.2.6, to the last byte of its signature', () => {
    const base = signatureBase(
      [
        ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
        ['@method', 'POST'],
        ['@path', '/foo'],
        ['@authority', 'example.com'],
        ['content-type', 'application/json'],
        ['content-length', '18'],
      ],
      { created: 1618884473, keyid: 'test-key-ed25519' },
    );
    expect(base.split('\n').at(-1)).toBe(
      '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    );
    expect(sign(null, Buffer.from(base), key).toString('base64')).toBe(
      'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
    );
  });
});

describe('a signed request', () => {
  const device = '0198c1de-0000-7000-8000-000000000001';

  test('covers method, path, query and digest in the order of the contract', () => {
    const body = Buffer.from('{"hello": "world"}');
    const headers = signatureHeaders(key, device, 1_790_000_000, {
      method: 'POST',
      path: '/v1/reports',
      query: '',
      body,
    });
    const parameters = `("@method" "@path" "@query" "content-digest");created=1790000000;keyid="${device}";alg="ed25519"`;
    expect(headers['signature-input']).toBe(`sig1=${parameters}`);
    // RFC 9421, B.2: the digest of this body.
    expect(headers['content-digest']).toBe('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:');
    const base = [
      '"@method": POST',
      '"@path": /v1/reports',
      '"@query": ?',
      `"content-digest": ${headers['content-digest']}`,
      `"@signature-params": ${parameters}`,
    ].join('\n');
    const signature = /^sig1=:(.+):$/.exec(headers['signature'] ?? '')?.[1] ?? '';
    expect(verify(null, Buffer.from(base), createPublicKey(key), Buffer.from(signature, 'base64'))).toBe(true);
  });

  test('leaves the digest out where there is no body, and keeps its query', () => {
    const headers = signatureHeaders(key, device, 1, {
      method: 'GET',
      path: '/v1/findings',
      query: '?after=a%2Fb',
      body: null,
    });
    expect(headers['content-digest']).toBeUndefined();
    expect(headers['signature-input']).toBe(
      `sig1=("@method" "@path" "@query");created=1;keyid="${device}";alg="ed25519"`,
    );
  });

  test('digests an empty body too', () => {
    expect(contentDigest(Buffer.alloc(0))).toBe('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
  });
});
