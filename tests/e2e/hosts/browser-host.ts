/** The device in the browser host: a server process, and a page in a real Chromium. */
import type { Page } from '@playwright/test';
import { listeningIn, startChild, type Child } from '../../../src/process/child.ts';
import { projectRoot } from '../../../src/process/project.ts';
import { deskStatus, enrollmentArguments, type Device, type Enrollment } from './device.ts';

export interface BrowserDevice extends Device {
  /** Where it listens, with the token in the fragment. */
  address(): string;
  /** Starts it again where it was, and leaves the page alone. */
  again(): Promise<void>;
}

/** @param more arguments of the host */
export function browserDevice(folder: string, page: Page, more: readonly string[] = []): BrowserDevice {
  let child: Child | null = null;
  let address = '';
  const log: string[] = [];
  const start = async (port: string, enrollment?: Enrollment) => {
    const args = ['src/web/cli.ts', '--port', port, '--data', folder, ...enrollmentArguments(enrollment), ...more];
    child = startChild(process.execPath, args, { cwd: projectRoot, onLog: (line) => log.push(line) });
    const listening = listeningIn(await child.firstLine);
    if (listening === null) throw new Error(`the browser host did not start: ${log.slice(-10).join('\n')}`);
    address = listening;
  };
  return {
    folder,
    log,
    address: () => address,
    status: () => deskStatus(folder),
    async open(enrollment) {
      if (child === null) await start('0', enrollment);
      await page.goto(address);
      return page;
    },
    again: () => start(new URL(address).port),
    async stop() {
      await child?.stop();
      child = null;
    },
    async kill() {
      child?.kill('SIGKILL');
      await child?.ended;
      child = null;
    },
  };
}
