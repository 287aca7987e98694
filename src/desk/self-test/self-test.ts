/**
 * Looks at the operating system around the kiosk: kiosk mode alone is only a full screen on Windows and
 * Linux, so what keeps a visitor in it is the machine's own doing. Every line names what is missing and
 * the recipe in `resources/os` that puts it right. Nothing here changes anything on the machine.
 */
import type { SelfTestCheck } from '../../shared/staff.ts';
import type { QuietWindow } from '../reports/numbering.ts';
import { linuxProbes } from './linux.ts';
import { windowsProbes } from './windows.ts';

/** What a command said; null where it is not installed, could not start, or took longer than its limit. */
export interface CommandAnswer {
  readonly code: number;
  readonly stdout: string;
}

/** The machine, as far as the self-test looks at it. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file's text; null where it is not there or cannot be read. */
  readonly readFile: (path: string) => Promise<string | null>;
  /** Names in a folder; null where it is not there or cannot be read. */
  readonly listFolder: (path: string) => Promise<readonly string[] | null>;
  /** Runs a program without a shell and ends it after a few seconds. */
  readonly run: (program: string, args: readonly string[]) => Promise<CommandAnswer | null>;
}

export interface SelfTestParts {
  readonly machine: Machine;
  /** Hours (local) in which the machine may update itself and restart. */
  readonly quietWindow: QuietWindow;
}

/** Each line in this order, on every system. */
export const CHECK_IDS = [
  'shell',
  'virtual-terminals',
  'system-keys',
  'edge-swipe',
  'task-manager',
  'screen-keyboard',
  'auto-play',
  'sleep',
  'update-hours',
  'start-at-power-on',
  'read-only-system',
  'swap',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** What a probe found: a check without its name. */
export type Finding = Omit<SelfTestCheck, 'id'>;
export type Probes = Readonly<Record<CheckId, (parts: SelfTestParts) => Promise<Finding>>>;

/** Looks at everything. A probe that fails is `unknown`: it never keeps the others from being told. */
export async function runSelfTest(parts: SelfTestParts): Promise<readonly SelfTestCheck[]> {
  const probes = probesOf(parts.machine.platform);
  return await Promise.all(
    CHECK_IDS.map(async (id) => {
      const finding = probes === null ? notKnownHere(parts.machine.platform) : await probe(probes[id], parts);
      return { id, ...finding };
    }),
  );
}

function probesOf(platform: NodeJS.Platform): Probes | null {
  if (platform === 'linux') return linuxProbes;
  return platform === 'win32' ? windowsProbes : null;
}

async function probe(look: (parts: SelfTestParts) => Promise<Finding>, parts: SelfTestParts): Promise<Finding> {
  try {
    return await look(parts);
  } catch (error) {
    return unknown(`This could not be looked at: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function notKnownHere(platform: NodeJS.Platform): Finding {
  return unknown(`There is no recipe for this operating system (${platform}); a person must look.`);
}

export function fine(detail: string): Finding {
  return { state: 'ok', detail };
}

/** @param recipe path in the project, such as `resources/os/linux/logind.conf` */
export function missing(detail: string, recipe: string): Finding {
  return { state: 'missing', detail: `${detail} Recipe: ${recipe}` };
}

/** @param recipe where a person finds what to look for */
export function unknown(detail: string, recipe?: string): Finding {
  return { state: 'unknown', detail: recipe === undefined ? detail : `${detail} See ${recipe}` };
}

export function notApplicable(detail: string): Finding {
  return { state: 'not-applicable', detail };
}
