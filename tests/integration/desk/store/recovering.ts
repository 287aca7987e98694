/** Opens a damaged folder's store, saying when it begins; may be killed at any moment of it. */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openStandingStore } from '../../../../src/desk/store/standing.ts';

const [folder = ''] = process.argv.slice(2);
const clock = { wall: Date.now, monotonic: () => performance.now() };
writeSync(1, '.');
openStandingStore({ folder, clock, random: randomBytes, log: () => undefined }).close();
