/** Recordings and signed texts come in packs of their own, and leave them one by one, when a face asks. */
import { createHash } from 'node:crypto';
import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writePack } from '../../../../src/packs/write.ts';
import { contentPlace, type Offer, type Place } from './kit.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function mediaPack(version: number, files: Readonly<Record<string, string>>, id = 'media-voices'): Offer {
  const written = writePack(
    { 'fairdesk-pack': 1, id, version, kind: 'media' },
    { paths: Object.keys(files), read: (path) => bytes(files[path] ?? '') },
  );
  return { id, version, bytes: written };
}
const keyOf = (words: string) => createHash('sha256').update(words).digest('hex').slice(0, 32);
const RESPECT = `media/audio/zh-hans/${keyOf('您有权受到尊重')}.ogg`;
const SIGNED = { 'media/ase/rights.respect.webm': 'video', 'media/ase/rights.respect.vtt': 'WEBVTT' };

const indexOf = async (place: Place) => (await place.face()).media;
const unknown = { ok: true, value: { ok: false, error: { type: 'unknown' } } };

test('a pack of media is in use without a restart and after one, and a pack without captions never', async () => {
  const content = await contentPlace();
  const place = await content.desk();
  const silent = mediaPack(1, { 'media/ase/rights.quality.mp4': 'video' }, 'media-silent');
  await content.offer([silent]);
  await place.enroll();
  expect([await indexOf(place), place.reasons()]).toEqual([{ audio: [], sign: [] }, ['content']]);

  await content.offer([silent, mediaPack(1, { [RESPECT]: 'spoken', ...SIGNED })]);
  place.told.length = 0;
  await place.look();
  expect(place.told).toContain('face-changed');
  expect(await indexOf(place)).toEqual({ audio: ['zh-hans'], sign: ['rights.respect'] });

  const files = { video: fileOf('video/webm', 'video'), captions: fileOf('text/vtt', 'WEBVTT') };
  const signed = { ok: true, value: { ok: true, value: files } };
  expect(await place.desk.call('media.sign', { unit: 'rights.respect' })).toEqual(signed);
  const spoken = { ok: true, value: { ok: true, value: fileOf('audio/ogg', 'spoken') } };
  for (const text of ['您有权受到尊重', ' 您有权受到尊重。 ']) {
    expect(await place.desk.call('media.recording', { locale: 'zh-Hans', text })).toEqual(spoken);
  }
  expect(await place.desk.call('media.recording', { locale: 'zh-Hant', text: '您有权受到尊重' })).toEqual(unknown);
  expect(await place.desk.call('media.sign', { unit: 'rights.quality' })).toEqual(unknown);
  expect(await place.desk.call('media.sign', { unit: '../ase' })).toMatchObject({ error: { type: 'bad-argument' } });

  await place.close();
  const again = await content.desk(place.folder);
  expect(await indexOf(again)).toEqual({ audio: ['zh-hans'], sign: ['rights.respect'] });

  const folder = join(place.folder, 'content');
  for (const name of readdirSync(folder)) truncateSync(join(folder, name), 50);
  expect(await again.desk.call('media.sign', { unit: 'rights.respect' })).toEqual(unknown);
});

function fileOf(mediaType: string, text: string) {
  return { mediaType, base64: Buffer.from(text).toString('base64') };
}
