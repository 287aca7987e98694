/** A process that uploads what is wanted in the data folder it is given, until it is killed. */
import { randomBytes } from 'node:crypto';
import { openBlobFolder } from '../../../../src/desk/attachments/blob-folder.ts';
import { startUploads } from '../../../../src/desk/delivery/uploads.ts';
import { openClient } from '../../../../src/desk/device/client.ts';
import { openDeviceKeys } from '../../../../src/desk/device/keys.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openStore } from '../../../../src/desk/store/store.ts';

const [folder = ''] = process.argv.slice(2);
const clock = { wall: () => Date.now(), monotonic: () => performance.now() };
const store = openStore({ folder, clock, random: randomBytes });
startUploads({
  client: openClient(),
  records: store.records,
  keys: openDeviceKeys(store.records, fileKeyStore(folder)),
  clock,
  attachments: store.attachments,
  blobs: openBlobFolder({ folder, random: randomBytes, named: store.attachments.all, now: clock.wall() }),
  random: randomBytes,
  log: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
});
// Nothing else keeps this process alive while nothing is wanted.
setInterval(() => undefined, 60_000);
