/** Writes packs. Apart from reading, which devices do: what zips is not packed with the app. */
import { zipSync, type Zippable } from 'fflate';
import type { ContentFiles } from '../shared/content/files.ts';
import { isMedia } from './media.ts';
import { HEADER, type PackHeader } from './pack.ts';

/** The bytes of a pack of these files: the same for the same files, wherever and whenever it is built. */
export function writePack(header: PackHeader, files: ContentFiles): Uint8Array {
  const entries: Zippable = { [HEADER]: new TextEncoder().encode(headerText(header)) };
  for (const path of files.paths.toSorted()) {
    const bytes = files.read(path);
    // What is small already is not made smaller by trying.
    if (bytes !== null && path !== HEADER) entries[path] = [bytes, { level: isMedia(path) ? 0 : 9 }];
  }
  // A zip says local time: a date's own parts, at an hour that no time zone leaves out. The system mark is
  // MS-DOS, without modes.
  return zipSync(entries, { level: 9, mtime: new Date(1980, 0, 1, 12), os: 0 });
}

/** The same of a pack that is one JSON document, which stands beside its header. */
export function writeDocument(header: PackHeader, document: Readonly<Record<string, unknown>>): Uint8Array {
  const whole: Record<string, unknown> = { ...(JSON.parse(headerText(header)) as object) };
  for (const [key, value] of Object.entries(document)) if (!Object.hasOwn(whole, key)) whole[key] = value;
  return new TextEncoder().encode(JSON.stringify(whole));
}

/** Its members always in one order. */
function headerText({ id, version, kind }: PackHeader): string {
  return JSON.stringify({ 'fairdesk-pack': 1, id, version, kind } satisfies PackHeader);
}
