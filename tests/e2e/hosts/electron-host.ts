/** The device in Electron, where its runtime and a display are. */
import { existsSync } from 'node:fs';
import { _electron, type ElectronApplication } from '@playwright/test';
import { findRuntime } from '../../../scripts/start/runtime.ts';
import { projectRoot } from '../../../src/process/project.ts';
import { deskStatus, enrollmentArguments, type Device } from './device.ts';

const superuser = process.getuid?.() === 0;

/** The runtime tests can use, or null. Root gets it too, without the sandbox: this is a test machine. */
export function electronExecutable(): string | null {
  const runtime = findRuntime({
    platform: process.platform,
    env: process.env,
    root: projectRoot,
    superuser: false,
    exists: existsSync,
  });
  return runtime.kind === 'electron' ? runtime.executable : null;
}

export function electronDevice(folder: string): Device {
  let app: ElectronApplication | null = null;
  const log: string[] = [];
  const ended = (running: ElectronApplication) =>
    new Promise<void>((resolve) => void running.once('close', () => resolve()));
  return {
    folder,
    log,
    status: () => deskStatus(folder),
    async open(enrollment) {
      const executablePath = electronExecutable();
      if (executablePath === null) throw new Error('the Electron runtime is not installed');
      app ??= await _electron.launch({
        executablePath,
        args: [
          projectRoot,
          '--data',
          folder,
          ...enrollmentArguments(enrollment),
          '--windowed',
          ...(superuser ? ['--no-sandbox'] : []),
        ],
      });
      app.process().stderr?.on('data', (chunk: Buffer) => log.push(...chunk.toString().split('\n')));
      return app.firstWindow();
    },
    async stop() {
      await app?.close();
      app = null;
    },
    async kill() {
      if (app === null) return;
      const gone = ended(app);
      app.process().kill('SIGKILL');
      await gone;
      app = null;
    },
  };
}
