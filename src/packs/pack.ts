/**
 * A pack: content that travels. One JSON document, or a zip whose entries are files by path, with a
 * header in `pack.json` (wire contract, "Configuration and manifest"). Whoever reads one has checked
 * its hash before; still, nothing in it is believed. Writing one is `write.ts`: devices only read.
 */
import { z } from 'zod';
import { err, ok, type Result } from '../shared/result.ts';
import type { ContentFiles } from '../shared/content/files.ts';
import { isMedia } from './media.ts';
import { placeZip, readZip, type PlacedEntry } from './zip.ts';

/** Wire contract: unpacked, and in entries. */
export const PACK_MAX_BYTES = 64 * 1024 * 1024;
export const PACK_MAX_ENTRIES = 2000;
export const ENTRY = /^[a-z0-9][a-z0-9._/-]*$/;
export const HEADER = 'pack.json';

export const packIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/);

/**
 * What a pack brings. `content`: languages, rights, surveys, all of it; there is one, `fairdesk`.
 * `news`: notices and newsletters, which change more often. `media`: recordings and videos.
 */
export const packHeaderSchema = z.object({
  'fairdesk-pack': z.literal(1),
  id: packIdSchema,
  version: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  kind: z.enum(['content', 'news', 'media']),
});
export type PackHeader = z.infer<typeof packHeaderSchema>;

const LIMITS = { entries: PACK_MAX_ENTRIES, bytes: PACK_MAX_BYTES, name: ENTRY };

export interface Pack {
  readonly header: PackHeader;
  /** Of a zip, every entry but the header; a JSON document is one file, `pack.json`. */
  readonly files: ContentFiles;
}

export type PackFault = { readonly type: 'pack'; readonly detail: string };

/** Reads the bytes of a pack. Any bytes at all are answered with a value. */
export function readPack(bytes: Uint8Array): Result<Pack, PackFault> {
  if (bytes.length > PACK_MAX_BYTES) return bad('is larger than 64 MiB');
  const unpacked = bytes[0] === 0x7b ? ok(new Map([[HEADER, bytes]])) : readZip(bytes, LIMITS);
  if (!unpacked.ok) return bad(unpacked.error.detail);
  const files = unpacked.value;
  const header = headerOf(files.get(HEADER));
  if (header === null) return bad(`${HEADER} is missing or wrong`);
  return ok({ header, files: { paths: [...files.keys()].toSorted(), read: (path) => files.get(path) ?? null } });
}

/** Where the media of a pack that was read stand in its bytes: they are unpacked one by one, when they are asked for. */
export function placeMedia(bytes: Uint8Array): ReadonlyMap<string, PlacedEntry> {
  if (bytes[0] === 0x7b) return new Map();
  return new Map([...placeZip(bytes, LIMITS)].filter(([path]) => isMedia(path)));
}

function headerOf(bytes: Uint8Array | undefined): PackHeader | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return packHeaderSchema.safeParse(value).data ?? null;
  } catch {
    return null;
  }
}

function bad(detail: string): Result<never, PackFault> {
  return err({ type: 'pack', detail });
}
