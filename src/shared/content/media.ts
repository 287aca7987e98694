/**
 * Recordings and sign language videos of packs, as a face asks for them. Where they stand in a pack:
 * `media/audio/<language>/<key>.<ending>` is one sentence spoken by a person, under the key of its words
 * (`src/packs/media.ts`); `media/ase/<unit>.webm` or `.mp4` is a text unit in American Sign Language, with
 * its captions beside it, `media/ase/<unit>.vtt`.
 */
import { z } from 'zod';
import type { Result } from '../result.ts';

/** What there is; a face offers nothing else. */
export interface MediaIndex {
  /** Languages of which some sentences are recorded, as the packs name them: lower case. */
  readonly audio: readonly string[];
  /** Units with a video and its captions. */
  readonly sign: readonly string[];
}

export const NO_MEDIA: MediaIndex = { audio: [], sign: [] };

export interface MediaFile {
  readonly mediaType: string;
  readonly base64: string;
}

export const mediaCallSchemas = {
  /** A person's recording of exactly these words. */
  'media.recording': z.object({ locale: z.string().min(2).max(35), text: z.string().min(1).max(600) }),
  /** The video of a text unit in American Sign Language, with its captions. */
  'media.sign': z.object({ unit: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/) }),
} as const;

export type MediaError = { readonly type: 'unknown' };

export interface MediaAnswers {
  'media.recording': Result<MediaFile, MediaError>;
  'media.sign': Result<{ readonly video: MediaFile; readonly captions: MediaFile }, MediaError>;
}
