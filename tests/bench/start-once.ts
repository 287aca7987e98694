/** Opens the desk of a folder once and says how long that took. Argument: the folder. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileKeyStore } from '../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../src/desk/open.ts';
import { projectRoot } from '../../src/process/project.ts';
import { systemClock } from './fixtures.ts';

const [folder = ''] = process.argv.slice(2);
const before = performance.now();
const desk = await openDesk({
  folder,
  resources: join(projectRoot, 'resources'),
  appVersion: '0.0.0',
  clock: systemClock,
  random: randomBytes,
  keyStore: fileKeyStore(folder),
  log: () => undefined,
});
// Counted from the start of the process.
const ready = performance.now();
process.stdout.write(`${JSON.stringify({ opened: ready - before, ready })}\n`);
await desk.close();
