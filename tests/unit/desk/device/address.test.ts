import { describe, expect, test } from 'vitest';
import { parseCentral } from '../../../../src/desk/device/address.ts';

describe('the address of a central endpoint', () => {
  test.each([
    ['https://central.example', 'https://central.example'],
    [' https://central.example:8443/ ', 'https://central.example:8443'],
    ['http://127.0.0.1:8420', 'http://127.0.0.1:8420'],
    ['http://127.1:8420', 'http://127.0.0.1:8420'],
    ['http://localhost:8420/', 'http://localhost:8420'],
    ['http://[::1]:8420', 'http://[::1]:8420'],
  ])('%s is taken', (typed, origin) => {
    expect(parseCentral(typed)).toEqual({ ok: true, value: origin });
  });

  test.each([
    'http://central.example',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'http://10.0.0.1',
    'http://[::2]',
    'ftp://127.0.0.1',
    'https://central.example/fairdesk',
    'https://central.example/?a=1',
    'https://central.example/#a',
    'https://someone:secret@central.example',
    'central.example',
    '',
  ])('%s is refused', (typed) => {
    expect(parseCentral(typed)).toMatchObject({ ok: false, error: { type: 'bad-address' } });
  });
});
