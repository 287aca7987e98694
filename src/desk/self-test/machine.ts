/** The machine we run on, read only. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import type { Machine } from './self-test.ts';

/** A program that hangs (a bus that does not answer) must not hold the self-test. */
const LIMIT_MS = 5000;
const MOST_BYTES = 1_048_576;

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    readFile: (path) => readFile(path, 'utf8').catch(() => null),
    listFolder: (path) => readdir(path).catch(() => null),
    run: (program, args) =>
      new Promise((resolve) => {
        // Programs of the system answer in words; English ones are those the probes read.
        const env = { ...process.env, LC_ALL: 'C' };
        const options = { timeout: LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: MOST_BYTES, windowsHide: true } as const;
        execFile(program, [...args], { ...options, env }, (error, stdout) => {
          if (error === null) resolve({ code: 0, stdout });
          else resolve(typeof error.code === 'number' && !error.killed ? { code: error.code, stdout } : null);
        });
      }),
  };
}
