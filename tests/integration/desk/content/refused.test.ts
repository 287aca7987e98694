/** What a device refuses leaves the last good pack, and the log says why. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  atTwelve,
  contentPack,
  fairdesk,
  newsPack,
  shown,
  versioned,
  type Json,
  type Offer,
  type Place,
} from './kit.ts';

const DAY_MS = 86_400_000;
const flipped = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 300 ? byte ^ 1 : byte));
const refusedEvents = (place: Place) => place.logged.filter(({ event }) => event.endsWith('-refused'));

describe('a pack is refused whole, the last good one stays, and the log says why:', () => {
  test.each<[string, (thirteen: Uint8Array) => Offer, string]>([
    ['altered by a byte', (good) => fairdesk(1013, flipped(good), saidOf(good)), 'hash'],
    ['other bytes than its hash', (good) => fairdesk(1013, good, { sha256: 'ab'.repeat(32) }), 'hash'],
    ['longer than it says', (good) => fairdesk(1013, good, { size: good.length - 1 }), 'size'],
    ['shorter than it says', (good) => fairdesk(1013, good, { size: good.length + 1 }), 'size'],
    ['larger than a pack may be', (good) => fairdesk(1013, good, { size: 64 * 1024 * 1024 + 1 }), 'size'],
    ['an older version', () => fairdesk(1011), 'older'],
    ['other bytes under the version it has', () => fairdesk(1012, versioned(1012, 'other')), 'older'],
    ['no pack', () => fairdesk(1013, Buffer.from('PK\u0003\u0004 nothing')), 'pack'],
    ['another version inside', () => fairdesk(1013, versioned(1014, 'v1014')), 'header'],
    ['another id inside', () => fairdesk(1013, contentPack(1013, undefined, { id: 'fairdesk-2' })), 'header'],
    ['another kind inside', () => fairdesk(1013, contentPack(1013, undefined, { kind: 'media' })), 'header'],
    ['a language without a key', () => fairdesk(1013, without('locales/ht.json', 'common.back')), 'content'],
    ['no word of a key of this app, in any language', () => fairdesk(1013, withoutKey('common.back')), 'content'],
    ['a catalogue out of shape', () => fairdesk(1013, without('content/catalogue.json', 'rights')), 'content'],
    [
      'half a language',
      () =>
        fairdesk(
          1013,
          contentPack(1013, (files) => void files.delete('locales/ko.json')),
        ),
      'content',
    ],
  ])('%s', async (_, made, reason) => {
    const { content, place } = await atTwelve();
    await content.offer([made(versioned(1013, 'v1013'))]);
    await place.look();
    expect(place.reasons()).toEqual([reason]);
    expect(refusedEvents(place)).toEqual([expect.objectContaining({ event: 'content-refused', id: 'fairdesk' })]);
    expect(await shown(place)).toBe('v1012');
    expect(readdirSync(join(place.folder, 'content')).every((name) => name.startsWith('fairdesk-1012-'))).toBe(true);

    await content.offer([fairdesk(1014)]);
    await place.look();
    expect(await shown(place)).toBe('v1014');
  });

  test.each<[string, { claims?: Json; header?: object }, string]>([
    ['a manifest that has expired', { claims: { exp: 1 } }, 'expired'],
    ['an older manifest', { claims: { version: 1 } }, 'older'],
    ['a manifest of another central endpoint', { claims: { iss: 'central-2' } }, 'iss'],
    ['a manifest out of shape', { claims: { packs: [{ id: '../x' }] } }, 'claims'],
    ['a manifest under a key nobody knows', { header: { kid: 'content-9' } }, 'kid'],
    ['a manifest that is something else', { header: { typ: 'fairdesk-config+jws' } }, 'typ'],
  ])('%s', async (_, more, reason) => {
    const { content, place } = await atTwelve();
    await content.offer([fairdesk(1013)], more);
    await place.look();
    expect(refusedEvents(place)).toEqual([{ event: 'manifest-refused', reason }]);
    expect([await shown(place), content.fetched()]).toEqual(['v1012', ['fairdesk/1012']]);
  });
});

test('a manifest that expires stops what is to come, not what is there; the corrected clock judges', async () => {
  const { content, place } = await atTwelve();
  await content.offer([fairdesk(1013)], { claims: { exp: Math.floor((content.time.wall() + DAY_MS) / 1000) } });
  content.time.jump(2 * DAY_MS);
  await place.look();
  expect(place.reasons()).toEqual(['expired']);
  expect(await shown(place)).toBe('v1012');
});

test('a manifest that expires while its pack is on the way stops the installation', async () => {
  const { content, place } = await atTwelve();
  await content.offer([fairdesk(1013)], { claims: { exp: Math.floor((content.time.wall() + DAY_MS) / 1000) } });
  const serve = content.central.script;
  content.central.script = (seen, response) => {
    if (seen.path.endsWith('/1013')) content.time.jump(2 * DAY_MS);
    return serve(seen, response);
  };
  await place.look();
  expect([place.reasons(), content.fetched().at(-1)]).toEqual([['expired'], 'fairdesk/1013']);
  expect(await shown(place)).toBe('v1012');
});

test('bytes that were no good as announced are not fetched again; a broken download is', async () => {
  const { content, place } = await atTwelve();
  const bad = fairdesk(1013, contentPack(1013, undefined, { kind: 'media' }));
  await content.offer([bad]);
  await place.look();
  await content.offer([bad, { id: 'news', version: 1, bytes: newsPack(1, { notices: [], issues: [], answered: [] }) }]);
  await place.look();
  expect(place.logged.at(-1)).toEqual({ event: 'content-installed', id: 'news', version: 1 });
  expect(content.fetched()).toEqual(['fairdesk/1012', 'fairdesk/1013', 'news/1']);

  await content.offer([fairdesk(1014)]);
  const serve = content.central.script;
  content.central.script = (seen, response) => {
    if (!seen.path.endsWith('/1014')) return serve(seen, response);
    response.writeHead(200, { 'content-length': '100000' }).write('PK');
    response.destroy();
    return true;
  };
  await place.look();
  expect(place.logged.at(-1)).toMatchObject({ event: 'pack-unanswered', answer: 'cut' });
  content.central.script = serve;
  await content.time.passUntil(() => place.logged.at(-1)?.event === 'content-installed');
  expect(await shown(place)).toBe('v1014');
});

/** What is true of these bytes. */
function saidOf(bytes: Uint8Array): Json {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
}

/** Pack 1013 without a key of one of its files. */
function without(file: string, key: string): Uint8Array {
  return contentPack(1013, (files) => void delete files.get(file)?.[key]);
}

/** Pack 1013 without a key in any language. */
function withoutKey(key: string): Uint8Array {
  return contentPack(1013, (files) => {
    for (const [path, words] of files) if (path.startsWith('locales/')) delete words[key];
  });
}
