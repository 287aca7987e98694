/** `serve`: the central endpoint alone. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { UsageError, parseCommand, portOption } from '../../process/command.ts';
import { endsCleanly } from '../../process/lifetime.ts';
import { projectRoot } from '../../process/project.ts';
import { usualRate, type RateLimit } from '../load/rates.ts';
import { logToStandardError } from '../log.ts';
import { startCentral } from '../serve.ts';
import { DEFAULT_FOLDER, dataFolder, databaseUrl, systemClock, systemRandom } from './options.ts';

const USAGE = `
Usage: npm run central -- serve [options]

Runs the central endpoint. The first line on standard output is {"listening":"http://127.0.0.1:8420"};
logs go to standard error. Ends cleanly on Ctrl-C.

  --port PORT           port to listen on, 0 picks a free one (default 8420)
  --data DIR            folder that holds everything it keeps (default ${DEFAULT_FOLDER})
  --host ADDR           address to listen on (default 127.0.0.1); any but loopback needs
                        --tls-cert and --tls-key, or --trusted-proxy
  --tls-cert FILE       certificate chain, PEM
  --tls-key FILE        its private key, PEM
  --trusted-proxy CIDR  network of the proxy in front that ends TLS
  --metrics-port PORT   serve metrics for Prometheus at http://127.0.0.1:PORT/metrics (off by default)
  --device-rate N       requests a second one device may make, fifty times as many at once
                        (default ${usualRate.perSecond}; 0 for any number)
  --help                this text

Environment:
  DATABASE_URL          another PostgreSQL (15 or newer) than the one in the data folder
`;

export async function serve(args: string[]): Promise<void> {
  const { values } = parseCommand(args, USAGE, {
    port: { type: 'string' },
    data: { type: 'string' },
    host: { type: 'string' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    'trusted-proxy': { type: 'string' },
    'metrics-port': { type: 'string' },
    'device-rate': { type: 'string' },
  });
  const host = values.host ?? '127.0.0.1';
  const tls = tlsOption(values['tls-cert'], values['tls-key']);
  const trustedProxy = proxyOption(values['trusted-proxy']);
  if (!isLoopback(host) && tls === undefined && trustedProxy === undefined) {
    throw new UsageError(`--host ${host} is not loopback: give --tls-cert and --tls-key, or --trusted-proxy`);
  }
  const starting = startCentral({
    folder: dataFolder(values.data),
    port: portOption(values.port ?? '8420'),
    host,
    databaseUrl: databaseUrl(),
    clock: systemClock,
    random: systemRandom,
    log: logToStandardError(),
    tls,
    trustedProxy,
    metricsPort:
      values['metrics-port'] === undefined ? undefined : portOption(values['metrics-port'], '--metrics-port'),
    deviceRate: rateOption(values['device-rate']),
    shipped: join(projectRoot, 'resources'),
  });
  // A signal during the start waits for it: what was started must be stopped.
  endsCleanly(async () => {
    const central = await starting.catch(() => null);
    await central?.close();
  });
  const { url, metricsUrl } = await starting;
  const told = metricsUrl === null ? { listening: url } : { listening: url, metrics: metricsUrl };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

function rateOption(text: string | undefined): RateLimit | null | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw new UsageError(`--device-rate takes a whole number, not '${text}'`);
  const perSecond = Number(text);
  return perSecond === 0 ? null : { perSecond, burst: perSecond * (usualRate.burst / usualRate.perSecond) };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function tlsOption(cert: string | undefined, key: string | undefined) {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new UsageError('--tls-cert and --tls-key belong together');
  return { cert: readPem(cert, '--tls-cert'), key: readPem(key, '--tls-key') };
}

function readPem(path: string, option: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${option}: ${path} cannot be read (${(error as { code?: string }).code ?? ''})`);
  }
}

function proxyOption(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  const length = bits === undefined ? 0 : Number(bits);
  if (
    family === 0 ||
    more !== undefined ||
    (bits !== undefined && !/^\d{1,3}$/.test(bits)) ||
    length > (family === 6 ? 128 : 32)
  ) {
    throw new UsageError(`--trusted-proxy takes an address or a network such as 10.0.0.0/8, not '${text}'`);
  }
  return text;
}
