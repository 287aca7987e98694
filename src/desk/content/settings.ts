/**
 * The settings in effect. What the City, an agency, the center or the device published counts; for what
 * nobody published, `settings.json` in the data folder does, the device's own file; for the rest the
 * default. So a device runs before it is enrolled, and what was measured on it (its panel) stays.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSettingName, settingsSchema, type Settings } from '../../shared/settings.ts';
import type { DeskLog } from '../log-events.ts';

const FILE = 'settings.json';

type Values = Readonly<Record<string, unknown>>;

/** The settings of `settings.json` alone. A setting that is wrong is logged by name and has its default; the others stand. */
export function loadSettings(folder: string, log: DeskLog): Settings {
  return settingsOf(readLocalSettings(folder, log), {}, log);
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

/**
 * @param local what `settings.json` says
 * @param published what the configuration says; a value that this version does not take is logged and left out
 */
export function settingsOf(local: Values, published: Values, log: DeskLog): Settings {
  const good = goodOnes(published, (field, detail) =>
    log({ event: 'settings-bad', field, detail, used: Object.hasOwn(local, field) ? 'local' : 'default' }),
  );
  return settingsSchema.parse({ ...local, ...good });
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
