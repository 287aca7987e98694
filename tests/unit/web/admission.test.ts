import { describe, expect, it } from 'vitest';
import { refuse } from '../../../src/web/admission.ts';
import { mintToken, tokenCheck } from '../../../src/web/token.ts';

const own = '127.0.0.1:8430';
const asking = { host: own, origin: undefined, site: undefined, api: false };

describe('the browser host', () => {
  it('lets in its own page, and a program that sends no Origin', () => {
    expect(refuse(asking, own)).toBeNull();
    expect(refuse({ ...asking, api: true, origin: `http://${own}`, site: 'same-origin' }, own)).toBeNull();
  });
  it('opens for an address typed by a person, who cannot type a call', () => {
    expect(refuse({ ...asking, site: 'none' }, own)).toBeNull();
    expect(refuse({ ...asking, site: 'none', api: true }, own)).toBe('foreign-site');
  });
  it('turns away a name rebound to this machine', () =>
    expect(refuse({ ...asking, host: 'rebound.example:8430' }, own)).toBe('foreign-host'));
  it('turns away everyone before it knows its own address', () => expect(refuse(asking, '')).toBe('foreign-host'));
});

describe('the session token', () => {
  const token = mintToken((length) => new Uint8Array(length).fill(255));
  it('is 32 bytes in base64url', () => expect(Buffer.from(token, 'base64url')).toHaveLength(32));
  it('is the same text or none at all', () => {
    const check = tokenCheck(token);
    expect(check(token)).toBe(true);
    for (const other of [undefined, '', `${token} `, token.slice(1), [token], 7, null])
      expect(check(other)).toBe(false);
  });
});
