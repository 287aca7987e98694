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
  };
}
