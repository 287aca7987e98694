import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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

  test('fifty posts of the same hundred reports at once store each once, with one receipt', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const events = await device.events(100, (at) => feedbackOf(1 + (at % 5)));
    const posts = await Promise.all(Array.from({ length: 50 }, () => device.results(events)));

    expect(await central.query('SELECT FROM ledger')).toHaveLength(100);
    expect(await central.query('SELECT FROM intake')).toHaveLength(100);
    for (const [at, event] of events.entries()) {
      const results = posts.map((post) => post[at]);
      expect(results.every((result) => result?.id === event.id)).toBe(true);
      expect(results.filter((result) => result?.status === 'accepted')).toHaveLength(1);
      expect(results.filter((result) => result?.status === 'duplicate')).toHaveLength(49);
      expect(new Set(results.map((result) => result?.receipt)).size).toBe(1);
    }
  });

  test('the same id with one byte changed is refused and the stored report stays as it was', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const event = await device.event(inspection);
    const [accepted] = await device.results([event]);
    const before = await central.query('SELECT * FROM inspector_reports');

    const again = { ...event, data: await device.seal({ ...inspection, inspectorId: 'inspector-8' }) };
    const [conflict] = await device.results([again]);
    expect(conflict).toMatchObject({ status: 'refused', problem: { type: 'urn:fairdesk:problem:id-conflict', retryable: false } });

    const flipped = { ...event, data: `${event.data.slice(0, -1)}${event.data.endsWith('A') ? 'E' : 'A'}` };
    const [unsealable] = await device.results([flipped]);
    expect(unsealable).toMatchObject({ status: 'refused', problem: { type: 'urn:fairdesk:problem:unsealable', retryable: false } });

    expect(await central.query('SELECT * FROM inspector_reports')).toEqual(before);
    expect(before).toHaveLength(1);
    const [duplicate] = await device.results([event]);
    expect(duplicate).toMatchObject({ status: 'duplicate', receipt: accepted?.receipt });
  });

  test('the same bytes under another id are refused as reused', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const event = await device.event(feedback);
    const copy = { ...(await device.event(feedback)), data: event.data };
    await device.results([event]);
    const [result] = await device.results([copy]);
    expect(result).toMatchObject({ status: 'refused', problem: { type: 'urn:fairdesk:problem:data-reused', retryable: false } });
  });

  test('duplicates inside one batch are told apart in the order they came', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const a = await device.event(feedback);
    const b = await device.event(feedback);
    const reused = { ...(await device.event(feedback)), id: `f${b.id.slice(1)}`, data: b.data };
    const conflicting = { ...(await device.event(feedback)), id: a.id };
    const results = await device.results([b, a, a, conflicting, b, reused]);
    expect(results.map(({ id, status }) => [id, status])).toEqual([
      [b.id, 'accepted'],
      [a.id, 'accepted'],
      [a.id, 'duplicate'],
      [a.id, 'refused'],
      [b.id, 'duplicate'],
      [reused.id, 'refused'],
    ]);
    expect(results[2]?.receipt).toBe(results[1]?.receipt);
    expect(results[3]?.problem?.type).toBe('urn:fairdesk:problem:id-conflict');
    expect(results[5]?.problem?.type).toBe('urn:fairdesk:problem:data-reused');
    expect(await central.query('SELECT FROM intake')).toHaveLength(2);
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
    const [row] = await central.query<{ payload: unknown; sealed: string; type: string }>('SELECT * FROM inspector_reports');
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
      await device.event({ ...feedback, agency: 7 } as never),
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
      await device.event({ ...feedback, agency: [canary] } as never),
      await device.event({ ...feedback, partial: canary } as never),
      await device.event({ ...feedback, [canary]: { [canary]: '\u0000' } }),
      await device.event({ ...inspection, scores: { sections: { [canary]: 'x' }, overall: 1 } } as never),
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

  test('what is stored stays a duplicate when the key it was sealed to is no longer held', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const event = await device.event(feedback);
    const [accepted] = await device.results([event]);
    await central.central.close();
    const keys = join(central.folder, 'keys');
    const sealing = readdirSync(keys).find((name) => name.startsWith('sealing-')) ?? '';
    const receipt = readdirSync(keys).find((name) => name.startsWith('receipt-')) ?? '';
    // As after a rotation long ago: new keys in use, the old ones gone.
    const other = await place.start();
    for (const name of readdirSync(join(other.folder, 'keys'))) {
      if (!name.startsWith('content-')) cpSync(join(other.folder, 'keys', name), join(keys, name));
    }
    rmSync(join(keys, sealing));
    rmSync(join(keys, receipt));
    await central.query('UPDATE central SET sealing_kid = $1', [
      readdirSync(keys).find((name) => name.startsWith('sealing-'))?.slice('sealing-'.length, -'.json'.length),
    ]);
    const again = await place.start({ folder: central.folder, databaseUrl: central.databaseUrl });
    device.url = again.url;
    const [result] = await device.results([event]);
    expect(result?.status).toBe('duplicate');
    expect(result?.receipt).not.toBe(accepted?.receipt);
    const before = await device.readReceipt(accepted?.receipt);
    const claims: unknown = JSON.parse(Buffer.from(result?.receipt?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toEqual(before.claims);
  });

  test('a sequence under two ids is accepted and the device flagged as a suspected clone', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const [a, b] = await device.events(2, () => feedback);
    expect((await device.results([a, { ...b, sequence: a?.sequence }])).map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    const [row] = await central.query<{ clone_suspected_at: Date | null }>('SELECT clone_suspected_at FROM devices');
    expect(row?.clone_suspected_at).not.toBeNull();
    expect(central.events).toContainEqual({ event: 'clone.suspected', device: device.id });
  });

  test('attachments that an inspector names are listed as missing', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const sha256 = 'ab'.repeat(32);
    const event = await device.event({
      ...inspection,
      attachments: [{ sha256, size: 10, mediaType: 'image/jpeg', key: 'A'.repeat(43) }],
    } as never);
    const [result] = await device.results([event]);
    expect(result).toMatchObject({ status: 'accepted', missingAttachments: [sha256] });
    const [again] = await device.results([event]);
    expect(again).toMatchObject({ status: 'duplicate', missingAttachments: [sha256] });
    const ledger = (await device.get('/v1/devices/self/ledger')).body;
    expect(ledger).toEqual({ ranges: [[1, 1]], refused: [], missingAttachments: [sha256] });
    const missing = await device.send('POST', '/v1/devices/self/ledger/missing', JSON.stringify({
      reports: [{ id: event.id, sha256: sha256Of(event) }],
    }), { headers: { 'content-type': 'application/json' } });
    expect(missing.body).toEqual({ missing: [], missingAttachments: [sha256] });
  });
});
