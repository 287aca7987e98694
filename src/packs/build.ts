/**
 * Builds packs from plain files: read, judged, written. What is built is read again before it is given
 * away, so that no pack leaves here that would be refused where it arrives.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { uiWordsSchema, type UiWords } from '../shared/content/content.ts';
import type { ContentFault, ContentFiles } from '../shared/content/files.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { contentFolder, FOLDER_HEADER, mediaFolder } from './folder.ts';
import { CONTENT_PACK, judgePack, NEWS_PACK } from './judge.ts';
import { ENTRY, packHeaderSchema, readPack, type PackHeader } from './pack.ts';
import { writeDocument, writePack } from './write.ts';

export interface BuiltPack {
  readonly header: PackHeader;
  readonly bytes: Uint8Array;
  /** Hex, of the bytes. */
  readonly sha256: string;
}

export type BuildFault = ContentFault;

/**
 * The pack `fairdesk` of a `resources` folder.
 *
 * @param version in the place of the one in `content/pack.json`
 * @param needed the English words of the app that is to show it
 */
export function buildContent(
  resources: string,
  version: number | null,
  needed: UiWords,
): Result<BuiltPack, BuildFault> {
  const header = version === null ? contentHeader(resources) : headerOf(CONTENT_PACK, version, 'content');
  if (!header.ok) return header;
  return zipped(header.value, contentFolder(resources), needed);
}

/** What `content/pack.json` of a `resources` folder says. */
export function contentHeader(resources: string): Result<PackHeader, BuildFault> {
  const said = jsonAt(join(resources, FOLDER_HEADER));
  const header = packHeaderSchema.safeParse(said);
  return header.success ? ok(header.data) : fault(FOLDER_HEADER, 'is missing or wrong: say --version');
}

/** A pack of kind `news`: one JSON document. @param version in the place of the one in the document */
export function buildNews(file: string, version: number | null, needed: UiWords): Result<BuiltPack, BuildFault> {
  const said = z.record(z.string(), z.unknown()).safeParse(jsonAt(file));
  if (!said.success) return fault(file, 'cannot be read as a JSON object');
  const own = z.number().safeParse(said.data['version']).data;
  const header = headerOf(NEWS_PACK, version ?? own ?? null, 'news');
  if (!header.ok) return header;
  const built = checked(header.value, writeDocument(header.value, said.data), needed);
  return built.ok ? built : fault(file, built.error.detail);
}

/** A pack of kind `media`: recordings, videos, captions and pictures of a folder. */
export function buildMedia(folder: string, id: string, version: number | null): Result<BuiltPack, BuildFault> {
  const header = headerOf(id, version, 'media');
  if (!header.ok) return header;
  if (!existsSync(folder)) return fault(folder, 'is not there');
  return zipped(header.value, mediaFolder(folder), {});
}

/** The English words of a `resources` folder. @throws Error where they cannot be read: of the app's own, they can */
export function englishOf(resources: string): UiWords {
  return uiWordsSchema.parse(JSON.parse(readFileSync(join(resources, 'locales/en.json'), 'utf8')));
}

/** SHA-256 over paths and bytes of files, as no packing changes it. */
export function digestOf(files: ContentFiles): Buffer {
  const all = createHash('sha256');
  for (const path of files.paths.toSorted()) {
    const bytes = files.read(path);
    if (path === 'pack.json' || bytes === null) continue;
    all.update(`${path}\n${createHash('sha256').update(bytes).digest('hex')}\n`);
  }
  return all.digest();
}

function zipped(header: PackHeader, files: ContentFiles, needed: UiWords): Result<BuiltPack, BuildFault> {
  const named = files.paths.find((path) => !ENTRY.test(path));
  if (named !== undefined) {
    return fault(named, 'has a name that no pack takes: lower case a to z, digits, dots, hyphens and underscores');
  }
  return checked(header, writePack(header, files), needed);
}

function checked(header: PackHeader, bytes: Uint8Array, needed: UiWords): Result<BuiltPack, BuildFault> {
  const read = readPack(bytes);
  if (!read.ok) return fault('the pack', read.error.detail);
  const judged = judgePack(read.value, needed);
  if (!judged.ok) return judged;
  return ok({ header, bytes, sha256: createHash('sha256').update(bytes).digest('hex') });
}

function headerOf(id: string, version: number | null, kind: PackHeader['kind']): Result<PackHeader, BuildFault> {
  if (version === null) return fault('the pack', 'has no version: say --version');
  const header = packHeaderSchema.safeParse({ 'fairdesk-pack': 1, id, version, kind });
  if (header.success) return ok(header.data);
  return fault('the pack', `${header.error.issues[0]?.path.join('.') ?? 'its header'} is wrong`);
}

function jsonAt(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function fault(file: string, detail: string): Result<never, BuildFault> {
  return err({ type: 'file', file, detail });
}
