/** What goes into the packaged app, and what stays out. */
import type { Configuration } from 'electron-builder';
import { burnFuses } from './fuses.ts';

/** What the built host requires at run time; everything else the project depends on is the central endpoint's. */
export const DEVICE_DEPENDENCIES = [
  '@node-rs/argon2',
  'better-sqlite3',
  'date-holidays',
  'electron-updater',
  'espeak-ng',
  'jose',
  'pino',
  'structured-headers',
  'zod',
] as const;

/** What is read of `package-lock.json` (lockfileVersion 3). */
export interface Lockfile {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly dev?: boolean;
        readonly dependencies?: Readonly<Record<string, string>>;
        readonly optionalDependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}

const FOLDER = 'node_modules/';

/** Top-level packages of the lockfile that the device does not need, in their own order. */
export function leftOut({ packages }: Lockfile): readonly string[] {
  const needed = new Set<string>();
  const waiting: string[] = [...DEVICE_DEPENDENCIES];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    // A package nested in another is packed with it; what it asks for may stand at the top.
    for (const [path, entry] of Object.entries(packages)) {
      if (path !== FOLDER + name && !path.startsWith(`${FOLDER}${name}/${FOLDER}`)) continue;
      waiting.push(...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }));
    }
  }
  return Object.entries(packages)
    .filter(([path, { dev }]) => path.startsWith(FOLDER) && dev !== true)
    .map(([path]) => path.slice(FOLDER.length))
    .filter((name) => !name.includes(FOLDER) && !needed.has(name));
}

export interface PackageOptions {
  /** The folder of Electron's runtime for this platform. */
  readonly electronDist: string;
  readonly lockfile: Lockfile;
  /** Where the packed app goes. */
  readonly output: string;
}

export function packageConfiguration({ electronDist, lockfile, output }: PackageOptions): Configuration {
  return {
    appId: 'org.fairdesk.app',
    productName: 'Fairdesk',
    electronDist,
    directories: { output },
    files: [
      'out/**',
      '!out/built-from',
      '!out/.lock{,/**}',
      'package.json',
      // The C sources beside the prebuilt files.
      '!node_modules/better-sqlite3/{deps,src}{,/**}',
      ...leftOut(lockfile).map((name) => `!${FOLDER}${name}{,/**}`),
    ],
    // Beside the app's archive: read from the disk, and the recipes are for people.
    extraResources: [{ from: 'resources', to: 'resources' }],
    asar: true,
    // Native code is loaded by the system, which knows no archives; the speaking program is a program of its own.
    asarUnpack: ['node_modules/better-sqlite3/**', 'node_modules/@node-rs/**', 'node_modules/espeak-ng/**'],
    // Prebuilt for Node-API: the same file serves Node and Electron.
    npmRebuild: false,
    nodeGypRebuild: false,
    publish: null,
    linux: { target: [{ target: 'dir' }], category: 'Office', executableName: 'fairdesk' },
    win: { target: [{ target: 'dir' }] },
    mac: { target: [{ target: 'dir' }] },
    afterPack: ({ appOutDir, electronPlatformName, packager }) =>
      burnFuses({
        appOutDir,
        platform: electronPlatformName,
        executable: electronPlatformName === 'linux' ? 'fairdesk' : packager.appInfo.productFilename,
      }),
  };
}
