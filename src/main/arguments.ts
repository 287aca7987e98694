/** What the Electron host is started with. Electron and Chromium have switches of their own among ours: unknown ones are theirs. */
import { parseArgs } from 'node:util';

export interface HostArguments {
  /** The data folder, or null for the user's own place. */
  readonly data: string | null;
  readonly central: string | null;
  readonly code: string | null;
  /** An ordinary window also for the kiosk's face. */
  readonly windowed: boolean;
  /** End when the process that started this one is gone: for a child, not for what a desktop launches. */
  readonly child: boolean;
  /** Something starts the app again when it ends, a service or a shell: it never does so itself. */
  readonly supervised: boolean;
  /** When it was started again after a failure, milliseconds since the epoch; handed on by the app itself. */
  readonly relaunches: readonly number[];
}

/** @param args what follows the executable and, unpackaged, the app's path */
export function hostArguments(args: readonly string[]): HostArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      central: { type: 'string' },
      code: { type: 'string' },
      windowed: { type: 'boolean' },
      child: { type: 'boolean' },
      supervised: { type: 'boolean' },
      relaunches: { type: 'string' },
    },
    strict: false,
    allowPositionals: true,
  });
  const text = (value: string | boolean | undefined) => (typeof value === 'string' && value !== '' ? value : null);
  return {
    data: text(values['data']),
    central: text(values['central']),
    code: text(values['code']),
    windowed: values['windowed'] === true,
    child: values['child'] === true,
    supervised: values['supervised'] === true,
    relaunches: (text(values['relaunches']) ?? '')
      .split(',')
      .filter((moment) => /^\d+$/.test(moment))
      .map(Number),
  };
}

/** The same wishes for the next start, with the moments of the starts after a failure. */
export function argumentsForNext(args: readonly string[], relaunches: readonly number[]): string[] {
  const kept = args.filter((arg) => !arg.startsWith('--relaunches='));
  return relaunches.length === 0 ? kept : [...kept, `--relaunches=${relaunches.join(',')}`];
}
