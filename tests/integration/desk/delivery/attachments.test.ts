/** Attachments from a form to the real central endpoint, whatever dies or answers in between. */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Attachment } from '../../../../src/desk/attachments/blob-folder.ts';
import { CHUNK_BYTES } from '../../../../src/desk/delivery/uploads.ts';
import { count, decrypted, form, heldAt, useScenes } from './uploads-scene.ts';

const DAY_MS = 24 * 3_600_000;
const CHUNKS = process.env['FAIRDESK_FULL'] === '1' ? 12 : 3;

const scene = useScenes();

test('the report goes first, then its blob in chunks, and the central endpoint can open it with the key in the seal', async () => {
  const { time, central, proxy, logged, start, submitted } = await scene();
  const content = randomBytes(CHUNKS * CHUNK_BYTES);
  const kept = await submitted(content);
  expect(proxy.seen.some(({ path }) => path.startsWith('/v1/attachments'))).toBe(false);
  start();
  await time.settleUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect(decrypted(heldAt(central, kept), kept.key).equals(content)).toBe(true);
  expect(proxy.seen.filter(({ method }) => method === 'PATCH')).toHaveLength(CHUNKS + 1);
});

test('killed after each chunk before it hears of it, a device goes on at the next one', async () => {
  const { central, proxy, submitted, killedUntilUploaded } = await scene();
  const content = randomBytes(CHUNKS * CHUNK_BYTES);
  const kept = await submitted(content);
  const kills = await killedUntilUploaded(3 * CHUNKS);
  const patches = proxy.seen.filter(({ method }) => method === 'PATCH');
  // Once at the creation, once after each chunk; the last is a part of one: nonce and tag are of the blob too.
  expect(kills).toBe(1 + CHUNKS + 1);
  expect(patches).toHaveLength(CHUNKS + 1);
  expect(patches.every(({ status }) => status === 204)).toBe(true);
  expect(decrypted(heldAt(central, kept), kept.key).equals(content)).toBe(true);
}, 240_000);

test('connections cut in any request lose no byte and hold no report', async () => {
  const { time, central, proxy, device, logged, start, submitted } = await scene();
  let asked = 0;
  proxy.decide = ({ path }) => (path.startsWith('/v1/attachments') && ++asked % 2 === 1 ? 'cut' : 'pass');
  start();
  const content = randomBytes(CHUNKS * CHUNK_BYTES);
  const kept = await submitted(content);
  await time.passUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect(count(logged, 'attachment-waiting')).toBeGreaterThan(1);
  expect(decrypted(heldAt(central, kept), kept.key).equals(content)).toBe(true);
  expect(device.fates()).toEqual({ delivered: 1 });
});

test('an upload that the central endpoint forgot is made anew', async () => {
  const { time, central, proxy, logged, start, submitted } = await scene();
  let dropped = false;
  proxy.decide = ({ method }) => {
    if (method !== 'PATCH' || dropped) return 'pass';
    dropped = true;
    return { status: 404 };
  };
  start();
  const kept = await submitted(randomBytes(CHUNKS * CHUNK_BYTES));
  await time.passUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect(proxy.seen.filter(({ method, path }) => method === 'POST' && path === '/v1/attachments')).toHaveLength(2);
  expect(existsSync(heldAt(central, kept))).toBe(true);
});

test('a 413 is a dead letter of the attachment alone: its report stands, others are uploaded, a comparison tries it again', async () => {
  const { time, central, proxy, device, logged, start, submitted } = await scene();
  let full = true;
  proxy.decide = ({ method, path }) =>
    full && method === 'POST' && path === '/v1/attachments' ? { status: 413 } : 'pass';
  start();
  const refused = await submitted(randomBytes(100));
  await time.passUntil(() => count(logged, 'attachment-refused') === 1);
  expect(device.store.attachments.countRefused()).toBe(1);
  full = false;
  const other = await submitted(randomBytes(100));
  await time.passUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect([existsSync(heldAt(central, refused)), existsSync(heldAt(central, other))]).toEqual([false, true]);
  expect(device.fates()).toEqual({ delivered: 2 });

  const comparison = device.compare();
  comparison.compareNow();
  await time.passUntil(() => device.store.attachments.wanted().length === 1);
  start();
  await time.settleUntil(() => existsSync(heldAt(central, refused)));
});

test('a blob that is not here any more, or not what it was, is told and never offered', async () => {
  const { time, device, logged, start, submitted } = await scene();
  const [missing, altered] = [await submitted(randomBytes(100)), await submitted(randomBytes(100))];
  const path = ({ sha256 }: Attachment) => join(device.folder, 'attachments', sha256);
  rmSync(path(missing));
  writeFileSync(path(altered), randomBytes(altered.size));
  start();
  await time.settleUntil(() => count(logged, 'attachment-lost') === 2);
  expect([...device.store.attachments.allLost()].sort()).toEqual([missing.sha256, altered.sha256].sort());
});

test('report and blob are kept while the central endpoint lacks the blob, and both go when a comparison finds it', async () => {
  const { time, device, blobs, logged, start, submitted } = await scene();
  const kept = await submitted(randomBytes(100));
  const mine = join(device.folder, 'attachments', kept.sha256);
  const compareOnce = async () => {
    const before = device.compared.length;
    const comparison = device.compare(1, { dropBlob: blobs.drop });
    comparison.compareNow();
    await time.passUntil(() => device.compared.length > before);
    expect(device.compared.at(-1)).toMatchObject({ event: 'ledger-compared', reports: 1 });
    await comparison.stop();
  };
  time.pass(3 * DAY_MS);
  await compareOnce();
  expect([device.fates(), existsSync(mine)]).toEqual([{ delivered: 1 }, true]);

  start();
  await time.passUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect(existsSync(mine)).toBe(true);
  await compareOnce();
  expect(device.fates()).toEqual({});
  expect(device.store.attachments.all()).toEqual(new Set());
  expect(existsSync(mine)).toBe(false);
});

test('the same blob in two reports is uploaded once, and both refer to it', async () => {
  const { time, central, proxy, reports, device, logged, start, submitted } = await scene();
  const kept = await submitted(randomBytes(100));
  start();
  await time.passUntil(() => count(logged, 'attachment-uploaded') === 1);
  expect(await reports.submit(form, randomUUID(), [kept])).toMatchObject({ ok: true });
  time.loops = 1; // Uploads wait for nothing: delivery sleeps alone.
  await time.passUntil(() => device.fates()['delivered'] === 2);
  expect(device.store.attachments.wanted()).toEqual([]);
  expect(proxy.seen.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  expect(await central.query('SELECT report_id FROM attachments')).toHaveLength(2);
});
