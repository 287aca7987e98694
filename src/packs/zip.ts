/**
 * Reads a zip that nobody vouches for. The directory at its end is read here, strictly, because no kept
 * library tells what must be refused: links, encryption, entries that lie over one another, a stream that
 * is longer than its entry says (fflate cuts it without a word), bytes that are not those of the checksum.
 * Unpacking itself is zlib's, which stops at the size an entry says.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { err, ok, type Result } from '../shared/result.ts';

export interface ZipLimits {
  readonly entries: number;
  /** All entries together, unpacked. */
  readonly bytes: number;
  /** What a name may look like. */
  readonly name: RegExp;
}

export type ZipFault = { readonly type: 'zip'; readonly detail: string };

// APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16, 4.4.
const END = { signature: 0x06054b50, size: 22 };
const DIRECTORY = { signature: 0x02014b50, size: 46 };
const LOCAL = { signature: 0x04034b50, size: 30 };
const ZIP64_LOCATOR = { signature: 0x07064b50, size: 20 };
const ENCRYPTED = 0x2041;
const [STORED, DEFLATED] = [0, 8];
const UNIX = 3;
const [KIND_OF_FILE, REGULAR_FILE] = [0o170000, 0o100000];

/** Where an entry stands in its file, for whoever reads it alone. */
export interface PlacedEntry {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Of its packed bytes, from the beginning of the file. */
  readonly from: number;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

class Refusal extends Error {}

/** Every entry by its name. Never more memory than the limits and the bytes themselves; any bytes are answered with a value. */
export function readZip(bytes: Uint8Array, limits: ZipLimits): Result<Map<string, Uint8Array>, ZipFault> {
  try {
    const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries = readDirectory(zip, limits);
    return ok(new Map(entries.map((entry) => [entry.name, unpack(zip, entry)])));
  } catch (error) {
    // Reading past the end throws a RangeError; zlib names what it cannot unpack.
    return err({ type: 'zip', detail: error instanceof Refusal ? error.message : 'is neither JSON nor a whole zip' });
  }
}

/** Where everything stands in a zip that `readZip` has found good, without unpacking it. */
export function placeZip(bytes: Uint8Array, limits: ZipLimits): ReadonlyMap<string, PlacedEntry> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Map(
    readDirectory(zip, limits).map((entry) => {
      const { name, method, crc, packed, size } = entry;
      return [name, { method, crc, packed, size, from: dataAt(zip, entry) }];
    }),
  );
}

/** @returns null where the bytes are not those of the entry any more */
export function unpackPlaced(packed: Buffer, entry: PlacedEntry): Uint8Array | null {
  try {
    return unpacked(packed, { ...entry, name: 'the entry' });
  } catch {
    return null;
  }
}

function refuse(detail: string): never {
  throw new Refusal(detail);
}

function readDirectory(zip: Buffer, limits: ZipLimits): Entry[] {
  // A comment could hold the end of another zip: there is none.
  const end = zip.length - END.size;
  if (end < 0 || zip.readUInt32LE(end) !== END.signature) refuse('is neither JSON nor a zip');
  if (zip.readUInt16LE(end + 20) !== 0) refuse('has a comment');
  const count = zip.readUInt16LE(end + 10);
  const [size, start] = [zip.readUInt32LE(end + 12), zip.readUInt32LE(end + 16)];
  const locator = end - ZIP64_LOCATOR.size;
  if (locator >= 0 && zip.readUInt32LE(locator) === ZIP64_LOCATOR.signature) refuse('is a zip64');
  if (zip.readUInt32LE(end + 4) !== 0 || zip.readUInt16LE(end + 8) !== count) refuse('is in parts');
  if (start + size !== end) refuse('does not end with its directory');
  if (count > limits.entries) refuse(`holds more than ${limits.entries} entries`);

  const entries: Entry[] = [];
  const names = new Set<string>();
  let [at, total] = [start, 0];
  for (let n = 0; n < count; n++) {
    const entry = readEntry(zip, at, limits);
    if (names.has(entry.name)) refuse(`holds ${entry.name} twice`);
    names.add(entry.name);
    total += entry.size;
    if (total > limits.bytes) refuse(`unpacks to more than ${limits.bytes} bytes`);
    entries.push(entry);
    at += lengthOf(zip, at);
  }
  if (at !== end) refuse('does not end with its directory');
  refuseOverlaps(zip, entries, start);
  return entries;
}

function lengthOf(zip: Buffer, at: number): number {
  return DIRECTORY.size + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
}

function readEntry(zip: Buffer, at: number, { name: pattern }: ZipLimits): Entry {
  if (zip.readUInt32LE(at) !== DIRECTORY.signature) refuse('does not end with its directory');
  const nameEnd = at + DIRECTORY.size + zip.readUInt16LE(at + 28);
  const name = zip.toString('latin1', at + DIRECTORY.size, nameEnd);
  if (!pattern.test(name) || name.split('/').some((step) => step === '' || step === '.' || step === '..')) {
    refuse('holds an entry with a bad name');
  }
  if ((zip.readUInt16LE(at + 8) & ENCRYPTED) !== 0) refuse(`holds ${name} encrypted`);
  const method = zip.readUInt16LE(at + 10);
  if (method !== STORED && method !== DEFLATED) refuse(`holds ${name} packed in a way that is not known`);
  const mode = zip[at + 5] === UNIX ? zip.readUInt16LE(at + 40) : 0;
  if ((mode & KIND_OF_FILE) !== 0 && (mode & KIND_OF_FILE) !== REGULAR_FILE) refuse(`holds ${name}, which is no file`);
  const entry = {
    name,
    method,
    crc: zip.readUInt32LE(at + 16),
    packed: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    at: zip.readUInt32LE(at + 42),
  };
  if (method === STORED && entry.packed !== entry.size) refuse(`holds ${name} with a size that is not true`);
  return entry;
}

/** One stream that many entries unpack is how a small zip becomes a large one. */
function refuseOverlaps(zip: Buffer, entries: readonly Entry[], directory: number): void {
  let free = 0;
  for (const entry of entries.toSorted((a, b) => a.at - b.at)) {
    if (zip.readUInt32LE(entry.at) !== LOCAL.signature) refuse(`has no ${entry.name} where it says`);
    if (entry.at < free) refuse('holds entries that lie over one another');
    free = dataAt(zip, entry) + entry.packed;
  }
  if (free > directory) refuse('holds entries that lie over one another');
}

function dataAt(zip: Buffer, { at }: Entry): number {
  return at + LOCAL.size + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
}

function unpack(zip: Buffer, entry: Entry): Uint8Array {
  const from = dataAt(zip, entry);
  return unpacked(zip.subarray(from, from + entry.packed), entry);
}

function unpacked(packed: Buffer, entry: Pick<Entry, 'name' | 'method' | 'size' | 'crc'>): Uint8Array {
  // zlib takes no limit of 0.
  const bytes = entry.method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
  if (bytes.length !== entry.size) refuse(`holds ${entry.name} with a size that is not true`);
  if (crc32(bytes) !== entry.crc) refuse(`holds ${entry.name} with other bytes than its checksum's`);
  return bytes;
}
