/** The device's own settings, `settings.json` in its data folder, parsed once at the start. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsSchema, type Settings } from '../../shared/settings.ts';
import type { DeskLog } from '../log-events.ts';

const FILE = 'settings.json';

/** A setting that is wrong is logged by name and has its default; the others stand. */
export function loadSettings(folder: string, log: DeskLog): Settings {
  const defaults = settingsSchema.parse({});
  const bad = (field: string, detail: string) => log({ event: 'settings-bad', field, detail, used: 'default' });

  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, FILE), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      bad('(file)', error instanceof SyntaxError ? 'is not JSON' : 'cannot be read');
    }
    return defaults;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    bad('(file)', 'is not an object of settings');
    return defaults;
  }

  const parsed = settingsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = new Map(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]));
  for (const [field, detail] of wrong) bad(field, detail);
  return settingsSchema.parse(Object.fromEntries(Object.entries(value).filter(([field]) => !wrong.has(field))));
}

/** Days a delivered report is kept on the device: the one place that says so. */
export function retentionDays(settings: Pick<Settings, 'retentionDays'>): number {
  return settings.retentionDays;
}
