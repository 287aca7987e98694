/** Switches burnt into the packaged runtime: what an installed app can never be talked into again, by nobody. */
import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion, type FuseConfig } from '@electron/fuses';

/** A fuse that a newer Electron adds stops the packaging until it is decided here. */
export const FUSES = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // With ELECTRON_RUN_AS_NODE the app's own binary would be a shell for whoever reaches its environment.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Electron checks it on macOS and Windows; on Linux the package's files belong to root.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // Needs a snapshot of one's own, which there is not.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // The app lives at a scheme of its own: `file:` is nothing special.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // How V8 finds out-of-bounds access in WebAssembly; off is only slower.
  [FuseV1Options.WasmTrapHandlers]: true,
} as const satisfies FuseConfig;

export interface Packed {
  readonly appOutDir: string;
  /** As electron-builder names it: `linux`, `win32`, `darwin`. */
  readonly platform: string;
  /** The executable's name without its ending. */
  readonly executable: string;
}

export function executableOf({ appOutDir, platform, executable }: Packed): string {
  if (platform === 'darwin') return join(appOutDir, `${executable}.app`);
  return join(appOutDir, platform === 'win32' ? `${executable}.exe` : executable);
}

/** After packing, before signing: a signature covers what the fuses say. */
export async function burnFuses(packed: Packed): Promise<void> {
  await flipFuses(executableOf(packed), FUSES);
}
