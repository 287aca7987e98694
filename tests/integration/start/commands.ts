/** The project's commands as people and programs run them: through npm, heard line by line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../../src/process/project.ts';

export interface Command {
  /** npm's own process. */
  readonly npm: number;
  readonly out: string[];
  readonly log: string[];
  /** Exit code and signal, once it and everything that held its output has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  signal(name: NodeJS.Signals): void;
  /** The first line on standard output that holds `part`; rejects where the command ended without one. */
  says(part: string): Promise<string>;
  /** The first logged event of this name. */
  logs(event: string): Promise<Record<string, unknown>>;
}

const started: Command[] = [];

export function npm(...args: readonly string[]): Command {
  const child = spawn('npm', args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  const out: string[] = [];
  const log: string[] = [];
  const heard: (() => void)[] = [];
  let over = false;
  const hear = (lines: string[]) => (line: string) => {
    lines.push(line);
    for (const tell of heard) tell();
  };
  createInterface(child.stdout).on('line', hear(out));
  createInterface(child.stderr).on('line', hear(log));
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => {
    over = true;
    for (const tell of heard) tell();
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });

  const first = <T>(find: () => T | undefined, what: string) =>
    new Promise<T>((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found !== undefined) resolve(found);
        else if (over) reject(new Error(`ended without ${what}:\n${[...out, ...log].slice(-15).join('\n')}`));
      };
      heard.push(look);
      look();
    });

  const command: Command = {
    npm: child.pid ?? 0,
    out,
    log,
    ended,
    signal: (name) => child.kill(name),
    says: (part) => first(() => out.find((line) => line.includes(part)), part),
    logs: (event) =>
      first(() => {
        const line = log.find((each) => each.includes(`"event":"${event}"`));
        return line === undefined ? undefined : (JSON.parse(line) as Record<string, unknown>);
      }, event),
  };
  started.push(command);
  return command;
}

/** Ends whatever a failed test left behind. */
export async function endAll(): Promise<void> {
  for (const command of started.splice(0)) {
    command.signal('SIGTERM');
    await command.ended;
  }
}

/** Whether anyone listens on this port of 127.0.0.1. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

export function portOf(line: string): number {
  return Number(new URL((JSON.parse(line) as { listening: string }).listening).port);
}
