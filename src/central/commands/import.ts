/** `import`: takes in what a device wrote to a file because no network carries it. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { UsageError, parseCommand } from '../../process/command.ts';
import { openBlobs } from '../attachments/blobs.ts';
import type { Endpoint } from '../endpoint.ts';
import { importFile, type ImportFault } from '../import/take.ts';
import { checkBelonging, checkOwner } from '../keys/belonging.ts';
import { hasKeys, openKeyring } from '../keys/keyring.ts';
import { openGate, usualLoad } from '../load/gate.ts';
import { openRates } from '../load/rates.ts';
import { noMetrics } from '../metrics/metrics.ts';
import { DEFAULT_FOLDER, dataFolder, systemClock, systemRandom, withStore } from './options.ts';

const USAGE = `
Usage: npm run -s central -- import FILE [options]

Takes the reports of a device's export file ("npm run desk -- export FILE") exactly as they are taken over
the network: each once, however often it comes. Prints one JSON object and writes the receipts to a file
that the device reads back with "npm run desk -- receipts". Works beside a running server and without one.

  --receipts FILE  where the receipts go (default FILE.receipts)
  --unsigned-ok    take a file without the device's signature too, as where it was cut off: you confirm
                   that it is what that device wrote
  --data DIR       data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help           this text

Environment: DATABASE_URL, as for serve.
`;

export async function importReports(args: string[]): Promise<void> {
  const { values, positionals } = parseCommand(
    args,
    USAGE,
    { data: { type: 'string' }, receipts: { type: 'string' }, 'unsigned-ok': { type: 'boolean' } },
    1,
  );
  const [name] = positionals;
  if (name === undefined || name === '') throw new UsageError('FILE is missing: the export file of a device');
  const file = resolve(name);
  const receipts = resolve(values.receipts ?? `${name}.receipts`);
  const folder = dataFolder(values.data);
  if (!hasKeys(folder)) throw new UsageError(`${folder} holds no keys of a central endpoint`);
  const imported = await withStore(folder, false, async (store, log) => {
    await checkOwner(store.db, folder);
    const keyring = await openKeyring(folder, systemClock.wall(), randomUUID);
    await checkBelonging(store.db, keyring, folder);
    const blobs = await openBlobs(folder);
    const endpoint: Endpoint = {
      store,
      blobs,
      keyring,
      clock: systemClock,
      random: systemRandom,
      log,
      mintId: randomUUID,
      // A server's own look at intake lets them leave.
      visitorsArrived() {},
      gate: openGate(usualLoad, noMetrics),
      rates: openRates(null, systemClock),
      metrics: noMetrics,
    };
    try {
      return await importFile(endpoint, { file, receipts, unsignedOk: values['unsigned-ok'] === true });
    } catch (error) {
      const { code, syscall } = error as { code?: string; syscall?: string };
      if (syscall === undefined || /^(ECONN|connect)/.test(code ?? '')) throw error;
      throw new UsageError(`${receipts} cannot be written (${code ?? ''})`);
    }
  });
  if (!imported.ok) throw new UsageError(`${file} is not imported: ${inWords(imported.error)}`);
  process.stdout.write(`${JSON.stringify(imported.value)}\n`);
}

function inWords(fault: ImportFault): string {
  switch (fault.type) {
    case 'not-an-export':
      return 'it is no export file of a device';
    case 'not-in-order':
      return 'something stands behind its signature';
    case 'unreadable':
      return `it cannot be read (${fault.code})`;
    case 'unknown-device':
      return `the device ${fault.device} is not known here; one forgotten by a restore is enrolled anew with "enroll --device"`;
    case 'revoked':
      return `the device ${fault.device} was revoked: enroll it anew with "enroll --device", then export again`;
    case 'altered':
      return `its signature is not that of ${fault.device} over what is in it`;
    case 'unsigned':
      return (
        `it has no signature of the device ${fault.device}; ${fault.events} of ${fault.count} events are whole. ` +
        'Say --unsigned-ok if you know that it is what that device wrote'
      );
    default:
      return fault satisfies never;
  }
}
