import { createHash } from 'node:crypto';
import { expect, test, describe } from 'vitest';
import { useCentral, type TestCentral } from './harness.ts';
import { TestDevice, type Answer } from './device.ts';
import { feedback } from './payloads.ts';

const CONFIG = '/v1/devices/self/config';
const LEDGER = '/v1/devices/self/ledger';

describe('who sends', () => {
  const place = useCentral('embedded');

  async function expectRefused(answer: Promise<Answer>, status: number, slug: string) {
    expect(await answer).toMatchObject({ status, problem: slug });
  }

  const edit = (name: string, change: (value: string) => string) => ({
    tamper: (headers: Record<string, string>) => ({ ...headers, [name]: change(headers[name] ?? '') }),
  });

  test('without a good signature no signed address answers', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const unsigned = { tamper: () => ({}) };
    await expectRefused(device.get(CONFIG, unsigned), 401, 'signature-invalid');
    await expectRefused(device.get(LEDGER, unsigned), 401, 'signature-invalid');
    const withBody = { tamper: () => ({ 'content-type': 'application/json' }) };
    await expectRefused(device.send('PUT', '/v1/devices/self/status', '{}', withBody), 401, 'signature-invalid');
    await expectRefused(
      device.send('POST', '/v1/devices/self/ledger/missing', '{"reports":[]}', withBody),
      401,
      'signature-invalid',
    );
    await expectRefused(
      device.post([], { tamper: () => ({ 'content-type': 'application/cloudevents-batch+json' }) }),
      401,
      'signature-invalid',
    );
  });

  test('only sig1, only these components in this order, only these parameters', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const changes: ((value: string) => string)[] = [
      (value) => value.replace('sig1=', 'sig2='),
      (value) => `${value}, sig2=("@method");created=1;keyid="x";alg="ed25519"`,
      (value) => value.replace('"@method" "@path"', '"@path" "@method"'),
      (value) => value.replace(' "@query"', ''),
      (value) => value.replace('"@query"', '"@query" "date"'),
      (value) => value.replace('"@query"', '"@query";req'),
      (value) => value.replace('alg="ed25519"', 'alg="rsa-v1_5-sha256"'),
      (value) => `${value};nonce="1"`,
      (value) => value.replace(/;keyid="[^"]+"/, ''),
      (value) => value.replace(/keyid="[^"]+"/, 'keyid="00000000-0000-4000-8000-000000000000"'),
      (value) => value.replace(/keyid="[^"]+"/, 'keyid="someone"'),
      (value) => value.replace(/created=(\d+)/, 'created="$1"'),
      (value) => value.replace(/created=(\d+)/, 'created=$1.5'),
      () => 'garbage(((',
      () => '',
      (value) => value.slice(0, 20),
    ];
    for (const change of changes)
      await expectRefused(device.get(CONFIG, edit('signature-input', change)), 401, 'signature-invalid');
    for (const change of [
      () => 'sig1=:AAAA:',
      () => 'sig1="text"',
      () => 'sig1=(:AAAA:)',
      (value: string) => `${value}, sig2=:AAAA:`,
    ]) {
      await expectRefused(device.get(CONFIG, edit('signature', change)), 401, 'signature-invalid');
    }
    expect((await device.get(CONFIG)).status).toBe(200);
  });

  test('a signature is good for its own method, path and query only', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const config = device.signed('GET', CONFIG, null);
    await expectRefused(device.get(LEDGER, { tamper: () => config }), 401, 'signature-invalid');
    await expectRefused(device.get(`${CONFIG}?x=1`, { tamper: () => config }), 401, 'signature-invalid');
    expect((await device.get(`${CONFIG}?a=%20b&c`)).status).toBe(200);
    // An empty query and none are both a question mark (RFC 9421, 2.2.7).
    expect((await device.get(`${CONFIG}?`, { tamper: () => config })).status).toBe(200);
  });

  test('another device cannot sign for this one', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const other = await central.device('kiosk');
    await expectRefused(
      other.get(
        CONFIG,
        edit('signature-input', (value) => value.replace(other.id, device.id)),
      ),
      401,
      'signature-invalid',
    );
  });

  test('a body that is not the digested one is a digest mismatch, whoever changed it', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const event = await device.event(feedback);
    const digest = (text: string) => `sha-256=:${createHash('sha256').update(text).digest('base64')}:`;
    await expectRefused(
      device.post(
        [event],
        edit('content-digest', () => digest('other')),
      ),
      400,
      'digest-mismatch',
    );
    await expectRefused(
      device.post(
        [event],
        edit('content-digest', () => 'sha-256=:AAAA:'),
      ),
      400,
      'digest-mismatch',
    );
    await expectRefused(
      device.post(
        [event],
        edit('content-digest', () => 'garbage(('),
      ),
      400,
      'digest-mismatch',
    );
    await expectRefused(
      device.post(
        [event],
        edit('content-digest', (value) => value.replace('sha-256', 'md5')),
      ),
      400,
      'digest-mismatch',
    );
    const { 'content-digest': _gone, ...without } = device.signed('POST', '/v1/reports', JSON.stringify([event]), {
      headers: { 'content-type': 'application/cloudevents-batch+json' },
    });
    await expectRefused(device.post([event], { tamper: () => without }), 400, 'digest-mismatch');
    expect(await central.query('SELECT FROM ledger')).toHaveLength(0);
  });

  test('a clock up to 15 minutes off is taken; past that a good signature is told the time, a bad one is not', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const now = Math.floor(central.clock.wall() / 1000);
    for (const created of [now - 900, now + 900]) expect((await device.get(CONFIG, { created })).status).toBe(200);
    for (const created of [now - 901, now + 901, 0, 1]) {
      const answer = await device.get(CONFIG, { created });
      expect(answer).toMatchObject({ status: 401, problem: 'clock-skew' });
      expect(answer.body).toMatchObject({ serverTime: new Date(central.clock.wall()).toISOString(), retryable: true });
    }
    const forged = await device.get(CONFIG, { created: 1, ...edit('signature', () => 'sig1=:AAAA:') });
    expect(forged).toMatchObject({ status: 401, problem: 'signature-invalid' });
    expect(forged.text).not.toContain('serverTime');
  });

  test('a revoked device is told so, and only one that can sign as it', async () => {
    const central: TestCentral = await place.start();
    const device = await central.device('kiosk');
    await central.query('UPDATE devices SET revoked_at = now()');
    await expectRefused(device.get(CONFIG), 403, 'device-revoked');
    await expectRefused(device.post([await device.event(feedback)]), 403, 'device-revoked');
    await expectRefused(
      device.get(
        CONFIG,
        edit('signature', () => 'sig1=:AAAA:'),
      ),
      401,
      'signature-invalid',
    );
  });

  test('a signature may be seen again inside its 15 minutes', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const body = JSON.stringify([await device.event(feedback)]);
    const headers = device.signed('POST', '/v1/reports', body, {
      headers: { 'content-type': 'application/cloudevents-batch+json' },
    });
    const statuses: unknown[] = [];
    for (let at = 0; at < 2; at++) {
      const answer = await device.send('POST', '/v1/reports', body, { tamper: () => headers });
      statuses.push((answer.body as { results: { status: string }[] }).results[0]?.status);
    }
    expect(statuses).toEqual(['accepted', 'duplicate']);
  });

  test('a device that never enrolled is nobody', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const stranger = new TestDevice(central.url, central.clock.wall);
    stranger.enrolled = device.enrolled;
    await expectRefused(stranger.get(CONFIG), 401, 'signature-invalid');
  });
});
