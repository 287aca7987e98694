/** Attachments over tus: nothing is acknowledged that is not here, nothing is held that is not what was named. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { databaseKinds, useCentral } from './harness.ts';
import { feedbackOf, inspection } from './payloads.ts';
import {
  begin,
  bytesOf,
  cutMidway,
  hashOf,
  named,
  offsetOf,
  patch,
  pathOf,
  stored,
  unfinished,
  upload,
  CHUNK,
  TUS,
} from './uploading.ts';

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
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses[0]).toBe(204);
    expect(statuses.slice(1).every((status) => status === 409 || status === 423)).toBe(true);
    expect(readFileSync(pathOf(central, hashOf(blob))).equals(blob)).toBe(true);
  });
});
