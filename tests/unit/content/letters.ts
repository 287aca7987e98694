/** Which characters the bundled fonts can draw, read from the font files themselves. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { styleOf } from '../../../src/renderer/i18n/scripts.ts';

const packages = resolve(import.meta.dirname, '../../../node_modules/@fontsource-variable');

/** The families a style of script is set in, first choice first. Noto Sans holds Latin, Greek and Cyrillic. */
const families: Readonly<Record<string, readonly string[]>> = {
  Arab: ['noto-sans-arabic', 'noto-sans'],
  Aran: ['noto-nastaliq-urdu', 'noto-sans'],
  Beng: ['noto-sans-bengali', 'noto-sans'],
  Deva: ['noto-sans-devanagari', 'noto-sans'],
  Ethi: ['noto-sans-ethiopic', 'noto-sans'],
  Geor: ['noto-sans-georgian', 'noto-sans'],
  Guru: ['noto-sans-gurmukhi', 'noto-sans'],
  Hans: ['noto-sans-sc', 'noto-sans'],
  Hant: ['noto-sans-tc', 'noto-sans'],
  Hebr: ['noto-sans-hebrew', 'noto-sans'],
  Jpan: ['noto-sans-sc', 'noto-sans'],
  Kore: ['noto-sans-kr', 'noto-sans'],
  Tibt: ['noto-serif-tibetan', 'noto-sans'],
};

interface Face {
  readonly file: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** The `@font-face` rules of a package's style sheet: a browser loads a file only for characters in its range. */
function facesOf(name: string): readonly Face[] {
  const css = readFileSync(join(packages, name, 'wght.css'), 'utf8');
  return [...css.matchAll(/url\(\.\/(files\/[^)]+)\)[^}]*unicode-range:\s*([^;]+);/g)].map(
    ([, file = '', ranges = '']) => ({
      file: join(packages, name, file),
      ranges: ranges.split(',').map((range) => {
        const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
        return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
      }),
    }),
  );
}

/** WOFF2 (W3C Recommendation), section 4.1: a number in base 128, high bit set on all bytes but the last. */
function base128(bytes: Buffer, at: number): { value: number; next: number } {
  let value = 0;
  let next = at;
  for (;;) {
    const byte = bytes.readUInt8(next);
    next += 1;
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) return { value, next };
  }
}

const CMAP = 0;
const GLYF = 10;
const LOCA = 11;
const OTHER_TAG = 63;

/** The `cmap` table of a WOFF2 file: never transformed, but it stands among tables that are. */
function cmapOf(file: string): Buffer {
  const bytes = readFileSync(file);
  const tables = bytes.readUInt16BE(12);
  let at = 48;
  let offset = 0;
  let found: readonly [number, number] | null = null;
  for (let n = 0; n < tables; n += 1) {
    const flags = bytes.readUInt8(at);
    at += 1;
    const tag = flags & 0x3f;
    if (tag === OTHER_TAG) at += 4;
    const original = base128(bytes, at);
    at = original.next;
    let length = original.value;
    const version = flags >> 6;
    const transformed = tag === GLYF || tag === LOCA ? version !== 3 : version !== 0;
    if (transformed) {
      const changed = base128(bytes, at);
      at = changed.next;
      length = changed.value;
    }
    if (tag === CMAP) found = [offset, offset + length];
    offset += length;
  }
  if (found === null) throw new Error(`${file} has no cmap`);
  return brotliDecompressSync(bytes.subarray(at, at + bytes.readUInt32BE(20))).subarray(...found);
}

/** OpenType, "cmap": the code points of the format 4 and format 12 subtables. */
function codePointsOf(cmap: Buffer): ReadonlySet<number> {
  const points = new Set<number>();
  for (let n = 0; n < cmap.readUInt16BE(2); n += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + n * 8 + 4));
    const format = table.readUInt16BE(0);
    if (format === 12) {
      for (let group = 0; group < table.readUInt32BE(12); group += 1) {
        const at = 16 + group * 12;
        for (let point = table.readUInt32BE(at); point <= table.readUInt32BE(at + 4); point += 1) points.add(point);
      }
    }
    if (format === 4) {
      const segments = table.readUInt16BE(6) / 2;
      for (let segment = 0; segment < segments; segment += 1) {
        const last = table.readUInt16BE(14 + segment * 2);
        const first = table.readUInt16BE(16 + (segments + segment) * 2);
        if (first === 0xffff) continue;
        for (let point = first; point <= last; point += 1) {
          if (format4Glyph(table, segments, segment, point) !== 0) points.add(point);
        }
      }
    }
  }
  return points;
}

function format4Glyph(table: Buffer, segments: number, segment: number, point: number): number {
  const first = table.readUInt16BE(16 + (segments + segment) * 2);
  const delta = table.readInt16BE(16 + (2 * segments + segment) * 2);
  const rangeAt = 16 + (3 * segments + segment) * 2;
  const range = table.readUInt16BE(rangeAt);
  if (range === 0) return (point + delta) & 0xffff;
  const glyph = table.readUInt16BE(rangeAt + range + (point - first) * 2);
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
}

const read = new Map<string, ReadonlySet<number>>();
function pointsIn(file: string): ReadonlySet<number> {
  const known = read.get(file) ?? codePointsOf(cmapOf(file));
  read.set(file, known);
  return known;
}

/** What is never drawn: marks for direction and joining, variation selectors. */
const undrawn = /\p{Default_Ignorable_Code_Point}/u;

/** @returns a test of whether a character is drawn by the fonts that a page in `tag` loads */
export function drawnIn(tag: string): (character: string) => boolean {
  const faces = (families[styleOf(tag)] ?? ['noto-sans']).flatMap(facesOf);
  return (character) => {
    if (undrawn.test(character)) return true;
    const point = character.codePointAt(0) ?? 0;
    return faces.some(
      ({ file, ranges }) => ranges.some(([from, to]) => from <= point && point <= to) && pointsIn(file).has(point),
    );
  };
}
