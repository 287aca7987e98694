import { CompactEncrypt, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { databaseKinds, useCentral } from './harness.ts';
import { sha256Of } from './device.ts';
import {
  commendation,
  contactRequest,
  correctionCheck,
  feedback,
  feedbackOf,
  inspection,
  languageComplaint,
  rightsReview,
  training,
} from './payloads.ts';

describe.each(databaseKinds)('reports on %s', (kind) => {
  const place = useCentral(kind);

  test('a report is accepted with a receipt that names its id, bytes and sequence', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const event = await device.event(feedback);
    const [result] = await device.results([event]);
    expect(result).toMatchObject({ id: event.id, status: 'accepted', missingAttachments: [] });
    const { header, claims } = await device.readReceipt(result?.receipt);
    expect(header).toEqual({ alg: 'EdDSA', kid: device.enrolled?.receiptKey.kid, typ: 'fairdesk-receipt+jws' });
    expect(claims).toEqual({
      iss: expect.any(String),
      sub: device.id,
      id: event.id,
      seq: 1,
      sha256: sha256Of(event),
      // The hour of a visitor's report, nothing finer.
      iat: Date.UTC(2026, 10, 23, 15) / 1000,
    });
  });

  test('every type is accepted from an inspector, and only what visitors say from a kiosk', async () => {
    const central = await place.start();
    const payloads = [
      feedback,
      contactRequest,
      commendation,
      languageComplaint,
      rightsReview,
      inspection,
      correctionCheck,
      training,
    ];
    const laptop = await central.device('inspector');
    const fromLaptop = await laptop.results(await laptop.events(8, (at) => payloads[at] ?? feedback));
    expect(fromLaptop.map(({ status }) => status)).toEqual(Array(8).fill('accepted'));

    const kiosk = await central.device('kiosk');
    const fromKiosk = await kiosk.results(await kiosk.events(8, (at) => payloads[at] ?? feedback));
    expect(fromKiosk.map(({ status }) => status)).toEqual([...Array(4).fill('accepted'), ...Array(4).fill('refused')]);
    expect(fromKiosk[4]?.problem).toMatchObject({ type: 'urn:fairdesk:problem:not-permitted', retryable: true });
  });

  test('an inspector report is kept whole, with its sealed bytes', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const payload = { ...inspection, unknownField: 'ignored' };
    const event = await device.event(payload);
    await device.results([event]);
    const [row] = await central.query<{ payload: unknown; sealed: string; type: string }>(
      'SELECT * FROM inspector_reports',
    );
    expect(row?.payload).toEqual({ ...inspection });
    expect(row?.sealed).toBe(event.data);
    expect(row?.type).toBe('org.fairdesk.inspection.v1');
  });

  test('one bad report never holds another', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const good = await device.events(3, () => feedback);
    const [first, second, third] = good;
    const bad = [
      await device.event({ ...feedback, agency: 7 }),
      await device.event({ ...feedback, agency: 'nul\u0000' }),
      await device.event({ ...feedback, agency: 'half \ud800' }),
      await device.event({ ...feedback, centerId: 'x'.repeat(5000) }),
      await device.event({ ...feedback, recorded: { hour: '2026-13-99T77Z' } }),
      await device.event({ schema: 'org.fairdesk.future.v9' }),
      await device.event(feedback, { type: 'org.fairdesk.commendation.v1' }),
      await device.event(feedback, { source: 'urn:fairdesk:device:00000000-0000-4000-8000-000000000000' }),
      await device.event(feedback, { time: 'yesterday' }),
      await device.event(feedback, { id: 'not-a-uuid' }),
      await device.event(feedback, { data: 'not a seal' }),
    ];
    const results = await device.results([first, ...bad.slice(0, 5), second, ...bad.slice(5), third]);
    const accepted = results.filter(({ status }) => status === 'accepted').map(({ id }) => id);
    expect(accepted).toEqual(good.map(({ id }) => id));
    const slugs = results.filter(({ status }) => status === 'refused').map(({ problem }) => problem?.type.slice(21));
    expect(slugs).toEqual([
      'schema',
      'schema',
      'schema',
      'schema',
      'schema',
      'unknown-type',
      'schema',
      'not-permitted',
      'schema',
      'schema',
      'unsealable',
    ]);
  });

  test('only the seal of the contract is opened', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const key = await importJWK(device.sealingKey, 'ECDH-ES');
    const kid = device.sealingKey.kid;
    const seal = (header: object, plain = JSON.stringify(feedback)) =>
      new CompactEncrypt(Buffer.from(plain)).setProtectedHeader(header as never).encrypt(key);
    const cases: [string, string][] = [
      ['unsealable', await seal({ alg: 'ECDH-ES', enc: 'A128GCM', kid })],
      ['unsealable', await seal({ alg: 'ECDH-ES', enc: 'A256CBC-HS512', kid })],
      ['unsealable', await seal({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid })],
      ['unsealable', await seal({ alg: 'ECDH-ES', enc: 'A256GCM' })],
      ['unsealable', await seal({ alg: 'ECDH-ES', enc: 'A256GCM', kid, zip: 'DEF' })],
      ['unknown-key', await seal({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'another' })],
      ['unsealable', await seal({ alg: 'ECDH-ES', enc: 'A256GCM', kid }, 'not json')],
      ['schema', await seal({ alg: 'ECDH-ES', enc: 'A256GCM', kid }, '['.repeat(80_000) + ']'.repeat(80_000))],
    ];
    for (const [slug, data] of cases) {
      const [result] = await device.results([await device.event(feedback, { data })]);
      expect(result).toMatchObject({ status: 'refused', problem: { type: `urn:fairdesk:problem:${slug}` } });
    }
  });

  test('a problem names the field and never repeats what was sent', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const canary = 'CanaryWords';
    const results = await device.results([
      await device.event({ ...feedback, agency: [canary] }),
      await device.event({ ...feedback, partial: canary }),
      await device.event({ ...feedback, [canary]: { [canary]: '\u0000' } }),
      await device.event({ ...inspection, scores: { sections: { [canary]: 'x' }, overall: 1 } }),
      await device.event(feedback, { time: canary }),
      await device.event(feedback, { source: canary }),
      await device.event(feedback, { type: canary }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(Array(7).fill('refused'));
    expect(JSON.stringify(results)).not.toContain(canary);
    expect(results[0]?.problem?.detail).toMatch(/^agency: /);
    expect(results[3]?.problem?.detail).toMatch(/^scores\.sections\.\*: /);
  });

  test('too many events or too much data are refused as too large, an empty batch as malformed', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const event = await device.event(feedback);
    expect((await device.post(Array.from({ length: 501 }, () => event))).problem).toBe('too-large');
    expect((await device.post([{ ...event, data: 'x'.repeat(256 * 1024 + 1) }])).problem).toBe('too-large');
    expect((await device.post(['x'.repeat(4 * 1024 * 1024)])).problem).toBe('too-large');
    expect((await device.post([])).problem).toBe('bad-request');
    expect((await device.post([null])).problem).toBe('bad-request');
    expect((await device.post([{ ...event, id: 42 }])).problem).toBe('bad-request');
    expect(await central.query('SELECT FROM ledger')).toHaveLength(0);
  });

  test('five hundred reports go in one batch, answered in the order they came', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const events = (await device.events(500, () => feedbackOf(3))).toReversed();
    const results = await device.results(events);
    expect(results.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(results.every(({ status }) => status === 'accepted')).toBe(true);
  });

  test('attachments that an inspector names are listed as missing', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const sha256 = 'ab'.repeat(32);
    const event = await device.event({
      ...inspection,
      attachments: [{ sha256, size: 10, mediaType: 'image/jpeg', key: 'A'.repeat(43) }],
    });
    const [result] = await device.results([event]);
    expect(result).toMatchObject({ status: 'accepted', missingAttachments: [sha256] });
    const [again] = await device.results([event]);
    expect(again).toMatchObject({ status: 'duplicate', missingAttachments: [sha256] });
    const ledger = (await device.get('/v1/devices/self/ledger')).body;
    expect(ledger).toEqual({ ranges: [[1, 1]], refused: [], missingAttachments: [sha256] });
    const missing = await device.send(
      'POST',
      '/v1/devices/self/ledger/missing',
      JSON.stringify({
        reports: [{ id: event.id, sha256: sha256Of(event) }],
      }),
      { headers: { 'content-type': 'application/json' } },
    );
    expect(missing.body).toEqual({ missing: [], missingAttachments: [sha256] });
  });
});
