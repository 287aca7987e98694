/**
 * `npm start`: a central endpoint and a device of this machine, enrolled with it, and the app open.
 * Everything lies in one data folder; the end takes the app down first and the database last.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { listeningIn, startChild, type Child } from '../src/process/child.ts';
import { parseCommand, portOption, runCommand, UsageError } from '../src/process/command.ts';
import { ending, type Ending } from '../src/process/ending.ts';
import { claimFolder } from '../src/process/folder.ts';
import { endsCleanly } from '../src/process/lifetime.ts';
import { build } from './build/build.ts';
import { freeOr0 } from './start/ports.ts';
import { findRuntime } from './start/runtime.ts';

const USAGE = `
npm start [-- --port PORT] [--data DIR]

Builds what is missing, starts a central endpoint on its own database, enrolls this machine
with it and opens the app: in Electron, or where its runtime or a display is missing in the
browser host, whose address is the first line on standard output. Ctrl-C ends all of it.

  --port PORT  the central endpoint's port on 127.0.0.1 (8420, or a free one where it is taken)
  --data DIR   where everything is kept (.data)
`;

const CENTRAL_PORT = 8420;
const FACE_PORT = 8430;
const root = resolve(import.meta.dirname, '..');

/** What a device says of itself: it must find its central endpoint where it was. */
const statusSchema = z.object({ deviceId: z.string().nullable(), central: z.url().nullable() });
type Status = z.infer<typeof statusSchema>;

await runCommand('npm start --', async () => {
  const { values } = parseCommand(process.argv.slice(2), USAGE, {
    port: { type: 'string' },
    data: { type: 'string', default: '.data' },
  });
  const askedPort = values.port === undefined ? null : portOption(values.port);
  const data = resolve(values.data);
  // PostgreSQL, which never runs as root, must be able to walk through; what is secret lies in closed folders below.
  mkdirSync(data, { recursive: true, mode: 0o711 });
  const say = (line: string) => process.stderr.write(`${line}\n`);

  const stop = ending((step, error) => say(`npm start: ending the ${step} failed: ${String(error)}`));
  const end = endsCleanly(() => stop.end());
  try {
    await start({ askedPort, data, say, stop, end });
  } catch (error) {
    await stop.end();
    throw error;
  }
});

interface Start {
  readonly askedPort: number | null;
  readonly data: string;
  readonly say: (line: string) => void;
  readonly stop: Ending;
  readonly end: (code?: number) => void;
}

async function start({ askedPort, data, say, stop, end }: Start): Promise<void> {
  const claim = claimFolder(data, 'npm start');
  if (!claim.ok) throw new UsageError(claim.error.detail);
  stop.add('folder', () => claim.value.release());

  const built = await build({ root, onBuild: () => say('Building the app…') });
  if (!built.ok) throw new UsageError(`the app could not be built\n${built.error.detail}`);

  const node = (name: string, args: readonly string[]) => {
    const child = startChild(process.execPath, [join(root, `src/${name}/cli.ts`), ...args], { cwd: root });
    stop.add(name, async () => void (await child.stop()));
    return child;
  };

  say('Starting the central endpoint…');
  const centralData = join(data, 'central');
  const deviceData = join(data, 'device');
  mkdirSync(deviceData, { recursive: true, mode: 0o700 });
  const device = await deviceStatus(deviceData);
  const port = await centralPort(askedPort, device.central);
  const central = node('central', ['serve', '--port', String(port), '--data', centralData]);
  const address = listeningIn(await central.firstLine);
  if (address === null) throw new UsageError('the central endpoint did not start; the reason stands above');
  const code = device.central === address ? null : await enrollmentCode(centralData, device.deviceId);
  const enrollment = code === null ? [] : ['--central', address, '--code', code];

  const runtime = findRuntime({
    platform: process.platform,
    env: process.env,
    root,
    superuser: process.getuid?.() === 0,
    exists: existsSync,
  });
  let app: Child;
  if (runtime.kind === 'electron') {
    say('Opening the app in Electron.');
    app = startChild(runtime.executable, [root, '--data', deviceData, ...enrollment, '--windowed', '--child'], {
      cwd: root,
    });
    stop.add('app', async () => void (await app.stop()));
  } else {
    say(`Electron: ${runtime.why}; serving the app in the browser host instead.`);
    app = node('web', ['--port', String(await freeOr0(FACE_PORT)), '--data', deviceData, ...enrollment]);
    const face = listeningIn(await app.firstLine);
    if (face === null) throw new UsageError('the app did not start; the reason stands above');
    process.stdout.write(`${JSON.stringify({ listening: face })}\n`);
    say(`Open ${face}`);
  }
  say(`The central endpoint listens on ${address}. Ctrl-C ends everything.`);

  // Whoever goes first takes the rest along: a closed window ends well, anything else does not.
  void app.ended.then((exit) => end(exit ?? 1));
  void central.ended.then((exit) => end(exit === 0 ? 0 : 1));
}

/** The port asked for; else the one this device knows; else 8420; else any. */
async function centralPort(asked: number | null, before: string | null): Promise<number> {
  if (asked !== null) return asked;
  return freeOr0(before === null ? CENTRAL_PORT : Number(new URL(before).port));
}

async function deviceStatus(deviceData: string): Promise<Status> {
  const none = { deviceId: null, central: null };
  const asked = startChild(process.execPath, [join(root, 'src/desk/cli.ts'), 'status', '--data', deviceData], {
    cwd: root,
    // A folder without a device yet is told on standard error; that is the answer.
    onLog: () => undefined,
  });
  const line = await asked.firstLine;
  if (line === null) return none;
  return statusSchema.parse(JSON.parse(line));
}

/** For a device that has been enrolled before the code is for that same one, at its new address. */
async function enrollmentCode(centralData: string, deviceId: string | null): Promise<string> {
  const device = deviceId === null ? [] : ['--device', deviceId];
  const asked = startChild(
    process.execPath,
    [join(root, 'src/central/cli.ts'), 'enroll', '--profile', 'kiosk', ...device, '--data', centralData],
    { cwd: root },
  );
  const code = await asked.firstLine;
  if (code === null) throw new UsageError('the central endpoint gave no enrollment code; the reason stands above');
  return code;
}
