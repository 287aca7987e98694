/** What is attached is on disk before its report is, never in the clear, and goes with its report. */
import { createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  openBlobFolder,
  ORPHAN_MS,
  type Attachment,
  type Content,
} from '../../../../src/desk/attachments/blob-folder.ts';
import type { Draft } from '../../../../src/desk/reports/draft.ts';
import { central, events, opened, workplace } from '../reports/kit.ts';
import { movedClock, temporaryFolder } from '../store/kit.ts';

const CANARY = 'the canary in the photo';

const form: Draft = {
  schema: 'org.fairdesk.feedback.v1',
  locale: 'en',
  surveyId: 'visit',
  surveyVersion: 1,
  agency: 'oath',
  partial: false,
  answers: [{ questionId: 'satisfaction', value: 4 }],
};

function files(folder: string): string[] {
  return readdirSync(join(folder, 'attachments'));
}

function bytesAt(folder: string, { sha256 }: Attachment): Buffer {
  return readFileSync(join(folder, 'attachments', sha256));
}

/** As the wire contract says: nonce, ciphertext, tag. */
function decrypted(sealed: Buffer, key: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function attached(place: ReturnType<typeof workplace>, content: Content): Promise<Attachment> {
  const kept = await place.reports.attach(content, 'image/jpeg');
  if (!kept.ok) throw new Error(kept.error.type);
  return kept.value;
}

test('bytes and streams of any size open again with the key that was given for them', async () => {
  const folder = temporaryFolder();
  const place = workplace(folder);
  for (const size of [0, 1, 16, 65_536, 1_000_003]) {
    const content = randomBytes(size);
    for (const given of [content, inPieces(content, 70_000)]) {
      const kept = await attached(place, given);
      const sealed = bytesAt(folder, kept);
      expect(kept.size).toBe(size + 28);
      expect(createHash('sha256').update(sealed).digest('hex')).toBe(kept.sha256);
      expect(decrypted(sealed, kept.key).equals(content)).toBe(true);
      expect(statSync(join(folder, 'attachments', kept.sha256)).mode & 0o777).toBe(0o600);
    }
  }
});

test('the same content twice has another key, another nonce and another hash', async () => {
  const place = workplace(temporaryFolder());
  const [one, other] = [await attached(place, Buffer.from(CANARY)), await attached(place, Buffer.from(CANARY))];
  expect(one.key).not.toBe(other.key);
  expect(one.sha256).not.toBe(other.sha256);
});

test('neither content nor key is on the disk in the clear, before enrollment or after', async () => {
  const folder = temporaryFolder();
  const place = workplace(folder);
  const to = central();
  const early = await attached(place, Buffer.from(CANARY.repeat(100)));
  expect(await place.reports.submit(form, randomUUID(), [early])).toMatchObject({ ok: true });
  await place.enroll(to);
  const late = await attached(place, inPieces(Buffer.from(CANARY.repeat(100)), 50));
  expect(await place.reports.submit(form, randomUUID(), [late])).toMatchObject({ ok: true });
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = readFileSync(join(file.parentPath, file.name));
    expect(bytes.includes(CANARY)).toBe(false);
    // Its own vault of this test keeps nothing secret; the key that travels is in the seal alone.
    if (file.name !== 'desk.db-wal' && file.name !== 'desk.db') expect(bytes.includes(early.key)).toBe(false);
    expect(bytes.includes(late.key)).toBe(false);
  }
  const due = events(place.store.outbox);
  expect(await opened(to, due, 'attachments')).toEqual([[early], [late]]);
});

test('a report and what it names commit together; a form sent twice ties them once', async () => {
  const place = workplace(temporaryFolder());
  await place.enroll(central());
  const kept = await attached(place, Buffer.from(CANARY));
  const key = randomUUID();
  expect(place.store.attachments.all()).toEqual(new Set());
  const first = await place.reports.submit(form, key, [kept]);
  expect(await place.reports.submit(form, key, [kept])).toEqual(first);
  const [event] = events(place.store.outbox);
  expect(place.store.attachments.all()).toEqual(new Set([kept.sha256]));
  expect(event === undefined ? null : place.store.attachments.of(event.id)).toEqual([kept.sha256]);
});

test('an attachment that is not here is refused with its form, and a contact request takes none', async () => {
  const place = workplace(temporaryFolder());
  await place.enroll(central());
  const kept = await attached(place, Buffer.from(CANARY));
  const gone = { ...kept, sha256: 'a'.repeat(64) };
  expect(await place.reports.submit(form, randomUUID(), [gone])).toMatchObject({
    ok: false,
    error: { type: 'invalid', field: 'attachments' },
  });
  const contact: Draft = { schema: 'org.fairdesk.contact-request.v1', message: 'Please write.' };
  expect(await place.reports.submit(contact, randomUUID(), [kept])).toMatchObject({
    ok: false,
    error: { type: 'invalid', field: 'attachments' },
  });
  expect(place.store.counts()).toMatchObject({ queued: 0, held: 0 });
});

test('what a stream leaves half written when it fails is not kept', async () => {
  const folder = temporaryFolder();
  const place = workplace(folder);
  const failing = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(CANARY));
    throw new Error('the camera was unplugged');
  };
  await expect(place.reports.attach(failing(), 'image/jpeg')).rejects.toThrow('unplugged');
  expect(files(folder)).toEqual([]);
});

test('a start sweeps what was half written and what no report named for a month, and nothing else', async () => {
  const folder = temporaryFolder();
  const clock = movedClock();
  const place = workplace(folder, clock);
  await place.enroll(central());
  const named = await attached(place, Buffer.from('named'));
  await place.reports.submit(form, randomUUID(), [named]);
  const old = await attached(place, Buffer.from('old'));
  const young = await attached(place, Buffer.from('young'));
  writeFileSync(join(folder, 'attachments', 'cut.new'), 'half');
  const longAgo = new Date(clock.wall() - ORPHAN_MS - 1_000);
  for (const { sha256 } of [named, old]) utimesSync(join(folder, 'attachments', sha256), longAgo, longAgo);
  utimesSync(join(folder, 'attachments', young.sha256), longAgo, new Date(clock.wall()));
  openBlobFolder({ folder, random: randomBytes, named: place.store.attachments.all, now: clock.wall() });
  expect(files(folder).sort()).toEqual([named.sha256, young.sha256].sort());
});

test('a blob that two reports name goes with the second', async () => {
  const folder = temporaryFolder();
  const clock = movedClock();
  const place = workplace(folder, clock);
  await place.enroll(central());
  const kept = await attached(place, Buffer.from(CANARY));
  for (let each = 0; each < 2; each++) await place.reports.submit(form, randomUUID(), [kept]);
  const { attachments } = place.store;
  const [first, second] = events(place.store.outbox);
  if (first === undefined || second === undefined) throw new Error('two were written');
  expect(attachments.release(first.id)).toEqual([]);
  expect(attachments.release(second.id)).toEqual([kept.sha256]);
  expect(existsSync(join(folder, 'attachments', kept.sha256))).toBe(true);
});

test('a blob is wanted as often as it is missing, refused ones too; a lost one is told until its report goes', async () => {
  const place = workplace(temporaryFolder());
  await place.enroll(central());
  const kept = await attached(place, Buffer.from(CANARY));
  await place.reports.submit(form, randomUUID(), [kept]);
  const { attachments } = place.store;
  const wanted = () => attachments.wanted().map(({ sha256 }) => sha256);
  expect(wanted()).toEqual([]);
  attachments.want([kept.sha256]);
  expect(wanted()).toEqual([kept.sha256]);
  attachments.uploaded(kept.sha256);
  expect(wanted()).toEqual([]);
  attachments.want([kept.sha256]);
  attachments.refused(kept.sha256);
  expect([wanted(), attachments.countRefused()]).toEqual([[], 1]);
  attachments.want([kept.sha256]);
  expect([wanted(), attachments.countRefused()]).toEqual([[kept.sha256], 0]);
  attachments.lost(kept.sha256);
  attachments.want([kept.sha256]);
  expect([wanted(), attachments.allLost()]).toEqual([[], [kept.sha256]]);
  const [event] = events(place.store.outbox);
  if (event !== undefined) attachments.release(event.id);
  expect(attachments.allLost()).toEqual([]);
});

test('hashes that were never ours are asked for once, and only so many', () => {
  const place = workplace(temporaryFolder());
  const { attachments } = place.store;
  attachments.want(['zz', 'a', ...Array.from({ length: 3_000 }, (_, at) => at.toString(16).padStart(64, '0'))]);
  expect(attachments.all().size).toBe(1_000);
});
