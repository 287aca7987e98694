/** A real central endpoint in a process of its own, on a folder that outlives it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { withStore } from '../../../src/central/commands/options.ts';
import { listeningIn, startChild, type Child } from '../../../src/process/child.ts';
import { projectRoot } from '../../../src/process/project.ts';

export interface AccountOptions {
  readonly person?: string;
  /** Its id. */
  readonly agency?: string;
  /** Last day on which new work may begin, as 2026-12-31. */
  readonly until?: string;
}

export interface CentralProcess {
  readonly folder: string;
  /** Its base address; the same port after every start. */
  address(): string;
  /** What it wrote on standard error, line by line. */
  readonly log: readonly string[];
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL: no end, no goodbye. */
  kill(): Promise<void>;
  /** A one-time enrollment code. */
  code(profile?: 'kiosk' | 'inspector'): Promise<string>;
  /** An account inspectors sign in with, published for the whole City: at devices with their next configuration. */
  account(name: string, passphrase: string, options?: AccountOptions): Promise<void>;
  /** Takes an account away. */
  endAccount(name: string): Promise<void>;
  /** Orders that what an account wrote on a device goes to another account there. */
  handOver(from: string, to: string, device: string): Promise<void>;
  /** Publishes a pack that lies in a file. */
  publish(file: string): Promise<void>;
  /** What `central -- export` writes, as text. */
  export(kind: string, format?: 'csv' | 'json'): Promise<string>;
  /** What visitors and owners said and what has not left intake yet, looked up in its database. */
  intake(): Promise<readonly unknown[]>;
  /** How many reports its ledger holds, looked up in its database. */
  stored(): Promise<number>;
}

export function centralProcess(folder: string): CentralProcess {
  let child: Child | null = null;
  let address = '';
  const log: string[] = [];
  const cli = (...args: readonly string[]) =>
    startChild(process.execPath, ['src/central/cli.ts', ...args, '--data', folder], {
      cwd: projectRoot,
      onLog: (line) => log.push(line),
    });
  const output = async (...args: readonly string[]) => {
    const command = cli(...args);
    const lines = await command.lines;
    const code = await command.ended;
    if (code !== 0) throw new Error(`central ${args.join(' ')} ended with ${code}: ${log.slice(-5).join('\n')}`);
    return lines;
  };
  /** Runs a command that reads standard input. */
  const typed = async (input: string, ...args: readonly string[]) => {
    const command = spawn(process.execPath, ['src/central/cli.ts', ...args, '--data', folder], {
      cwd: projectRoot,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    command.stderr.on('data', (chunk: Buffer) => log.push(...chunk.toString().split('\n')));
    command.stdin.end(input);
    const [code] = (await once(command, 'close')) as [number | null];
    if (code !== 0) throw new Error(`central ${args.join(' ')} ended with ${code}: ${log.slice(-5).join('\n')}`);
  };

  return {
    folder,
    log,
    address: () => address,
    async start() {
      child = cli('serve', '--port', address === '' ? '0' : new URL(address).port);
      const listening = listeningIn(await child.firstLine);
      if (listening === null) throw new Error(`the central endpoint did not start: ${log.slice(-10).join('\n')}`);
      address = listening;
    },
    async stop() {
      await child?.stop();
      child = null;
    },
    async kill() {
      child?.kill('SIGKILL');
      await child?.ended;
      child = null;
    },
    async code(profile = 'kiosk') {
      const [code] = await output('enroll', '--profile', profile);
      if (code === undefined) throw new Error('no enrollment code');
      return code;
    },
    async account(name, passphrase, { person, agency, until } = {}) {
      const options = Object.entries({ person, agency, until }).flatMap(([option, value]) =>
        value === undefined ? [] : [`--${option}`, value],
      );
      await typed(`${passphrase}\n`, 'account', 'add', name, ...options);
    },
    async endAccount(name) {
      await output('account', 'revoke', name);
    },
    async handOver(from, to, device) {
      await output('account', 'hand-over', from, '--to', to, '--device', device);
    },
    async publish(file) {
      await output('content', 'publish', file);
    },
    async export(kind, format = 'json') {
      return (await output('export', '--kind', kind, '--format', format)).join('\n');
    },
    async intake() {
      return await withStore(folder, false, ({ db }) => db.selectFrom('intake').selectAll().execute());
    },
    async stored() {
      return await withStore(folder, false, async ({ db }) => {
        const { count } = await db
          .selectFrom('ledger')
          .select((each) => each.fn.countAll<string>().as('count'))
          .executeTakeFirstOrThrow();
        return Number(count);
      });
    },
  };
}
