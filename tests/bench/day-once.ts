/**
 * Days of ten thousand sessions through the desk's API, the clock moved on by eight seconds each, and the memory
 * of this process before and after. Run with `--expose-gc`. Argument: a folder.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { fileKeyStore } from '../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../src/desk/open.ts';
import { ENROLLMENT_RECORD } from '../../src/desk/store/device-records.ts';
import { openStore } from '../../src/desk/store/store.ts';
import { projectRoot } from '../../src/process/project.ts';
import { enrollmentOf, systemClock } from './fixtures.ts';

const SESSIONS = 10_000;
/** The engine's young generation and the allocator grow for a day, and then no more. */
const WARM_UP = 10_000;
const STEP_MS = (24 * 3_600_000) / SESSIONS;

const [folder = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const store = openStore({ folder, clock: systemClock, random: randomBytes });
store.records.write(ENROLLMENT_RECORD, { ...enrollmentOf(), central: 'http://127.0.0.1:1' });
store.close();

let moved = 0;
const began = Date.now();
const desk = await openDesk({
  folder,
  resources: join(projectRoot, 'resources'),
  appVersion: '0.0.0',
  clock: { wall: () => began + moved, monotonic: () => moved },
  random: randomBytes,
  keyStore: fileKeyStore(folder),
  log: () => undefined,
});
desk.subscribe(() => undefined);

const opened = z.object({
  ok: z.literal(true),
  value: z.object({ catalogue: z.object({ surveys: z.array(z.object({ id: z.string(), version: z.number() })) }) }),
});
const saved = z.object({ ok: z.literal(true), value: z.object({ ok: z.literal(true) }) });
const [survey] = opened.parse(await desk.call('face.open', {})).value.catalogue.surveys;
if (survey === undefined) throw new Error('there is no survey');
const { id: surveyId, version: surveyVersion } = survey;
const answers = { satisfaction: 4, comment: 'Me atendieron en mi idioma y con paciencia.' };

async function session(): Promise<void> {
  await desk.call('session.set', { active: true });
  await desk.call('content.read', { locale: 'es' });
  const form = { key: randomUUID(), locale: 'es', surveyId, surveyVersion, partial: false, answers };
  saved.parse(await desk.call('feedback.submit', form));
  await desk.call('delivery.status', {});
  await desk.call('session.set', { active: false });
  moved += STEP_MS;
}

async function memory(): Promise<{ heap: number; rss: number }> {
  // What finalizers free is collected by the next round.
  for (let at = 0; at < 4; at += 1) {
    globalThis.gc?.();
    await setImmediate();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, rss };
}

for (let at = 0; at < WARM_UP; at += 1) await session();
const morning = await memory();
for (let at = 0; at < SESSIONS; at += 1) await session();
const evening = await memory();
process.stdout.write(`${JSON.stringify({ morning, evening })}\n`);
await desk.close();
