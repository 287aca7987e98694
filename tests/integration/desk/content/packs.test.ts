/** Packs reach a device whole or not at all; what is refused leaves the last good one, and the log says why. */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentPack, contentPlace, newsPack, versioned, type Json, type Offer, type Place } from './kit.ts';

const DAY_MS = 86_400_000;
const fairdesk = (version: number, bytes = versioned(version, `v${version}`), said?: Json): Offer => ({
  id: 'fairdesk',
  version,
  bytes,
  ...(said === undefined ? {} : { said }),
});
const shown = async (place: Place) => (await place.face()).contentVersion;
const flipped = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 300 ? byte ^ 1 : byte));
const refusedEvents = (place: Place) => place.logged.filter(({ event }) => event.endsWith('-refused'));

/** A device that shows pack 1012 at a central endpoint. */
async function atTwelve() {
  const content = await contentPlace();
  await content.offer([fairdesk(1012)]);
  const place = await content.desk();
  await place.enroll();
  expect(await shown(place)).toBe('v1012');
  return { content, place };
}

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

describe('a good pack', () => {
  test('is in use without a restart, and after one', async () => {
    const { content, place } = await atTwelve();
    await content.offer([
      fairdesk(
        1013,
        contentPack(1013, (files) => Object.assign(files.get('locales/es.json') ?? {}, { 'common.back': 'Regresar' })),
      ),
    ]);
    place.told.length = 0;
    await place.look();
    expect(place.told).toContain('face-changed');
    await place.face();
    const words = await place.desk.call('content.read', { locale: 'es' });
    expect(words).toMatchObject({ value: { value: { ui: { 'common.back': 'Regresar' } } } });

    await place.close();
    const again = await content.desk(place.folder);
    expect(await again.desk.call('content.read', { locale: 'es' })).toEqual(words);
    expect(again.logged.map(({ event }) => event)).not.toContain('content-fallback');
  });

  test('waits until nobody is at work: a form begun before is taken as it was shown', async () => {
    const { content, place } = await atTwelve();
    await place.desk.call('session.set', { active: true });
    await content.offer([
      fairdesk(
        1013,
        contentPack(1013, (files) => {
          const catalogue = files.get('content/catalogue.json') as { version: string; surveys: { version: number }[] };
          catalogue.version = 'v1013';
          for (const survey of catalogue.surveys) survey.version += 1;
        }),
      ),
    ]);
    place.told.length = 0;
    await place.look();
    expect(place.told).not.toContain('face-changed');
    const form = (surveyVersion: number) => ({
      key: randomUUID(),
      surveyId: 'visit',
      surveyVersion,
      locale: 'en',
      partial: false,
      answers: { satisfaction: 5 },
    });
    expect(await place.desk.call('feedback.submit', form(1))).toMatchObject({ value: { ok: true } });

    // The visitor goes; what the face still sends of them, before it opens anew, is of the old words too.
    await place.desk.call('session.set', { active: false });
    expect(place.told).toContain('face-changed');
    expect(await place.desk.call('feedback.submit', { ...form(1), partial: true })).toMatchObject({
      value: { ok: true },
    });
    expect(await place.desk.call('feedback.submit', form(2))).toMatchObject({ value: { ok: false } });

    expect(await shown(place)).toBe('v1013');
    expect(await place.desk.call('feedback.submit', form(2))).toMatchObject({ value: { ok: true } });
    expect(await place.desk.call('feedback.submit', form(1))).toMatchObject({
      value: { ok: false, error: { type: 'invalid', field: 'surveyVersion' } },
    });
  });

  test('that is damaged on the disk gives way to the one before, and that to what ships', async () => {
    const { content, place } = await atTwelve();
    await content.offer([fairdesk(1013)]);
    await place.look();
    await place.close();
    const folder = join(place.folder, 'content');
    const named = (version: number) =>
      join(folder, readdirSync(folder).find((name) => name.startsWith(`fairdesk-${version}-`)) ?? 'none');

    writeFileSync(named(1013), 'damaged');
    content.central.script = () => false;
    const second = await content.desk(place.folder);
    expect(await shown(second)).toBe('v1012');
    expect(second.logged).toContainEqual(
      expect.objectContaining({ event: 'content-fallback', version: 1013, reason: 'hash', used: 1012 }),
    );
    await second.close();

    rmSync(named(1012));
    const third = await content.desk(place.folder);
    expect(await shown(third)).not.toMatch(/^v/);
    expect(third.logged).toContainEqual(
      expect.objectContaining({ event: 'content-fallback', version: 1012, reason: 'missing', used: null }),
    );
    await third.close();
  });

  test('that is damaged on the disk is fetched again', async () => {
    const { content, place } = await atTwelve();
    await place.close();
    const folder = join(place.folder, 'content');
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'damaged');
    const again = await content.desk(place.folder);
    await content.time.settleUntil(() => again.logged.some(({ event }) => event === 'content-installed'));
    expect(await shown(again)).toBe('v1012');
  });

  test('leaves nothing behind of those before the last two, nor of one that was cut off by death', async () => {
    const { content, place } = await atTwelve();
    for (const version of [1013, 1014]) {
      await content.offer([fairdesk(version)]);
      await place.look();
    }
    await place.close();
    const folder = join(place.folder, 'content');
    const kept = readdirSync(folder).toSorted();
    expect(kept.map((name) => name.split('-')[1])).toEqual(['1013', '1014']);
    writeFileSync(join(folder, 'fairdesk-1015-000000000000.pack.new'), 'half');
    writeFileSync(join(folder, 'fairdesk-1015-000000000000.pack'), 'no record names it');
    const again = await content.desk(place.folder);
    expect(await shown(again)).toBe('v1014');
    expect(readdirSync(folder).toSorted()).toEqual(kept);
  });
});

test('at another central endpoint its own packs count, whatever the version; what shipped is still the least', async () => {
  const { content, place } = await atTwelve();
  const other = await contentPlace(content.time);
  Object.assign(other.central, { deviceId: content.central.deviceId });
  await other.offer([fairdesk(500)]);
  await place.enroll(other.central);
  const installed = () => place.logged.filter(({ event }) => event === 'content-installed');
  await content.time.settleUntil(() => installed().length === 2);
  expect(await shown(place)).toBe('v500');
});

test('news come in a pack of their own, beside the content that is there', async () => {
  const { content, place } = await atTwelve();
  const notice = {
    id: 'heat-1',
    kind: 'heat',
    from: '2026-11-23T00:00:00Z',
    until: '2026-11-25T00:00:00Z',
    centers: null,
    text: { en: { title: 'It is hot.', body: ['Drink water.'] } },
  };
  await content.offer([
    fairdesk(1012),
    { id: 'news', version: 1, bytes: newsPack(1, { notices: [{ ...notice, kind: 'x' }], issues: [], answered: [] }) },
  ]);
  await place.look();
  expect(place.reasons()).toEqual(['content']);
  await content.offer([
    fairdesk(1012),
    { id: 'news', version: 2, bytes: newsPack(2, { notices: [notice], issues: [], answered: [] }) },
  ]);
  await place.look();
  const face = await place.face();
  expect([face.contentVersion, face.catalogue.news.notices]).toEqual(['v1012', [notice]]);
});

test('a thirteenth language is two files more in a pack: it is on the wall, and says everything', async () => {
  const { content, place } = await atTwelve();
  const before = (await place.face()).languages.length;
  await content.offer([
    fairdesk(
      1013,
      contentPack(1013, (files) => {
        const text = structuredClone(files.get('content/text/es.json')) as Json;
        Object.assign(text['language'] as Json, { tag: 'it', name: 'Italiano', english: 'Italian', order: 999 });
        files.set('content/text/it.json', text);
        files.set('locales/it.json', { ...files.get('locales/es.json'), 'common.back': 'Indietro' });
      }),
    ),
  ]);
  await place.look();
  const { languages } = await place.face();
  expect([languages.length, languages.at(-1)]).toEqual([before + 1, expect.objectContaining({ name: 'Italiano' })]);
  const words = await place.desk.call('content.read', { locale: 'it' });
  expect(words).toMatchObject({ value: { value: { locale: 'it', ui: { 'common.back': 'Indietro' } } } });
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
