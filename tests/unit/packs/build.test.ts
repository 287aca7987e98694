/** Packs as they are built: the same bytes everywhere, and only what would be taken where they arrive. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildContent, buildMedia, buildNews, contentHeader, digestOf, englishOf } from '../../../src/packs/build.ts';
import { contentFolder } from '../../../src/packs/folder.ts';
import { judgePack } from '../../../src/packs/judge.ts';
import { readPack } from '../../../src/packs/pack.ts';
import { writePack } from '../../../src/packs/write.ts';

const root = resolve(import.meta.dirname, '../../..');
const resources = join(root, 'resources');
const needed = englishOf(resources);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairdesk-packs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the app's own content, to be changed. */
function copyOf(name: string): string {
  const copy = join(folder, name);
  for (const each of ['content', 'locales']) cpSync(join(resources, each), join(copy, each), { recursive: true });
  return copy;
}

function built<T>(result: { ok: true; value: T } | { ok: false; error: { file: string; detail: string } }): T {
  if (!result.ok) throw new Error(`${result.error.file}: ${result.error.detail}`);
  return result.value;
}

describe('the pack of the content', () => {
  test('has the same bytes for the same files, wherever, whenever and in whatever time zone it is built', () => {
    const copy = copyOf('same');
    const later = new Date('2031-07-01T23:59:59Z');
    utimesSync(join(copy, 'content/catalogue.json'), later, later);
    const pack = built(buildContent(copy, 7, needed));
    expect(pack.sha256).toBe(createHash('sha256').update(pack.bytes).digest('hex'));
    for (const zone of ['Asia/Tokyo', 'America/New_York', 'Pacific/Apia']) {
      const out = join(folder, 'zone.zip');
      const said = execFileSync(
        process.execPath,
        [join(root, 'scripts/pack.ts'), out, '--content', copy, '--version', '7'],
        { env: { ...process.env, TZ: zone }, encoding: 'utf8' },
      );
      expect(JSON.parse(said)).toEqual({ id: 'fairdesk', version: 7, sha256: pack.sha256, size: pack.bytes.length });
    }
  });

  test('holds every file of the content and none of the staff', () => {
    const pack = built(readPack(built(buildContent(resources, null, needed)).bytes) as never) as {
      header: unknown;
      files: { paths: string[] };
    };
    expect(pack.header).toEqual(built(contentHeader(resources)));
    expect(pack.files.paths).toEqual(expect.arrayContaining(['content/text/zh-hant.json', 'locales/ht.json']));
    expect(pack.files.paths.filter((path) => path.includes('staff') || path === 'content/pack.json')).toEqual([]);
  });

  test('is not built where a language lacks a word: the file is named', () => {
    const copy = copyOf('lacking');
    const polish = JSON.parse(JSON.stringify(englishOf(resources))) as Record<string, string>;
    delete polish['app.name'];
    writeFileSync(join(copy, 'locales/pl.json'), JSON.stringify(polish));
    const result = buildContent(copy, null, needed);
    expect(result).toMatchObject({ ok: false, error: { file: 'locales/pl.json' } });
  });

  test('is not built for an app that needs a word it does not have', () => {
    const result = buildContent(resources, null, { ...needed, 'brand.new': 'New' });
    expect(result).toMatchObject({ ok: false, error: { file: 'locales/en.json', detail: 'brand.new is missing' } });
  });

  test('is not known by its files to be another when only its packing is', () => {
    const pack = built(buildContent(resources, 3, needed));
    const read = readPack(pack.bytes);
    expect(read.ok && digestOf(read.value.files).equals(digestOf(contentFolder(resources)))).toBe(true);
    const copy = copyOf('changed');
    writeFileSync(join(copy, 'content/more.json'), '{}');
    expect(digestOf(contentFolder(copy)).equals(digestOf(contentFolder(resources)))).toBe(false);
  });
});

describe('packs of other kinds', () => {
  test('of media hold what can be seen and heard, and nothing that runs or has a name of its own ways', () => {
    const videos = join(folder, 'videos');
    mkdirSync(join(videos, 'ase'), { recursive: true });
    writeFileSync(join(videos, 'ase/rights.respect.webm'), 'video');
    writeFileSync(join(videos, 'ase/rights.respect.vtt'), 'WEBVTT');
    const pack = built(buildMedia(videos, 'media-ase', 1));
    const read = readPack(pack.bytes);
    expect(read.ok && read.value.files.paths.filter((path) => path !== 'pack.json')).toEqual([
      'media/ase/rights.respect.vtt',
      'media/ase/rights.respect.webm',
    ]);
    writeFileSync(join(videos, 'ase/page.html'), '<script>');
    expect(buildMedia(videos, 'media-ase', 1)).toMatchObject({ ok: false, error: { file: 'media/ase/page.html' } });
    rmSync(join(videos, 'ase/page.html'));
    writeFileSync(join(videos, 'ase/my video.webm'), 'video');
    expect(buildMedia(videos, 'media-ase', 1)).toMatchObject({
      ok: false,
      error: { file: 'media/ase/my video.webm', detail: expect.stringContaining('name') as string },
    });
    rmSync(join(videos, 'ase/my video.webm'));
    rmSync(join(videos, 'ase/rights.respect.vtt'));
    expect(buildMedia(videos, 'media-ase', 1)).toMatchObject({
      ok: false,
      error: { file: 'media/ase/rights.respect.webm', detail: expect.stringContaining('captions') as string },
    });
    expect(buildMedia(videos, 'media-ase', null)).toMatchObject({ ok: false });
    expect(buildMedia(join(folder, 'nowhere'), 'media-ase', 1)).toMatchObject({ ok: false });
  });

  test('never take the name of the content, nor does content take theirs', () => {
    const media = { paths: ['media/a.webm'], read: () => new Uint8Array(1) };
    const posing = readPack(writePack({ 'fairdesk-pack': 1, id: 'fairdesk', version: 9, kind: 'media' }, media));
    expect(posing.ok && judgePack(posing.value, needed)).toMatchObject({ ok: false, error: { file: 'pack.json' } });
    const other = { 'fairdesk-pack': 1, id: 'other', version: 9, kind: 'content' } as const;
    const second = readPack(writePack(other, contentFolder(resources)));
    expect(second.ok && judgePack(second.value, needed)).toMatchObject({ ok: false, error: { file: 'pack.json' } });
  });

  test('of news are one JSON document, which says its version unless it is told', () => {
    expect(buildNews(join(folder, 'nowhere.json'), 1, needed).ok).toBe(false);
    const file = join(folder, 'some.json');
    const news = { notices: [], issues: [], answered: [] };
    const write = (value: unknown) => writeFileSync(file, JSON.stringify(value));
    write([]);
    expect(buildNews(file, 1, needed).ok).toBe(false);
    write(news);
    expect(buildNews(file, null, needed)).toMatchObject({
      ok: false,
      error: { detail: 'has no version: say --version' },
    });
    const told = built(buildNews(file, 3, needed));
    expect(JSON.parse(Buffer.from(told.bytes).toString())).toEqual({
      'fairdesk-pack': 1,
      id: 'news',
      version: 3,
      kind: 'news',
      ...news,
    });
    write({ ...news, version: 4, kind: 'media', id: 'fairdesk' });
    expect(built(buildNews(file, null, needed)).header).toMatchObject({ id: 'news', version: 4, kind: 'news' });
    write({ ...news, notices: [{ id: 'a' }] });
    expect(buildNews(file, 5, needed)).toMatchObject({
      ok: false,
      error: { detail: expect.stringContaining('notices.0.kind') as string },
    });
  });
});
