/** Attachments over tus: nothing is acknowledged that is not here, nothing is held that is not what was named. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { databaseKinds, useCentral, type TestCentral } from './harness.ts';
import type { Answer, TestDevice } from './device.ts';
import { feedbackOf, inspection } from './payloads.ts';

const DAY_MS = 24 * 3_600_000;
const TUS = { 'tus-resumable': '1.0.0' };
const CHUNK = { ...TUS, 'content-type': 'application/offset+octet-stream' };

type Bytes = Uint8Array<ArrayBuffer>;

function bytesOf(size: number): Bytes {
  return Uint8Array.from(randomBytes(size));
}

function hashOf(bytes: Bytes): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function metadata(sha256: string): string {
  return `sha256 ${Buffer.from(sha256).toString('base64')}`;
}

function named(blob: Bytes, mediaType = 'image/jpeg') {
  return { sha256: hashOf(blob), size: blob.length, mediaType, key: randomBytes(32).toString('base64url') };
}

function create(device: TestDevice, size: number, sha256: string): Promise<Answer> {
  return device.send('POST', '/v1/attachments', null, {
    headers: { ...TUS, 'upload-length': String(size), 'upload-metadata': metadata(sha256) },
  });
}

/** Makes an upload and returns its path. */
async function begin(device: TestDevice, blob: Bytes, sha256 = hashOf(blob)): Promise<string> {
  const answer = await create(device, blob.length, sha256);
  expect(answer.status).toBe(201);
  expect(answer.headers.get('tus-resumable')).toBe('1.0.0');
  return new URL(answer.headers.get('location') ?? '', `${device.url}/v1/attachments`).pathname;
}

function patch(device: TestDevice, path: string, offset: number, bytes: Bytes): Promise<Answer> {
  return device.send('PATCH', path, bytes, { headers: { ...CHUNK, 'upload-offset': String(offset) } });
}

async function offsetOf(device: TestDevice, path: string): Promise<string | null> {
  const answer = await device.send('HEAD', path, null, { headers: TUS });
  expect(answer.status).toBe(200);
  return answer.headers.get('upload-offset');
}

async function upload(device: TestDevice, blob: Bytes, chunk = blob.length): Promise<void> {
  const path = await begin(device, blob);
  for (let at = 0; at < blob.length; at += chunk) {
    const answer = await patch(device, path, at, blob.slice(at, at + chunk));
    expect(answer.status).toBe(204);
    expect(answer.headers.get('upload-offset')).toBe(String(Math.min(blob.length, at + chunk)));
  }
}

function stored(central: TestCentral): string[] {
  const blobs = join(central.folder, 'attachments/blobs');
  return readdirSync(blobs).flatMap((shelf) => readdirSync(join(blobs, shelf)));
}

function unfinished(central: TestCentral): string[] {
  return readdirSync(join(central.folder, 'attachments/uploads'));
}

function pathOf(central: TestCentral, sha256: string): string {
  return join(central.folder, 'attachments/blobs', sha256.slice(0, 2), sha256);
}

describe.each(databaseKinds)('attachments on %s', (kind) => {
  const place = useCentral(kind);

  test('a report is taken first, names what is missing, and nothing once its blob is here', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(100_000);
    const sha256 = hashOf(blob);
    const event = await device.event({ ...inspection, attachments: [named(blob)] });
    expect(await device.results([event])).toMatchObject([{ status: 'accepted', missingAttachments: [sha256] }]);
    await upload(device, blob, 30_000);

    expect(readFileSync(pathOf(central, sha256)).equals(blob)).toBe(true);
    expect(statSync(pathOf(central, sha256)).mode & 0o777).toBe(0o600);
    expect(unfinished(central)).toEqual([]);
    expect(await device.results([event])).toMatchObject([{ status: 'duplicate', missingAttachments: [] }]);
    const ledger = await device.get('/v1/devices/self/ledger');
    expect(ledger.body).toMatchObject({ missingAttachments: [] });
    const missing = await device.send(
      'POST',
      '/v1/devices/self/ledger/missing',
      JSON.stringify({ reports: [{ id: event.id, sha256: hashOf(Uint8Array.from(Buffer.from(event.data))) }] }),
      { headers: { 'content-type': 'application/json' } },
    );
    expect(missing.body).toEqual({ missing: [], missingAttachments: [] });
  });

  test('a blob that a disk lost is missing again', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(1_000);
    const event = await device.event({ ...inspection, attachments: [named(blob)] });
    await device.results([event]);
    await upload(device, blob);
    rmSync(pathOf(central, hashOf(blob)));
    expect((await device.get('/v1/devices/self/ledger')).body).toMatchObject({ missingAttachments: [hashOf(blob)] });
    await upload(device, blob);
    expect(await device.results([event])).toMatchObject([{ missingAttachments: [] }]);
  });

  test('a blob of another size than its report says is not the one it means', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(1_000);
    await upload(device, blob);
    const event = await device.event({ ...inspection, attachments: [{ ...named(blob), size: 999 }] });
    expect(await device.results([event])).toMatchObject([{ missingAttachments: [hashOf(blob)] }]);
  });

  test('the same blob in two reports of two devices is stored once and missing in neither', async () => {
    const central = await place.start();
    const [one, other] = [await central.device('inspector'), await central.device('inspector')];
    const blob = bytesOf(5_000);
    await one.results([await one.event({ ...inspection, attachments: [named(blob)] })]);
    await upload(one, blob);
    const second = await one.event({ ...inspection, visitedAt: '2026-11-22T10:00:00Z', attachments: [named(blob)] });
    expect(await one.results([second])).toMatchObject([{ status: 'accepted', missingAttachments: [] }]);
    const third = await other.event({ ...inspection, attachments: [named(blob)] });
    expect(await other.results([third])).toMatchObject([{ status: 'accepted', missingAttachments: [] }]);
    await upload(other, blob);
    expect(stored(central)).toEqual([hashOf(blob)]);
  });

  test('what visitors send may name a blob, and the ledger learns nothing but that', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const blob = bytesOf(500);
    const event = await device.event(feedbackOf(4, { attachments: [named(blob, 'audio/ogg')] }));
    expect(await device.results([event])).toMatchObject([{ missingAttachments: [hashOf(blob)] }]);
    expect(await central.query('SELECT media_type FROM attachments')).toEqual([{ media_type: '' }]);
    await upload(device, blob);
    expect((await device.get('/v1/devices/self/ledger')).body).toMatchObject({ missingAttachments: [] });
  });

  test('bytes whose hash is not the promised one are dropped at the last byte', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(2_000);
    const path = await begin(device, blob, hashOf(bytesOf(10)));
    expect((await patch(device, path, 0, blob.slice(0, 1_000))).status).toBe(204);
    const last = await patch(device, path, 1_000, blob.slice(1_000));
    expect(last.status).toBe(422);
    expect(last.problem).toBeNull();
    expect([stored(central), unfinished(central)]).toEqual([[], []]);
    expect((await device.send('HEAD', path, null, { headers: TUS })).status).toBe(404);
    expect(central.events).toContainEqual({ event: 'attachment.mismatch', device: device.id });
  });

  test('an upload belongs to its device: another one finds nothing there', async () => {
    const central = await place.start();
    const [mine, other] = [await central.device('inspector'), await central.device('inspector')];
    const blob = bytesOf(1_000);
    const path = await begin(mine, blob);
    expect((await other.send('HEAD', path, null, { headers: TUS })).status).toBe(404);
    expect((await patch(other, path, 0, blob)).status).toBe(404);
    expect((await other.send('DELETE', path, null, { headers: TUS })).status).toBe(404);
    expect((await patch(mine, path, 0, blob)).status).toBe(204);
  });

  test('every request is signed by its device, and a chunk is taken only with its own digest', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(1_000);
    const bare = await fetch(`${central.url}/v1/attachments`, { method: 'POST', headers: { ...TUS } });
    expect(bare.status).toBe(401);
    const path = await begin(device, blob);
    const headers = device.signed('PATCH', path, blob, { headers: { ...CHUNK, 'upload-offset': '0' } });
    const tampered = await fetch(`${central.url}${path}`, { method: 'PATCH', headers, body: bytesOf(1_000) });
    expect(tampered.status).toBe(400);
    expect(await offsetOf(device, path)).toBe('0');
  });

  test('a chunk that is cut, sent twice or sent at another offset changes nothing that was taken', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(90_000);
    const path = await begin(device, blob);
    for (let at = 0; at < blob.length; at += 30_000) {
      const chunk = blob.slice(at, at + 30_000);
      await cutMidway(
        central.url,
        path,
        device.signed('PATCH', path, chunk, { headers: { ...CHUNK, 'upload-offset': String(at) } }),
        chunk,
      );
      expect(await offsetOf(device, path)).toBe(String(at));
      expect((await patch(device, path, at + 1, chunk)).status).toBe(409);
      expect((await patch(device, path, at, chunk)).status).toBe(204);
      expect((await patch(device, path, at, chunk)).status).toBe(409);
    }
    expect(await offsetOf(device, path)).toBe('90000');
    expect(readFileSync(pathOf(central, hashOf(blob))).equals(blob)).toBe(true);
  });

  test('a central endpoint started anew goes on at the last chunk it took', async () => {
    const first = await place.start();
    const { folder, databaseUrl, clock } = first;
    const device = await first.device('inspector');
    const blob = bytesOf(60_000);
    const path = await begin(device, blob);
    await patch(device, path, 0, blob.slice(0, 20_000));
    await first.central.close();
    const second = await place.start({ folder, databaseUrl, clock });
    device.url = second.url;
    expect(await offsetOf(device, path)).toBe('20000');
    expect((await patch(device, path, 20_000, blob.slice(20_000))).status).toBe(204);
    expect(stored(second)).toEqual([hashOf(blob)]);
  });

  test('a blob whose upload died before it could say so is found when the device asks on', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(2_000);
    const path = await begin(device, blob);
    await patch(device, path, 0, blob.slice(0, 1_000));
    await upload(device, blob);
    const id = path.split('/').at(-1) ?? '';
    rmSync(join(central.folder, 'attachments/uploads', id));
    expect((await patch(device, path, 1_000, blob.slice(1_000))).status).toBe(409);
    expect(await offsetOf(device, path)).toBe('2000');
  });

  test('an upload whose file a disk lost is gone, and the device can make another', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(2_000);
    const path = await begin(device, blob);
    await patch(device, path, 0, blob.slice(0, 1_000));
    rmSync(join(central.folder, 'attachments/uploads', path.split('/').at(-1) ?? ''));
    expect((await patch(device, path, 1_000, blob.slice(1_000))).status).toBe(404);
    await upload(device, blob);
    expect(stored(central)).toEqual([hashOf(blob)]);
  });

  test('two chunks for one offset at once: one is taken, and the blob is whole', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(1_000_000);
    const path = await begin(device, blob);
    const answers = await Promise.all(Array.from({ length: 4 }, () => patch(device, path, 0, blob)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(204);
    expect(statuses.slice(1).every((status) => status === 409 || status === 423)).toBe(true);
    expect(readFileSync(pathOf(central, hashOf(blob))).equals(blob)).toBe(true);
  });

  test("one device's unfinished uploads are at most 1 GiB together; then 413, until one ends", async () => {
    const central = await place.start();
    const [device, other] = [await central.device('inspector'), await central.device('inspector')];
    const gib = 1024 ** 3;
    expect((await create(device, gib + 1, 'a'.repeat(64))).status).toBe(413);
    const answer = await create(device, gib - 10, 'a'.repeat(64));
    expect(answer.status).toBe(201);
    const full = await create(device, 11, 'b'.repeat(64));
    expect(full.status).toBe(413);
    expect(full.problem).toBeNull();
    expect((await create(other, 11, 'b'.repeat(64))).status).toBe(201);
    const path = answer.headers.get('location') ?? '';
    expect((await device.send('DELETE', path, null, { headers: TUS })).status).toBe(204);
    expect((await device.send('HEAD', path, null, { headers: TUS })).status).toBe(404);
    expect((await create(device, 11, 'b'.repeat(64))).status).toBe(201);
  });

  test("answers that were lost do not fill a device's room: of one blob, the newest upload counts", async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const half = 600 * 1024 ** 2;
    expect((await create(device, half, 'a'.repeat(64))).status).toBe(201);
    expect((await create(device, half, 'a'.repeat(64))).status).toBe(201);
    expect((await create(device, half, 'b'.repeat(64))).status).toBe(413);
  });

  test('an upload that nobody went on with for a week is gone', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(1_000);
    const path = await begin(device, blob);
    await patch(device, path, 0, blob.slice(0, 500));
    central.clock.pass(7 * DAY_MS);
    expect((await device.send('HEAD', path, null, { headers: TUS })).status).toBe(404);
    expect((await patch(device, path, 500, blob.slice(500))).status).toBe(404);
    const [file = ''] = unfinished(central);
    utimesSync(join(central.folder, 'attachments/uploads', file), 0, 0);
    expect(await central.central.sweepAttachments()).toEqual({ blobs: 0, uploads: 1 });
    expect(unfinished(central)).toEqual([]);
  });

  test('a blob that no report names is dropped after 30 days, one that is named never', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const [kept, dropped, young] = [bytesOf(100), bytesOf(100), bytesOf(100)];
    await device.results([await device.event({ ...inspection, attachments: [named(kept)] })]);
    for (const blob of [kept, dropped, young]) await upload(device, blob);
    const longAgo = new Date(central.clock.wall() - 31 * DAY_MS);
    for (const blob of [kept, dropped]) utimesSync(pathOf(central, hashOf(blob)), longAgo, longAgo);
    utimesSync(pathOf(central, hashOf(young)), longAgo, new Date(central.clock.wall() - 29 * DAY_MS));
    expect(await central.central.sweepAttachments()).toEqual({ blobs: 1, uploads: 0 });
    expect(stored(central).sort()).toEqual([hashOf(kept), hashOf(young)].sort());
  });

  test('what is not tus 1.0 is told so: version, media type, headers, too many bytes, unknown names', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const blob = bytesOf(100);
    const path = await begin(device, blob);
    const send = (method: string, target: string, body: Bytes | null, headers: Record<string, string>) =>
      device.send(method, target, body, { headers });
    const old = await send('HEAD', path, null, { 'tus-resumable': '0.2.2' });
    expect([old.status, old.headers.get('tus-version')]).toEqual([412, '1.0.0']);
    expect(
      (await send('PATCH', path, blob, { ...TUS, 'upload-offset': '0', 'content-type': 'text/plain' })).status,
    ).toBe(415);
    for (const offset of ['-1', '1.5', '0x1', '', '1e2']) {
      expect((await send('PATCH', path, blob, { ...CHUNK, 'upload-offset': offset })).status).toBe(400);
    }
    expect((await patch(device, path, 0, bytesOf(101))).status).toBe(400);
    expect((await patch(device, `/v1/attachments/${randomUUID()}`, 0, blob)).status).toBe(404);
    expect((await patch(device, '/v1/attachments/..%2F..%2Fkeys', 0, blob)).status).toBe(404);
    for (const [length, meta] of [
      ['', metadata('a'.repeat(64))],
      ['-1', metadata('a'.repeat(64))],
      ['99999999999999999999', metadata('a'.repeat(64))],
      ['5', ''],
      ['5', metadata('A'.repeat(64))],
      ['5', metadata('../x')],
      ['5', `${metadata('a'.repeat(64))},${metadata('b'.repeat(64))}`],
    ] as const) {
      const answer = await send('POST', '/v1/attachments', null, {
        ...TUS,
        'upload-length': length,
        'upload-metadata': meta,
      });
      expect(answer.status).toBe(400);
    }
    const told = await send('OPTIONS', '/v1/attachments', null, {});
    expect([told.status, told.headers.get('tus-extension')]).toEqual([204, 'creation,termination']);
    expect((await send('GET', '/v1/attachments', null, TUS)).problem).toBe('method-not-allowed');
    expect((await patch(device, path, 0, new Uint8Array(16 * 1024 * 1024 + 1))).status).toBe(413);
    expect(central.events.filter(({ event }) => event === 'request.failed')).toEqual([]);
  });
});

/** Sends a request and half of its body, and cuts the connection. */
function cutMidway(url: string, path: string, headers: Record<string, string>, body: Bytes): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const lines = Object.entries({ ...headers, host, 'content-length': String(body.length) });
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`PATCH ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
      socket.write(body.subarray(0, body.length / 2), () => socket.destroy());
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}
