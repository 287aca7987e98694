/** What a pack may bring to be heard and seen: files under `media/`, of kinds every host can show and none of which runs. */

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
  const end = MEDIA.exec(path.toLowerCase())?.[1];
  return end !== undefined && Object.hasOwn(mediaTypes, end);
}
