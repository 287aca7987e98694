/** Whatever bytes come as a pack: an answer, in bounded memory, and nothing of it in a prototype. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { contentFolder } from '../../../src/packs/folder.ts';
import { judgePack } from '../../../src/packs/judge.ts';
import { packHeaderSchema, readPack, type Pack } from '../../../src/packs/pack.ts';
import { writePack } from '../../../src/packs/write.ts';
import { assemble } from '../../../src/shared/content/assemble.ts';
import { anyJson, broken, FULL, pollution, runs, valid } from './generate.ts';

const RUNS = runs(2_000);
/** Each of these puts twelve languages together. */
const WHOLE_RUNS = FULL ? 100_000 : 200;
const TIMEOUT = { timeout: FULL ? 3_600_000 : 60_000 };

const shipped = contentFolder(join(import.meta.dirname, '../../../resources'));
const assembled = assemble(shipped);
if (!assembled.ok) throw new Error(assembled.error.detail);
const needed = assembled.value.byTag.get('en')?.ui ?? {};

const HEADER = { 'fairdesk-pack': 1, id: 'fairdesk', version: 7, kind: 'content' } as const;
const small = Buffer.from(
  writePack(HEADER, { paths: ['content/a.json', 'locales/b.json'], read: (path) => strToU8(path.repeat(9)) }),
);

/** @returns whether it was taken; what is taken keeps its word */
function answered(bytes: Uint8Array): boolean {
  const read = readPack(bytes);
  if (!read.ok) {
    expect([read.error.type, typeof read.error.detail]).toEqual(['pack', 'string']);
    return false;
  }
  const { header, files } = read.value;
  expect(packHeaderSchema.safeParse(header).success).toBe(true);
  expect(new Set(files.paths).size).toBe(files.paths.length);
  for (const path of files.paths) {
    expect(path).toMatch(/^[a-z0-9][a-z0-9._/-]*$/);
    expect(path.split('/')).not.toContain('..');
    expect(files.read(path)).toBeInstanceOf(Uint8Array);
  }
  judged(read.value);
  return true;
}

function judged(pack: Pack): boolean {
  const judgement = judgePack(pack, needed);
  if (!judgement.ok) expect([judgement.error.type, typeof judgement.error.detail]).toEqual(['file', 'string']);
  return judgement.ok;
}

const bytes = fc.uint8Array({ maxLength: 400 });
/** A zip with bytes of it made others: in sizes, offsets, names and modes more often than anywhere. */
const bent = fc
  .array(
    fc.tuple(
      fc.oneof(fc.nat(small.length - 1), fc.integer({ min: small.length - 250, max: small.length - 1 })),
      fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x50, 0xff)),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((edits) => {
    const copy = Buffer.from(small);
    for (const [at, byte] of edits) copy[at] = byte;
    return copy;
  });
const cut = fc.tuple(fc.nat(small.length), bytes).map(([at, more]) => Buffer.concat([small.subarray(0, at), more]));
const names = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((name) => name !== '__proto__'),
  fc.constantFrom(
    'zzproto__',
    'content/__proto__',
    'constructor',
    '../a',
    '/a',
    'a//b',
    'pack.json',
    'content/catalogue.json',
    'a'.repeat(300),
  ),
);
const anyZip = fc
  .array(fc.tuple(names, bytes, fc.nat(0xffff), fc.constantFrom(0, 6, 9)), { maxLength: 5 })
  .map((entries) => {
    const files: Zippable = Object.create(null) as Zippable;
    for (const [name, content, mode, level] of entries) {
      files[name] = [content, { level: level as 0, os: 3, attrs: mode * 0x10000 }];
    }
    // fflate writes no entry of the name this becomes.
    return Buffer.from(Buffer.from(zipSync(files)).toString('latin1').replaceAll('zzproto__', '__proto__'), 'latin1');
  });
const header = valid(packHeaderSchema);
const documents = fc
  .oneof(header, broken(header), broken(fc.constant({ ...HEADER, id: 'news', kind: 'news', news: [] })), anyJson)
  .map((value) => strToU8(JSON.stringify(value) ?? ''));

describe('packs', () => {
  test.each<[string, fc.Arbitrary<Uint8Array>]>([
    ['of any bytes', bytes],
    ['whose bytes were changed', bent],
    ['that were cut and go on otherwise', cut],
    ['of any entries', anyZip],
    ['of one document', documents],
  ])(`%s: ${RUNS}, each answered`, TIMEOUT, (_, inputs) => {
    fc.assert(
      fc.property(inputs, (input) => void answered(input)),
      { numRuns: RUNS },
    );
    expect(pollution()).toEqual([]);
  });

  test(`with one place of their content made otherwise: ${WHOLE_RUNS}, each judged`, TIMEOUT, () => {
    const read = (path: string) => Buffer.from(shipped.read(path) ?? []).toString();
    const files = ['content/catalogue.json', 'content/text/en.json', 'locales/en.json', 'content/text/ar.json'];
    const edited = fc.oneof(
      ...files.map((path) =>
        broken(fc.constant(JSON.parse(read(path)) as unknown)).map((value) => ({ path, text: JSON.stringify(value) })),
      ),
      fc.record({ path: fc.constantFrom(...files), text: anyJson.map((value) => JSON.stringify(value) ?? '') }),
    );
    const pack: Pack = { header: HEADER, files: shipped };
    expect(judged(pack)).toBe(true);
    fc.assert(
      fc.property(edited, ({ path, text }) => {
        const changed = strToU8(text);
        judged({ ...pack, files: { ...shipped, read: (each) => (each === path ? changed : shipped.read(each)) } });
      }),
      { numRuns: WHOLE_RUNS },
    );
    expect(pollution()).toEqual([]);
  });
});
