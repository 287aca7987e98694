/** What Linux says in files and in answers of systemd, read. Pure. */
import { isQuiet, type QuietWindow } from '../reports/numbering.ts';

/** The last value of a key in `Key=value` lines; comments are not values. systemd.syntax(7): the last one wins. */
export function lastValue(text: string, key: string): string | null {
  let found: string | null = null;
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === key && value !== undefined) found = value;
  }
  return found;
}

/** The value of an X server option, `Option "DontVTSwitch" "on"`; an option without a value is on (xorg.conf(5)). */
export function xorgOption(text: string, option: string): boolean | null {
  let found: boolean | null = null;
  const wanted = option.toLowerCase();
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^\s*Option\s+"([^"]+)"(?:\s+"([^"]*)")?/i.exec(line) ?? [];
    // xorg.conf(5): case, spaces and underscores in names count for nothing.
    if (name.toLowerCase().replace(/[\s_]/g, '') !== wanted) continue;
    found = /^(|1|on|true|yes)$/i.test(value);
  }
  return found;
}

export interface Mount {
  /** `major:minor` of the device under it. */
  readonly device: string;
  readonly at: string;
  readonly type: string;
  /**
   * Options of the file system itself, not of this view of it: a unit's ProtectSystem shows a writable disk
   * read-only to the app alone.
   */
  readonly options: readonly string[];
}

/** `/proc/self/mountinfo`, as proc(5) describes it. */
export function mounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const [, , device, , at] = before.split(' ');
    const [type, , options] = after.split(' ');
    if (device === undefined || at === undefined || type === undefined || options === undefined) return [];
    return [{ device, at: unescaped(at), type, options: options.split(',').map(unescaped) }];
  });
}

/** The mount a path lies on; the last one of a place covers those before it. */
export function mountOf(path: string, all: readonly Mount[]): Mount | null {
  const over = all.filter(({ at }) => at === '/' || path === at || path.startsWith(`${at}/`));
  return over.reduce<Mount | null>(
    (best, each) => (best !== null && best.at.length > each.at.length ? best : each),
    null,
  );
}

/** What the kernel writes of blanks in a path: octal, as fstab(5) says. */
export function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

export interface Swap {
  readonly name: string;
  readonly kind: string;
}

/** `/proc/swaps`: a line of titles, then one a swap. */
export function swaps(text: string): readonly Swap[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [name, kind] = line.trim().split(/\s+/);
      return name === undefined || name === '' || kind === undefined ? [] : [{ name: unescaped(name), kind }];
    });
}

/** What `systemctl show … -p TimersCalendar -p RandomizedDelayUSec` says of a timer. */
export interface TimerTimes {
  /** The first hour of each calendar entry; null where one names no single hour. */
  readonly hours: readonly (number | null)[];
  readonly spreadHours: number;
}

export function timerTimes(text: string): TimerTimes {
  const hours = [...text.matchAll(/OnCalendar=([^;]*)/g)].map(([, calendar = '']) => {
    const hour = /\s(\d{1,2}):\d{2}(:\d{2})?(\s|$)/.exec(` ${calendar.trim()}`)?.[1];
    return hour === undefined ? null : Number(hour);
  });
  return { hours, spreadHours: spanHours(lastValue(text, 'RandomizedDelayUSec') ?? '0') };
}

const HOURS_OF: Readonly<Record<string, number>> = {
  w: 168,
  d: 24,
  h: 1,
  min: 1 / 60,
  s: 1 / 3600,
  ms: 1 / 3_600_000,
  us: 1 / 3_600_000_000,
};

/** `1h 30min` in hours, as systemd.time(7) writes spans. */
export function spanHours(span: string): number {
  if (span === 'infinity') return Number.POSITIVE_INFINITY;
  return [...span.matchAll(/([\d.]+)\s*([a-z]+)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (HOURS_OF[unit] ?? 0),
    0,
  );
}

/** Whether everything a timer may start starts in the window. */
export function isWithin({ hours, spreadHours }: TimerTimes, window: QuietWindow): boolean {
  if (hours.length === 0 || spreadHours >= 24) return false;
  return hours.every((hour) => {
    if (hour === null) return false;
    const all = Array.from({ length: Math.ceil(spreadHours) }, (_, later) => (hour + later) % 24);
    return [hour, ...all].every((each) => isQuiet(each, window));
  });
}
