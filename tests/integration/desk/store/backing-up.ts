/** Makes backups of a folder one after the other, saying when it begins, until it is killed. */
import { writeSync } from 'node:fs';
import { makeBackup } from '../../../../src/desk/store/backups.ts';

const [folder = ''] = process.argv.slice(2);
for (;;) {
  writeSync(1, '.');
  await makeBackup(folder);
}
