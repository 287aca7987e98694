/** Packs on a device's disk: whole or not there, whatever the disk or a kill does. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { loadShipped } from '../../../../src/desk/content/content.ts';
import { openLibrary, type Library, type LibraryParts } from '../../../../src/desk/content/library.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import { resources } from '../../content/corpus.ts';
import { storeIn, temporaryFolder } from '../store/kit.ts';
import type { DeviceRecords } from '../../../../src/desk/store/device-records.ts';
import { versioned } from '../../../integration/desk/content/kit.ts';

const FROM = { central: 'https://central.example', at: Date.parse('2026-11-23T15:20:00Z') };

let folder: string;
let records: DeviceRecords;
let logged: DeskLogEvent[];
beforeEach(() => {
  folder = temporaryFolder();
  ({ records } = storeIn(folder));
  logged = [];
});

const assembled = loadShipped(resources, () => undefined);
const open = (more: Partial<LibraryParts> = {}): Library =>
  openLibrary({ folder, records, resources, assembled, log: (event) => logged.push(event), ...more });
const files = () => readdirSync(join(folder, 'content'));

function take(library: Library, version: number) {
  const bytes = versioned(version, `v${version}`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return library.take('fairdesk', { version, sha256 }, bytes, FROM);
}
const newest = (library: Library) => library.shown.newest().catalogue.version;

test('what is taken is shown once a face opens, and says which pack it came in', () => {
  const library = open();
  const shipped = library.shown.catalogue.version;
  expect(take(library, 1012)).toEqual({ ok: true, value: null });
  expect([library.shown.catalogue.version, library.shown.waits(), library.shown.pack]).toEqual([shipped, true, null]);
  library.shown.show();
  expect([library.shown.catalogue.version, library.shown.waits()]).toEqual(['v1012', false]);
  expect(library.shown.pack).toEqual({ version: 1012, at: FROM.at });
});

test.each(['ENOSPC', 'EDQUOT', 'EIO'])(
  'where the disk says %s the last good pack stays, and nothing of the other',
  (code) => {
    take(open(), 1012);
    const kept = files();
    const library = open({
      write(path, bytes) {
        writeFileSync(`${path}.new`, bytes.subarray(0, 100));
        throw Object.assign(new Error(code), { code, syscall: 'write' });
      },
    });
    const error = code === 'EIO' ? { type: 'store-failed', code } : { type: 'disk-full' };
    expect(take(library, 1013)).toEqual({ ok: false, error });
    expect([newest(library), files()]).toEqual(['v1012', kept]);
    expect(newest(open())).toBe('v1012');
    expect(take(open(), 1013).ok).toBe(true);
    expect(newest(open())).toBe('v1013');
  },
);

test('what lies beside the packs and cannot be deleted keeps no device from its content', () => {
  take(open(), 1012);
  mkdirSync(join(folder, 'content/not-a-pack'));
  const library = open();
  expect(newest(library)).toBe('v1012');
  expect(take(library, 1013)).toEqual({ ok: true, value: null });
  expect(newest(library)).toBe('v1013');
});

test('an app that brings the same version or a newer one shows its own', () => {
  take(open(), 1012);
  for (const [version, shown] of [
    [1011, 'v1012'],
    [1012, assembled.catalogue.version],
    [1013, assembled.catalogue.version],
  ] as const) {
    const updated = temporaryFolder();
    mkdirSync(join(updated, 'content'));
    const header = { 'fairdesk-pack': 1, id: 'fairdesk', version, kind: 'content' };
    writeFileSync(join(updated, 'content/pack.json'), JSON.stringify(header));
    expect(newest(open({ resources: updated }))).toBe(shown);
  }
  expect(logged).toEqual([]);
});

test('a pack that lacks what a newer app needs gives way at its start, and the log says what is missing', () => {
  take(open(), 1012);
  const english = assembled.byTag.get('en');
  if (english === undefined) throw new Error('no English');
  const grown = { ...english, ui: { ...english.ui, 'home.brand-new': 'New' } };
  const library = open({ assembled: { ...assembled, byTag: new Map([...assembled.byTag, ['en', grown]]) } });
  expect(newest(library)).toBe(assembled.catalogue.version);
  expect(logged).toEqual([
    {
      event: 'content-fallback',
      id: 'fairdesk',
      version: 1012,
      reason: 'content',
      detail: 'locales/en.json: home.brand-new is missing',
      used: null,
    },
  ]);
});
