/** The display as the page sees it, and whether the panel was measured for it. */
import { z } from 'zod';
import type { DeviceRecords } from '../store/device-records.ts';
import type { Panel } from '../../shared/staff.ts';

const RECORD = 'display-note';
const noteSchema = z.object({
  width: z.number(),
  height: z.number(),
  scale: z.number(),
  audioOutputs: z.number().nullable(),
  gpu: z.boolean().nullable(),
});
export type DisplayNote = z.infer<typeof noteSchema>;

/** @returns null where no page has said anything yet */
export function readDisplayNote(records: DeviceRecords): DisplayNote | null {
  return records.read(RECORD, noteSchema.nullable().catch(null));
}

/** Written only where it says something new: a page says it at every start. */
export function keepDisplayNote(records: DeviceRecords, note: DisplayNote): void {
  const before = readDisplayNote(records);
  if (before === null || JSON.stringify(noteSchema.parse(note)) !== JSON.stringify(before)) records.write(RECORD, note);
}

/**
 * Whether the panel was measured for this display: another one, another resolution or scale has other
 * millimetres. Where no page has said which display it is, the measure stands.
 */
export function isMeasuredFor(panel: Panel | undefined, note: DisplayNote | null): boolean {
  if (panel === undefined) return false;
  if (note === null) return true;
  const { width, height, scale } = panel.measuredFor;
  return width === note.width && height === note.height && scale === note.scale;
}
