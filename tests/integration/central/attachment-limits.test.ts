/** Attachments over tus: how much, how long, and what is no tus at all. */
import { randomUUID } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { databaseKinds, useCentral } from './harness.ts';
import { inspection } from './payloads.ts';
import {
  begin,
  bytesOf,
  create,
  hashOf,
  metadata,
  named,
  patch,
  pathOf,
  stored,
  unfinished,
  upload,
  CHUNK,
  TUS,
  type Bytes,
} from './uploading.ts';

const DAY_MS = 24 * 3_600_000;

describe.each(databaseKinds)("attachments' limits on %s", (kind) => {
  const place = useCentral(kind);

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
