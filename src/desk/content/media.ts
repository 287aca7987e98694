/** Recordings and videos of the packs in use: each read from its pack's file when it is asked for, and not held. */
import { open } from 'node:fs/promises';
import { MEDIA_MAX_BYTES, findMedia, mediaTypeOf } from '../../packs/media.ts';
import { unpackPlaced, type PlacedEntry } from '../../packs/zip.ts';
import type { CallName } from '../../shared/bridge.ts';
import type { MediaFile, MediaIndex, mediaCallSchemas } from '../../shared/content/media.ts';
import { err, ok } from '../../shared/result.ts';
import type { Handlers } from '../feedback/handlers.ts';

/** One pack: its file, and where the entries stand in it. */
export interface MediaSource {
  readonly file: string;
  readonly media: ReadonlyMap<string, PlacedEntry>;
}

export interface MediaRoom {
  /** Takes the place of what there was. Where two packs have the same, the earlier is asked. */
  use(sources: readonly MediaSource[]): MediaIndex;
  readonly handlers: Pick<Handlers, CallName & keyof typeof mediaCallSchemas>;
}

const UNKNOWN = err({ type: 'unknown' } as const);

export function openMediaRoom(): MediaRoom {
  let places = new Map<string, { readonly file: string; readonly entry: PlacedEntry }>();
  let found = findMedia([]);

  async function read(path: string): Promise<MediaFile | null> {
    const place = places.get(path);
    const mediaType = mediaTypeOf(path);
    if (place === undefined || mediaType === null) return null;
    const bytes = await readPlaced(place.file, place.entry);
    return bytes === null ? null : { mediaType, base64: Buffer.from(bytes).toString('base64') };
  }

  return {
    use(sources) {
      places = new Map();
      for (const { file, media } of sources.toReversed()) {
        for (const [path, entry] of media) if (entry.size <= MEDIA_MAX_BYTES) places.set(path, { file, entry });
      }
      found = findMedia([...places.keys()]);
      return found.index;
    },
    handlers: {
      async 'media.recording'({ locale, text }) {
        const path = found.recording(locale, text);
        const file = path === null ? null : await read(path);
        return file === null ? UNKNOWN : ok(file);
      },
      async 'media.sign'({ unit }) {
        const paths = found.sign(unit);
        if (paths === null) return UNKNOWN;
        const [video, captions] = await Promise.all([read(paths.video), read(paths.captions)]);
        return video === null || captions === null ? UNKNOWN : ok({ video, captions });
      },
    },
  };
}

/** @returns null where the file is gone or damaged: the pack was good when it was installed */
async function readPlaced(file: string, entry: PlacedEntry): Promise<Uint8Array | null> {
  try {
    await using handle = await open(file, 'r');
    const packed = Buffer.alloc(entry.packed);
    const { bytesRead } = await handle.read(packed, 0, entry.packed, entry.from);
    return bytesRead === entry.packed ? unpackPlaced(packed, entry) : null;
  } catch {
    return null;
  }
}
