/** Packs reach a device whole: in use when a face next opens, and after a restart. */
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { atTwelve, contentPack, contentPlace, fairdesk, newsPack, shown, type Json } from './kit.ts';

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
