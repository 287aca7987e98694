/** Another process of ours: started, heard, ended. It dies with its parent by itself (`endsCleanly`). */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ChildOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Gets standard error line by line; without it the child writes to ours. */
  readonly onLog?: (line: string) => void;
}

export interface Child {
  readonly pid: number;
  /** The first line of standard output, or null where the child ended before it said one. */
  readonly firstLine: Promise<string | null>;
  /** All lines of standard output, once it has ended. */
  readonly lines: Promise<readonly string[]>;
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  running(): boolean;
  /** Asks it to end and waits; kills it where it does not within `patienceMs`. */
  stop(patienceMs?: number): Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

const PATIENCE_MS = 20_000;

/** A group of its own: a terminal's Ctrl-C reaches only the parent, which ends its children in the right order. */
export function startChild(command: string, args: readonly string[], options: ChildOptions): Child {
  const child: ChildProcess = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', options.onLog === undefined ? 'inherit' : 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let failed = false;
  child.on('error', () => (failed = true));
  const ended = once(child, 'close').then(
    ([code]: unknown[]) => (typeof code === 'number' ? code : null),
    () => 127,
  );
  if (child.stderr !== null && options.onLog !== undefined) createInterface(child.stderr).on('line', options.onLog);

  const said: string[] = [];
  let tellFirst: (line: string | null) => void;
  const firstLine = new Promise<string | null>((resolve) => (tellFirst = resolve));
  if (child.stdout !== null) {
    createInterface(child.stdout).on('line', (line) => {
      said.push(line);
      tellFirst(line);
    });
  }
  const lines = ended.then(() => said);
  void ended.then(() => tellFirst(null));

  const running = () => !failed && child.exitCode === null && child.signalCode === null;
  const kill = (signal: NodeJS.Signals) => {
    if (running()) child.kill(signal);
  };
  return {
    pid: child.pid ?? 0,
    firstLine,
    lines,
    ended,
    running,
    kill,
    async stop(patienceMs = PATIENCE_MS) {
      kill('SIGTERM');
      const timer = setTimeout(() => kill('SIGKILL'), patienceMs);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
  };
}

/** The address in a `{"listening": "…"}` line, or null. */
export function listeningIn(line: string | null): string | null {
  if (line === null) return null;
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === 'object' && said !== null && 'listening' in said && typeof said.listening === 'string'
      ? said.listening
      : null;
  } catch {
    return null;
  }
}
