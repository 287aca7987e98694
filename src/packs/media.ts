/** What a pack may bring to be heard and seen: files under `media/`, of kinds every host can show and none of which runs. */

import { createHash } from 'node:crypto';
import { NO_MEDIA, type MediaIndex } from '../shared/content/media.ts';

/** By the end of the name. No SVG: it can hold scripts. */
export const mediaTypes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  vtt: 'text/vtt',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
};

const MEDIA = /^media\/.+\.([a-z0-9]+)$/;

/** Whether a path is one of a recording, a video, its captions or a picture. */
export function isMedia(path: string): boolean {
  return mediaTypeOf(path) !== null;
}

/** Its media type; null where the path is none of these. */
export function mediaTypeOf(path: string): string | null {
  const end = MEDIA.exec(path.toLowerCase())?.[1];
  return end !== undefined && Object.hasOwn(mediaTypes, end) ? (mediaTypes[end] ?? null) : null;
}

/** Larger ones would hold up a face while they cross to it: bytes. */
export const MEDIA_MAX_BYTES = 24 * 1024 * 1024;

/**
 * The name under which a sentence is recorded: the first 128 bits, hex, of the SHA-256 of its words in NFC,
 * with every run of white space one blank and without the stop at its end. So a heading is found
 * whether it is read alone or before what follows it.
 */
export function recordingKey(text: string): string {
  const words = text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.。]$/u, '')
    .trim();
  return createHash('sha256').update(words).digest('hex').slice(0, 32);
}

const RECORDING = /^media\/audio\/([a-z0-9-]{2,35})\/([0-9a-f]{32})\.(?:mp3|m4a|ogg|opus|wav)$/;
const SIGN = /^media\/ase\/([a-z0-9][a-z0-9._-]*)\.(webm|mp4)$/;

export interface FoundMedia {
  readonly index: MediaIndex;
  /** @returns the path of a recording of these words, or null */
  recording(locale: string, text: string): string | null;
  /** @returns the paths of a unit's video and captions, or null */
  sign(unit: string): { readonly video: string; readonly captions: string } | null;
}

/** What of a pack's paths is a recording or a signed text; a video without captions is none. */
export function findMedia(paths: readonly string[]): FoundMedia {
  if (paths.length === 0) return NOTHING;
  const all = new Set(paths);
  const recordings = new Map<string, string>();
  const languages = new Set<string>();
  const signed = new Map<string, { video: string; captions: string }>();
  for (const path of paths) {
    const [, language, key] = RECORDING.exec(path) ?? [];
    if (language !== undefined && key !== undefined) {
      languages.add(language);
      recordings.set(`${language} ${key}`, path);
    }
    const unit = SIGN.exec(path)?.[1];
    const captions = `media/ase/${unit}.vtt`;
    if (unit !== undefined && all.has(captions)) signed.set(unit, { video: path, captions });
  }
  return {
    index: { audio: [...languages].toSorted(), sign: [...signed.keys()].toSorted() },
    recording: (locale, text) => recordings.get(`${locale.toLowerCase()} ${recordingKey(text)}`) ?? null,
    sign: (unit) => signed.get(unit) ?? null,
  };
}

const NOTHING: FoundMedia = { index: NO_MEDIA, recording: () => null, sign: () => null };

/** A video that nobody could read along with, by its path; null where every one has its captions. */
export function uncaptioned(paths: readonly string[]): string | null {
  return paths.find((path) => SIGN.test(path) && !paths.includes(path.replace(/[^.]+$/, 'vtt'))) ?? null;
}
