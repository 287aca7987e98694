/** One device in one host, on a folder that outlives its process. The tests do not know which host it is. */
import type { Page } from '@playwright/test';
import { startChild } from '../../../src/process/child.ts';
import { projectRoot } from '../../../src/process/project.ts';
import type { DeliveryStatus } from '../../../src/shared/bridge.ts';

export interface Enrollment {
  readonly central: string;
  readonly code: string;
}

export interface Device {
  readonly folder: string;
  /** What the host wrote on standard error, line by line. */
  readonly log: readonly string[];
  /** Starts the host where it is not running, and opens the face. Without `enrollment` it goes on as it is. */
  open(enrollment?: Enrollment): Promise<Page>;
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** What `desk status` says, beside the host or after it. */
  status(): Promise<DeliveryStatus>;
}

export async function deskStatus(folder: string): Promise<DeliveryStatus> {
  const said: string[] = [];
  const asked = startChild(process.execPath, ['src/desk/cli.ts', 'status', '--data', folder], {
    cwd: projectRoot,
    onLog: (line) => said.push(line),
  });
  const line = await asked.firstLine;
  if (line === null) throw new Error(`desk status said nothing: ${said.join('\n')}`);
  return JSON.parse(line) as DeliveryStatus;
}

export function enrollmentArguments(enrollment: Enrollment | undefined): readonly string[] {
  return enrollment === undefined ? [] : ['--central', enrollment.central, '--code', enrollment.code];
}
