/** Packs that are not what they say, each refused whole with a reason. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import { PACK_MAX_BYTES, PACK_MAX_ENTRIES, readPack } from '../../../src/packs/pack.ts';

const HEADER = strToU8('{"fairdesk-pack":1,"id":"fairdesk","version":7,"kind":"content"}');

function zip(files: Zippable, options: Parameters<typeof zipSync>[1] = {}): Buffer {
  return Buffer.from(zipSync({ 'pack.json': HEADER, ...files }, { os: 0, ...options }));
}

/** Where the directory's record of the last entry begins. */
function lastRecord(bytes: Buffer): number {
  return bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
}
const end = (bytes: Buffer) => bytes.length - 22;

function refusal(bytes: Uint8Array): string {
  const read = readPack(bytes);
  if (read.ok) throw new Error('was taken');
  return read.error.detail;
}

/** A good pack of two files, with its bytes changed. */
function changed(change: (bytes: Buffer, record: number) => Buffer | void): Buffer {
  const bytes = zip({ 'content/a.json': strToU8('{"a":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}') });
  return change(bytes, lastRecord(bytes)) ?? bytes;
}

test('a pack of files is read as it was written, an empty file too', () => {
  const read = readPack(zip({ 'content/a.json': strToU8('{}'), 'content/b.json': [strToU8(''), { level: 0 }] }));
  if (!read.ok) throw new Error(read.error.detail);
  expect(read.value.header).toEqual({ 'fairdesk-pack': 1, id: 'fairdesk', version: 7, kind: 'content' });
  expect(read.value.files.paths).toEqual(['content/a.json', 'content/b.json', 'pack.json']);
  expect(Buffer.from(read.value.files.read('content/a.json') ?? []).toString()).toBe('{}');
  expect(read.value.files.read('content/b.json')).toHaveLength(0);
});

describe('a pack is refused whose', () => {
  test.each([
    '/etc/passwd',
    '../a.json',
    'content/../../a.json',
    'content//a.json',
    'content/./a.json',
    'content/',
    'Content/a.json',
    'content\\a.json',
    'c:/a.json',
    'a\u0000.json',
    'é.json',
    '.hidden',
  ])('entry is named %j', (name) => {
    expect(refusal(zip({ [name]: strToU8('x') }))).toBe('holds an entry with a bad name');
  });

  test('entry is a link, a folder or a device by its mode', () => {
    for (const mode of [0o120777, 0o040755, 0o020666, 0o010644]) {
      const bytes = zip({ 'content/a.json': [strToU8('pack.json'), { os: 3, attrs: mode * 0x10000 }] });
      expect(refusal(bytes)).toBe('holds content/a.json, which is no file');
    }
    expect(readPack(zip({ 'a.json': [strToU8('{}'), { os: 3, attrs: 0o100644 * 0x10000 }] })).ok).toBe(true);
  });

  test('entries share a name', () => {
    const bytes = zip({ 'a.json': strToU8('1'), 'b.json': strToU8('2') });
    bytes.write('a.json', lastRecord(bytes) + 46, 'latin1');
    expect(refusal(bytes)).toBe('holds a.json twice');
  });

  test('entries lie over one another', () => {
    const bytes = zip({ 'a.json': strToU8('x'.repeat(1000)), 'b.json': strToU8('x'.repeat(1000)) });
    const b = lastRecord(bytes);
    const a = bytes.subarray(0, b).lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.copy(bytes, b + 42, a + 42, a + 46);
    expect(refusal(bytes)).toBe('holds entries that lie over one another');
  });

  test.each<[string, (bytes: Buffer, record: number) => Buffer | void, string]>([
    ['entry is encrypted', (b, at) => void b.writeUInt16LE(1, at + 8), 'holds content/a.json encrypted'],
    [
      'entry is packed by a method of its own',
      (b, at) => void b.writeUInt16LE(14, at + 10),
      'holds content/a.json packed in a way that is not known',
    ],
    [
      'entry unpacks to more than it says',
      (b, at) => void b.writeUInt32LE(5, at + 24),
      'is neither JSON nor a whole zip',
    ],
    [
      'entry unpacks to less than it says',
      (b, at) => void b.writeUInt32LE(5000, at + 24),
      'holds content/a.json with a size that is not true',
    ],
    [
      'entry says that it is larger than a pack may be',
      (b, at) => void b.writeUInt32LE(PACK_MAX_BYTES, at + 24),
      `unpacks to more than ${PACK_MAX_BYTES} bytes`,
    ],
    [
      'entry is not of its checksum',
      (b, at) => void b.writeUInt32LE(1, at + 16),
      "holds content/a.json with other bytes than its checksum's",
    ],
    ['entry is not where it says', (b, at) => void b.writeUInt32LE(7, at + 42), 'has no content/a.json where it says'],
    [
      'entry lies beyond the end',
      (b, at) => void b.writeUInt32LE(0xfffffff0, at + 42),
      'is neither JSON nor a whole zip',
    ],
    ['directory names an entry more', (b) => void (b[end(b) + 10] = 3), 'is in parts'],
    [
      'directory names an entry more, on both counts',
      (b) => void b.writeUInt32LE(0x00030003, end(b) + 8),
      'does not end with its directory',
    ],
    ['directory is elsewhere', (b) => void b.writeUInt32LE(0, end(b) + 16), 'does not end with its directory'],
    ['end is followed by something', (b) => Buffer.concat([b, Buffer.from('x')]), 'is neither JSON nor a zip'],
    [
      'end has a comment, in which another zip could hide',
      (b) => (b.writeUInt16LE(22, end(b) + 20), Buffer.concat([b, b.subarray(end(b))])),
      'has a comment',
    ],
    ['end is cut', (b) => b.subarray(0, -1), 'is neither JSON nor a zip'],
    ['bytes are none', () => Buffer.alloc(0), 'is neither JSON nor a zip'],
  ])('%s', (_, change, detail) => {
    expect(refusal(changed(change))).toBe(detail);
  });

  test('zip is of the kind for sizes beyond 4 GiB', () => {
    const bytes = changed((whole) => {
      const locator = Buffer.alloc(20);
      locator.writeUInt32LE(0x07064b50);
      const at = end(whole);
      whole.writeUInt32LE(whole.readUInt32LE(at + 12) + 20, at + 12);
      return Buffer.concat([whole.subarray(0, at), locator, whole.subarray(at)]);
    });
    expect(refusal(bytes)).toBe('is a zip64');
  });

  test('entries are more than allowed, or more than all of it may unpack to', () => {
    const many = Object.fromEntries(Array.from({ length: PACK_MAX_ENTRIES }, (_, n) => [`a${n}.json`, strToU8('')]));
    expect(refusal(zip(many, { level: 0 }))).toBe(`holds more than ${PACK_MAX_ENTRIES} entries`);
    const half = new Uint8Array(PACK_MAX_BYTES / 2);
    expect(refusal(zip({ 'a.json': half, 'b.json': half }, { level: 1 }))).toBe(
      `unpacks to more than ${PACK_MAX_BYTES} bytes`,
    );
  });

  test.each([
    '{',
    '{}',
    '{"fairdesk-pack":2,"id":"news","version":1,"kind":"news"}',
    '{"fairdesk-pack":1,"id":"News","version":1,"kind":"news"}',
    '{"fairdesk-pack":1,"id":"news","version":0,"kind":"news"}',
    '{"fairdesk-pack":1,"id":"news","version":1.5,"kind":"news"}',
    '{"fairdesk-pack":1,"id":"news","version":1,"kind":"code"}',
    '{"__proto__":{"fairdesk-pack":1,"id":"news","version":1,"kind":"news"}}',
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  ])('header is %.60s', (text) => {
    expect(refusal(strToU8(text))).toBe('pack.json is missing or wrong');
  });

  test('bytes are more than 64 MiB', () => {
    expect(refusal(new Uint8Array(PACK_MAX_BYTES + 1))).toBe('is larger than 64 MiB');
  });
});
