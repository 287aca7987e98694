/** Opens a pack that this device uses: checked against what was said of it, then read and judged whole. */
import { createHash } from 'node:crypto';
import { judgePack } from '../../packs/judge.ts';
import { placeMedia, readPack, type Pack, type PackHeader } from '../../packs/pack.ts';
import type { PlacedEntry } from '../../packs/zip.ts';
import { assembleWhole, type Assembled } from '../../shared/content/assemble.ts';
import type { UiWords } from '../../shared/content/content.ts';
import { newsSchema, type News } from '../../shared/content/news.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** The packs a device of this version shows, by id, beside those of media. Others are not fetched. */
export const USED_PACKS = { fairdesk: 'content', news: 'news' } as const satisfies Record<string, PackHeader['kind']>;
export type MediaPack = `media-${string}`;
export type UsedPack = keyof typeof USED_PACKS | MediaPack;

export function isMediaPack(id: string): id is MediaPack {
  return id.startsWith('media-');
}

export function isUsed(id: string): id is UsedPack {
  return Object.hasOwn(USED_PACKS, id) || isMediaPack(id);
}

function kindOf(id: UsedPack): PackHeader['kind'] {
  return isMediaPack(id) ? 'media' : USED_PACKS[id];
}

/** What is said of a pack elsewhere: in a manifest, or when it was installed. */
export interface Listed {
  readonly version: number;
  /** Of its bytes, hex. */
  readonly sha256: string;
}

export interface PackRefusal {
  readonly type:
    /** Other bytes than were announced. */
    | 'hash'
    /** No pack that can be read. */
    | 'pack'
    /** Another pack, version or kind than was announced. */
    | 'header'
    /** Not all of it is as the app needs it. */
    | 'content';
  /** Names a file and a key of the pack. */
  readonly detail: string;
}

export interface Opened {
  /** What the pack `fairdesk` brings. */
  readonly assembled?: Assembled;
  /** What the pack `news` brings. */
  readonly news?: News;
  /** Recordings and videos: where they stand in the pack's file. */
  readonly media: ReadonlyMap<string, PlacedEntry>;
}

/** @param needed the app's own English words: a pack must have every key of them */
export function openPack(
  id: UsedPack,
  listed: Listed,
  bytes: Uint8Array,
  needed: UiWords,
): Result<Opened, PackRefusal> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== listed.sha256) return err({ type: 'hash', detail: sha256 });
  const read = readPack(bytes);
  if (!read.ok) return err({ type: 'pack', detail: read.error.detail });
  const pack = read.value;
  const { header } = pack;
  if (header.id !== id || header.version !== listed.version || header.kind !== kindOf(id)) {
    return err({ type: 'header', detail: `${header.kind} ${header.id} ${header.version}` });
  }
  const judged = judgePack(pack, needed);
  if (!judged.ok) return err({ type: 'content', detail: `${judged.error.file}: ${judged.error.detail}` });
  const contents = contentsOf(id, pack, needed);
  return contents.ok ? ok({ ...contents.value, media: placeMedia(bytes) }) : contents;
}

function contentsOf(id: UsedPack, { files }: Pack, needed: UiWords): Result<Omit<Opened, 'media'>, PackRefusal> {
  if (isMediaPack(id)) return ok({});
  if (id === 'fairdesk') {
    const whole = assembleWhole(files, needed);
    if (whole.ok) return ok({ assembled: whole.value });
    return err({ type: 'content', detail: `${whole.error.file}: ${whole.error.detail}` });
  }
  const news = newsSchema.safeParse(jsonOf(files.read('pack.json')));
  if (news.success) return ok({ news: news.data });
  const issue = news.error.issues[0];
  return err({ type: 'content', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is wrong'}` });
}

function jsonOf(bytes: Uint8Array | null): unknown {
  try {
    return bytes === null ? null : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
