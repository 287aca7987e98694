/** The settings in effect. A change waits until no visitor is at work: nobody's screen changes under their hands. */
import { readLocalSettings, retentionDays, settingsOf } from '../content/settings.ts';
import type { DeskLog } from '../log-events.ts';
import type { QuietWindow } from '../reports/numbering.ts';
import { readLocalValues, settingsFrom } from '../staff/local-values.ts';
import type { DeviceRecords } from '../store/device-records.ts';
import type { Settings } from '../../shared/settings.ts';
import { readConfiguration } from './kept.ts';

export interface EffectiveSettings {
  current(): Settings;
  /** Those that are in effect once no visitor is at work. */
  coming(): Settings;
  /** Reads the kept configuration, and what staff set here, again. @returns whether the settings in effect are others now */
  reload(): boolean;
  /** No visitor is at work any more. @returns the same */
  atRest(): boolean;
  /** Follows what is in effect. */
  readonly quietWindow: QuietWindow;
  retentionDays(): number;
}

export function openSettings(
  folder: string,
  records: DeviceRecords,
  inSession: () => boolean,
  log: DeskLog,
): EffectiveSettings {
  const file = readLocalSettings(folder, log);
  const read = () => {
    const kept = readConfiguration(records);
    const published = kept === null ? {} : { ...kept.settings, retentionDays: kept.retentionDays };
    const here = settingsFrom(readLocalValues(records));
    return settingsOf({ file, published, deviceSettings: kept?.deviceSettings ?? [], here }, log);
  };
  let current = read();
  let waiting = false;

  function apply(): boolean {
    waiting = false;
    const before = JSON.stringify(current);
    current = read();
    return JSON.stringify(current) !== before;
  }
  return {
    current: () => current,
    coming: () => (waiting ? read() : current),
    reload() {
      waiting = true;
      return inSession() ? false : apply();
    },
    atRest: () => waiting && !inSession() && apply(),
    quietWindow: {
      get quietFromHour() {
        return current.quietFromHour;
      },
      get quietToHour() {
        return current.quietToHour;
      },
    },
    retentionDays: () => retentionDays(current),
  };
}
