/** What the kiosk says comes to it while it stands there: as files that somebody published, and by no line of code. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildContent, englishOf } from '../../../src/packs/build.ts';
import { projectRoot } from '../../../src/process/project.ts';
import { contentTextSchema } from '../../../src/shared/content/content.ts';
import { pseudoLanguage } from '../../unit/content/pseudo.ts';
import { expect, test } from '../hosts/fixture.ts';
import { locales, Visitor } from './visitor.ts';

/** Reserved for local use (ISO 639-2): nothing in the app or the browser knows it. */
const TAG = 'qaa';
const RESOURCES = join(projectRoot, 'resources');

test('a thirteenth language is two files in a pack: it is on the wall, and its visitor reads and answers in it', async ({
  central,
  device,
  folder,
}) => {
  const resources = join(folder, 'resources');
  const pack = join(folder, 'content.pack');
  addLanguage(resources);
  const built = buildContent(resources, 1000, englishOf(RESOURCES));
  if (!built.ok) throw new Error(`${built.error.file}: ${built.error.detail}`);
  writeFileSync(pack, built.value.bytes);

  await central.start();
  const page = await device.open({ central: central.address(), code: await central.code() });
  const known = new Visitor(page, 'en');
  const tiles = page.getByRole('button', { name: known.text.language.name });
  await expect(tiles).toBeVisible();
  const visitor = new Visitor(page, TAG, resources);
  await expect(visitor.tile(visitor.text.language.name)).toHaveCount(0);

  await central.publish(pack);
  // A device looks when it starts, and every few minutes: nobody waits for those here.
  await device.stop();
  await device.open();
  await expect(visitor.tile(visitor.text.language.name)).toHaveCount(1);
  expect(locales).not.toContain(TAG);

  await visitor.chooseLanguage();
  await visitor.answerQuestions();
  await visitor.write('qaa qaa');
  await visitor.send();
  await expect.poll(async () => (await device.status()).delivered).toBe(1);
});

/** The files that ship, and two more. */
function addLanguage(resources: string): void {
  const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(RESOURCES, ...path), 'utf8'));
  for (const part of ['content', 'locales']) cpSync(join(RESOURCES, part), join(resources, part), { recursive: true });
  const text = contentTextSchema.parse(json('content', 'text', 'en.json'));
  const made = pseudoLanguage(TAG, { text, ui: json('locales', 'en.json') as Record<string, string> });
  const first = { ...made.text, language: { ...made.text.language, order: 1 } };
  writeFileSync(join(resources, 'content', 'text', `${TAG}.json`), JSON.stringify(first));
  writeFileSync(join(resources, 'locales', `${TAG}.json`), JSON.stringify(made.ui));
}
