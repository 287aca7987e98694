/** Whether the app can open in Electron on this machine. Asking the package itself would begin a download. */
import { join } from 'node:path';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The project's folder, which holds node_modules. */
  readonly root: string;
  /** Whether this user is root. */
  readonly superuser: boolean;
  readonly exists: (path: string) => boolean;
}

export type Runtime =
  | { readonly kind: 'electron'; readonly executable: string }
  /** `why` is a part of a sentence: "the Electron runtime is not installed". */
  | { readonly kind: 'none'; readonly missing: 'runtime' | 'display' | 'user'; readonly why: string };

const EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

export function findRuntime({ platform, env, root, superuser, exists }: Machine): Runtime {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const dist = override === undefined || override === '' ? join(root, 'node_modules/electron/dist') : override;
  const executable = join(dist, EXECUTABLES[platform] ?? 'electron');
  if (!exists(executable)) return { kind: 'none', missing: 'runtime', why: 'the Electron runtime is not installed' };
  const needsDisplay = platform !== 'darwin' && platform !== 'win32';
  if (needsDisplay && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return { kind: 'none', missing: 'display', why: 'there is no display' };
  }
  if (needsDisplay && superuser) {
    return { kind: 'none', missing: 'user', why: "root cannot have Chromium's sandbox" };
  }
  return { kind: 'electron', executable };
}
