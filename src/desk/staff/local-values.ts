/**
 * What staff measured and chose at this machine. It counts like what was published for the device, which
 * alone goes before it; what was published for its center, agency or the city does not.
 */
import { z } from 'zod';
import type { DeviceRecords } from '../store/device-records.ts';
import type { Settings } from '../../shared/settings.ts';
import { keypadSchema, panelSchema, SETUP_STEPS, soundSchema } from '../../shared/staff.ts';

const RECORD = 'local-setup';
const localSchema = z
  .object({
    panel: panelSchema,
    sound: soundSchema,
    keypad: keypadSchema,
    /** Whether a test page came out. */
    printer: z.boolean(),
    languages: z.array(z.string()),
    practice: z.boolean(),
    /** Left out on purpose. */
    skipped: z.array(z.enum(SETUP_STEPS)),
  })
  .partial();
export type LocalValues = z.infer<typeof localSchema>;

/** What another version of the app kept and this one does not take is left out: the device starts. */
export function readLocalValues(records: DeviceRecords): LocalValues {
  const kept = records.read(RECORD, z.record(z.string(), z.unknown()).catch({})) ?? {};
  const good = Object.entries(kept).filter(([name, value]) => localSchema.safeParse({ [name]: value }).success);
  return localSchema.parse(Object.fromEntries(good));
}

/** Changes some of them, in one transaction; on disk when it returns. */
export function keepLocalValues(records: DeviceRecords, change: (before: LocalValues) => LocalValues): void {
  records.together(() => records.write(RECORD, change(readLocalValues(records))));
}

/** As settings, by the names that settings have. */
export function settingsFrom(local: LocalValues): Partial<Settings> {
  const { panel, sound, keypad, printer, languages, practice } = local;
  return {
    ...(panel === undefined ? {} : { panelPxPerMm: panel.pxPerMm, panelLowerEdgeMm: panel.lowerEdgeMm }),
    ...(sound === undefined ? {} : { speechVolume: sound.volume }),
    ...(keypad === undefined ? {} : { keypad }),
    ...(printer === undefined ? {} : { printing: printer }),
    ...(languages === undefined ? {} : { languageOrder: languages }),
    ...(practice === undefined ? {} : { practice }),
  };
}
