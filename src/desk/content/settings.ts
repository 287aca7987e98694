/**
 * The settings in effect, the nearest first: what was published for this very device; what staff measured
 * and chose at it; what was published for its center, its agency or the city; `settings.json` in the data
 * folder, for a device that is set up without its screen; the default.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSettingName, settingsSchema, type Settings } from '../../shared/settings.ts';
import type { DeskLog } from '../log-events.ts';

const FILE = 'settings.json';

type Values = Readonly<Record<string, unknown>>;

/** The settings of `settings.json` alone. A setting that is wrong is logged by name and has its default; the others stand. */
export function loadSettings(folder: string, log: DeskLog): Settings {
  return settingsOf({ file: readLocalSettings(folder, log), published: {}, deviceSettings: [], here: {} }, log);
}

/** What `settings.json` says, each value good; read once at the start. */
export function readLocalSettings(folder: string, log: DeskLog): Values {
  const bad = (field: string, detail: string) => log({ event: 'settings-bad', field, detail, used: 'default' });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, FILE), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      bad('(file)', error instanceof SyntaxError ? 'is not JSON' : 'cannot be read');
    }
    return {};
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    bad('(file)', 'is not an object of settings');
    return {};
  }
  return goodOnes(value as Values, bad);
}

export interface SettingLayers {
  /** What `settings.json` says. */
  readonly file: Values;
  /** What the configuration says; a value that this version does not take is logged and left out. */
  readonly published: Values;
  /** Names of those published for this very device. */
  readonly deviceSettings: readonly string[];
  /** What staff measured and chose at this machine; each value good. */
  readonly here: Values;
}

export function settingsOf({ file, published, deviceSettings, here }: SettingLayers, log: DeskLog): Settings {
  const local = { ...file, ...here };
  const good = goodOnes(published, (field, detail) =>
    log({ event: 'settings-bad', field, detail, used: Object.hasOwn(local, field) ? 'local' : 'default' }),
  );
  const nearer = Object.entries(good).filter(([name]) => deviceSettings.includes(name));
  return settingsSchema.parse({ ...file, ...good, ...here, ...Object.fromEntries(nearer) });
}

/** Names that are no setting of this version are left out without a word: a newer central endpoint may know more. */
function goodOnes(values: Values, bad: (field: string, detail: string) => void): Values {
  const good: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (!isSettingName(name)) continue;
    const parsed = settingsSchema.shape[name].safeParse(value);
    if (parsed.success) good[name] = parsed.data;
    else bad(name, parsed.error.issues[0]?.message ?? 'is wrong');
  }
  return good;
}

/** Days a delivered report is kept on the device: the one place that says so. */
export function retentionDays(settings: Pick<Settings, 'retentionDays'>): number {
  return settings.retentionDays;
}
