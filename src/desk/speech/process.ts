/**
 * How the speaking program is started: a process of its own (its licence is the GPL; it is never
 * linked), talked to in JSON objects. Electron's host brings another way, for its runtime cannot be
 * started as Node.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface SpeakerProcess {
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Told once, however it ended; also where it could not be started. */
  onEnd(listener: () => void): void;
  kill(): void;
}

/** @param script the program, `args` for it */
export type StartSpeaker = (script: string, args: readonly string[]) => SpeakerProcess;

/** Objects are lines of JSON on standard input and output. It ends with us: the pipe does. */
export const startSpeaker: StartSpeaker = (script, args) => {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  let end = () => {};
  child.stdin.on('error', () => {});
  child.on('error', () => end());
  child.on('exit', () => end());
  return {
    send: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    onMessage: (listener) => void createInterface(child.stdout).on('line', (line) => listener(parsed(line))),
    onEnd: (listener) => (end = listener),
    kill: () => void child.kill('SIGKILL'),
  };
};

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The program in `resources/`, and where the npm package it can use lies. */
export function speakerFiles(resources: string): { readonly script: string; readonly args: readonly string[] } {
  const script = join(resources, 'speech/espeak-ng/speak.mjs');
  try {
    return { script, args: ['--module', createRequire(import.meta.url).resolve('espeak-ng')] };
  } catch {
    // The package is optional: a machine with an espeak-ng of its own needs none.
    return { script, args: [] };
  }
}
