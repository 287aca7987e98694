import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClaim } from '../../../src/central/http/signature.ts';

const KEY = '0198c1de-0000-4000-8000-000000000001';
const body = Buffer.from('[]');
const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
const input = (components: string) => `sig1=(${components});created=1795439406;keyid="${KEY}";alg="ed25519"`;
const signed = (components: string, more: Record<string, string> = {}) => ({
  'signature-input': input(components),
  signature: 'sig1=:AAEC:',
  ...more,
});

describe('what a signature claims', () => {
  test('the base of a request with a body is the four components and the parameters, line by line', () => {
    const claim = readClaim({
      method: 'POST',
      target: '/v1/reports?a=1&b',
      headers: signed('"@method" "@path" "@query" "content-digest"', { 'content-digest': digest }),
      body,
    });
    expect(claim.ok && claim.value).toMatchObject({ keyId: KEY, created: 1795439406 });
    expect(claim.ok && Buffer.from(claim.value.base).toString()).toBe(
      [
        '"@method": POST',
        '"@path": /v1/reports',
        '"@query": ?a=1&b',
        `"content-digest": ${digest}`,
        `"@signature-params": ("@method" "@path" "@query" "content-digest");created=1795439406;keyid="${KEY}";alg="ed25519"`,
      ].join('\n'),
    );
  });

  test('an empty query is a question mark', () => {
    const claim = readClaim({
      method: 'GET',
      target: '/v1/x',
      headers: signed('"@method" "@path" "@query"'),
      body: null,
    });
    expect(claim.ok && Buffer.from(claim.value.base).toString()).toContain('"@query": ?\n');
  });

  test('a request without a body must not sign a digest, one with a body must', () => {
    const with4 = signed('"@method" "@path" "@query" "content-digest"', { 'content-digest': digest });
    expect(readClaim({ method: 'GET', target: '/', headers: with4, body: null }).ok).toBe(false);
    expect(
      readClaim({
        method: 'POST',
        target: '/',
        headers: signed('"@method" "@path" "@query"', { 'content-digest': digest }),
        body,
      }).ok,
    ).toBe(false);
  });

  test('no header makes it throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        const claim = readClaim({
          method: 'POST',
          target: '/',
          headers: { 'signature-input': a, signature: b, 'content-digest': c },
          body,
        });
        expect(claim.ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
