/** The central endpoint's commands as other programs run them: child processes of this Node. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../../src/central/cli.ts', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export function central(args: string[], env: Record<string, string> = {}): Promise<Finished> {
  const child = start(args, env);
  return new Promise((resolve) => {
    child.process.once('close', (code) => resolve({ code, stdout: child.stdout(), stderr: child.stderr() }));
  });
}

export interface Serving {
  readonly process: ChildProcess;
  readonly url: string;
  stderr(): string;
  /** Sends a signal and waits for the end. @returns the exit code, or null where the signal ended it */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `serve` on a free port and waits for its first line. Its own process group, so that a test can signal all of it. */
export async function serve(folder: string, args: string[] = [], env: Record<string, string> = {}): Promise<Serving> {
  const child = start(['serve', '--port', '0', '--data', folder, ...args], env);
  const ended = new Promise<number | null>((resolve) => child.process.once('close', (code) => resolve(code)));
  const line = await Promise.race([child.firstLine, ended.then(() => null)]);
  if (line === null) throw new Error(`serve ended: ${child.stderr()}`);
  const { listening } = JSON.parse(line) as { listening: string };
  return {
    process: child.process,
    url: listening,
    stderr: child.stderr,
    end(signal) {
      child.process.kill(signal);
      return ended;
    },
  };
}

function start(args: string[], env: Record<string, string>) {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...inherited, ...env },
  });
  let stdout = '';
  let stderr = '';
  let tell: (line: string) => void = () => {};
  const firstLine = new Promise<string>((resolve) => {
    tell = resolve;
  });
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    const at = stdout.indexOf('\n');
    if (at >= 0) tell(stdout.slice(0, at));
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return { process: child, firstLine, stdout: () => stdout, stderr: () => stderr };
}
