/** `npm run web`: one device in the browser host. The first line on standard output is where it listens. */
import { spawn } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileKeyStore } from '../desk/keys/file-key-store.ts';
import { openDesk } from '../desk/open.ts';
import { withExportFolder } from '../desk/staff/export-folder.ts';
import { findSticks } from '../desk/staff/sticks.ts';
import { parseCommand, portOption, runCommand, UsageError } from '../process/command.ts';
import { ending } from '../process/ending.ts';
import { beginEnrollment } from '../process/enrollment.ts';
import { listFiles } from '../process/files.ts';
import { claimFolder } from '../process/folder.ts';
import { endsCleanly } from '../process/lifetime.ts';
import { errorPlace, logToStandardError } from '../process/log.ts';
import { appVersion, buildScript, projectRoot } from '../process/project.ts';
import type { WebLog } from './log.ts';
import { serve } from './server.ts';
import { keepToken } from './token.ts';

const USAGE = `
npm run web -- --data DIR [--port PORT] [--central URL --code CODE] [--ca FILE] [--export-to DIR] [--prints]
               [--resources DIR]

Serves one device in the browser host, on this machine only. The first line says where:
{"listening":"http://127.0.0.1:8430/#token=..."}; open that address in a browser.

  --data DIR     the folder that holds everything this device keeps; made if it is missing
  --port PORT    the port on 127.0.0.1 (8430; 0 picks a free one)
  --central URL  the central endpoint: https, or http on this machine
  --code CODE    a one-time enrollment code from 'npm run central -- enroll'
  --export-to DIR  a folder that staff can export to beside sticks, such as a network share
  --prints       the browser that opens the page prints without asking (Chromium's --kiosk-printing),
                 on a printer that is there; otherwise the page never prints
  --resources DIR  content and words of this folder instead of those that ship: a language looked at
                 before it is handed in
  --ca FILE      the certificate authority of the central endpoint (PEM), instead of the system's

Without --central it runs unenrolled and queues. Once enrolled, it goes on by itself; giving
the same --central and --code again does no harm. Where the central endpoint is away it
serves, queues and keeps trying. Ctrl-C ends it.
`;

const DEFAULT_PORT = '8430';

await runCommand('npm run web --', async () => {
  const { values } = parseCommand(process.argv.slice(2), USAGE, {
    port: { type: 'string', default: DEFAULT_PORT },
    data: { type: 'string' },
    central: { type: 'string' },
    code: { type: 'string' },
    ca: { type: 'string' },
    resources: { type: 'string' },
    'export-to': { type: 'string' },
    prints: { type: 'boolean', default: false },
  });
  const port = portOption(values.port);
  if (values.data === undefined || values.data === '') throw new UsageError('--data DIR is needed');
  const { central, code } = values;
  if (central === undefined && code !== undefined) throw new UsageError('--code needs --central URL');
  const ca = values.ca === undefined ? undefined : readAuthority(values.ca);

  const log = logToStandardError();
  const webLog: WebLog = log;
  const stop = ending((step, error) => webLog({ event: 'web.stop-failed', step, error: errorPlace(error) }));
  endsCleanly(() => stop.end());

  /** What is open already is closed before the reason is said. */
  const refusal = async (why: string): Promise<UsageError> => {
    await stop.end();
    return new UsageError(why);
  };

  const folder = resolve(values.data);
  const exportTo = values['export-to'];
  const claim = claimFolder(folder, 'browser host');
  if (!claim.ok) throw new UsageError(claim.error.detail);
  stop.add('folder', () => claim.value.release());

  await buildFace();
  const desk = await openDesk({
    folder,
    resources: resolve(values.resources ?? join(projectRoot, 'resources')),
    appVersion: appVersion(),
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
    keyStore: fileKeyStore(folder),
    log,
    ca,
    ...(exportTo === undefined ? {} : { sticks: withExportFolder(resolve(exportTo), findSticks(folder)) }),
  });
  stop.add('desk', () => desk.close());
  if (central !== undefined && code === undefined && !desk.status().enrolled) {
    throw await refusal('--central needs --code until this folder is enrolled');
  }

  const token = keepToken(folder, randomBytes);
  const files = listFiles(join(projectRoot, 'out/renderer'));
  const server = await serve({ desk, files, port, token, prints: values.prints, log: webLog });
  if (!server.ok) throw await refusal(server.error.detail);
  stop.add('server', () => server.value.close());

  const leaving = new AbortController();
  stop.add('enrollment', () => leaving.abort());
  if (central !== undefined && code !== undefined) {
    const enroll = (url: string, word: string) => desk.enroll(url, word);
    const outcome = await beginEnrollment({ enroll, central, code, log: webLog }, leaving.signal);
    // A wrong address is a slip of the hand. A refused code is not: the device goes on serving and queueing.
    if (outcome?.ok === false && outcome.error.type === 'bad-address') throw await refusal(outcome.error.detail);
  }
  process.stdout.write(`${JSON.stringify({ listening: `http://127.0.0.1:${server.value.port}/#token=${token}` })}\n`);
});

/** A file that holds no certificate would trust nobody, and say so only at the first request. */
function readAuthority(path: string): string {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`--ca: ${path} cannot be read (${(error as { code?: string }).code ?? ''})`);
  }
  if (isCertificate(pem)) return pem;
  throw new UsageError(`--ca: ${path} holds no certificate in PEM`);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** From a checkout the face is built first where it is missing or older than its sources. */
async function buildFace(): Promise<void> {
  const script = buildScript();
  if (script === null) return;
  // Standard output is for the address.
  const child = spawn(process.execPath, [script, '--if-needed'], { cwd: projectRoot, stdio: ['ignore', 2, 2] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new UsageError('the face could not be built');
}
