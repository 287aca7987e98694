/**
 * What to do when the graphics process is gone: Chromium starts it again by itself some times and then
 * ends the whole app. Before that the app starts itself again and draws in software, for a week.
 */
import { z } from 'zod';

const WINDOW_MS = 10 * 60_000;
/** Chromium gives up after three in a row. */
const LIMIT = 2;
/** A driver may have been mended; a machine that cannot draw finds out again in a minute. */
const SOFTWARE_MS = 7 * 24 * 3_600_000;

/** @param gone monotonic moments at which it went, oldest first, `now` the last of them */
export function mustDrawInSoftware(gone: readonly number[], now: number): boolean {
  return gone.filter((moment) => now - moment < WINDOW_MS).length >= LIMIT;
}

export const softwareNoteSchema = z.object({
  /** Milliseconds since the epoch. */
  since: z.number(),
  appVersion: z.string(),
});
export type SoftwareNote = z.output<typeof softwareNoteSchema>;

/** A new version brings a new Chromium, which is given its chance. */
export function drawsInSoftware(note: SoftwareNote | null, now: number, appVersion: string): boolean {
  if (note === null || note.appVersion !== appVersion) return false;
  const age = now - note.since;
  return age >= 0 && age < SOFTWARE_MS;
}
