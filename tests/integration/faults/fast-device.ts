/**
 * A device that enrolls, submits and sends, until it has `total` reports and all are delivered, or it is
 * killed. It prints a report's reference only after the commit. Its time runs faster than the world's, so
 * that waits of the contract (5 s, 15 min) take their share of a test; all else is the desk as it is.
 * Arguments: the data folder, the central endpoint's address, a code, `total`, how many times faster.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileKeyStore } from '../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../src/desk/open.ts';

const [folder = '', central = '', code = '', total = '0', faster = '1'] = process.argv.slice(2);
const speed = Number(faster);
const atWorldSpeed = globalThis.setTimeout;
const pause = (ms: number) => new Promise<void>((resolve) => void atWorldSpeed(resolve, ms));
globalThis.setTimeout = Object.assign(
  (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => atWorldSpeed(work, ms / speed, ...args),
  atWorldSpeed,
);

const desk = await openDesk({
  folder,
  resources: join(import.meta.dirname, '../../../resources'),
  appVersion: '0.0.0',
  clock: { wall: Date.now, monotonic: () => performance.now() * speed },
  random: randomBytes,
  keyStore: fileKeyStore(folder),
  log: () => undefined,
});

while (!(await desk.enroll(central, code)).ok) await pause(20);

const written = () => {
  const { waiting, delivered, deadLetters } = desk.status();
  return waiting + delivered + deadLetters;
};
for (let left = Number(total) - written(); left > 0; left--) {
  const answer = await desk.call('feedback.submit', {
    key: randomUUID(),
    surveyId: 'visit',
    surveyVersion: 1,
    locale: 'en',
    partial: false,
    answers: { satisfaction: 1 + (left % 5) },
  });
  const saved = answer.ok ? (answer.value as { ok: boolean; value?: { reference: string | null } }) : { ok: false };
  if (!saved.ok || saved.value === undefined) throw new Error(JSON.stringify(answer));
  // A write straight to the pipe: nothing is printed later than it was said.
  writeSync(1, `${saved.value.reference ?? ''}\n`);
  // Visitors leave the desk time to send.
  await pause(left % 20 === 0 ? 5 : 0);
}
while (desk.status().waiting > 0) await pause(20);
writeSync(1, `end ${JSON.stringify(desk.status())}\n`);
await desk.close();
process.exit(0);
