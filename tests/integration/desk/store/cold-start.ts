/** Opens the desk of a folder and says how long that took (ms) and what the process then holds (bytes). */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../../src/desk/open.ts';

const [folder = ''] = process.argv.slice(2);
const before = performance.now();
const desk = await openDesk({
  folder,
  resources: resolve(import.meta.dirname, '../../../../resources'),
  appVersion: '0.0.0',
  clock: { wall: Date.now, monotonic: () => performance.now() },
  random: randomBytes,
  keyStore: fileKeyStore(folder),
  log: () => undefined,
});
const ms = performance.now() - before;
const { waiting, delivered } = desk.status();
process.stdout.write(`${JSON.stringify({ ms, rss: process.memoryUsage.rss(), waiting, delivered })}\n`);
await desk.close();
