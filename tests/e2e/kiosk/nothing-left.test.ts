/**
 * What a visitor wrote is nowhere once their session has ended, but inside the seal: not in the page's
 * memory, its document or stores, the browser's profile on the disk, the host's log, or the desk's folder.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type CDPSession, type Locator, type Page } from '@playwright/test';
import { browserDevice } from '../hosts/browser-host.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Typist } from '../keyboard/typist.ts';
import { leftBehind } from '../visit/left-behind.ts';
import { catalogue, Visitor } from '../visit/visitor.ts';

/** In every field, followed by the field's name; a word of no language and of no code. */
const CANARY = 'quenzivor';
/** The keyboard on the screen begins a sentence with a capital. */
const SOUGHT = CANARY.slice(1);

test.skip(({ host }) => host !== 'browser', 'a profile folder and a debugger are given to a browser only');

test('nothing a visitor wrote is left in memory, page, profile, log or database', async ({
  folder,
  launchOptions,
  viewport,
}) => {
  test.slow();
  const profile = join(folder, 'profile');
  const data = join(folder, 'device');
  mkdirSync(data);
  // What silence may keep is kept here: answers, but no word.
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ contactRequests: true, keepPartialAnswers: true }));
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions, viewport, hasTouch: true });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.clock.install();
  const device = browserDevice(data, page);
  try {
    await device.open();
    const heap = await context.newCDPSession(page);
    const they = new Visitor(page, 'en');

    await they.chooseLanguage();
    await they.answerQuestions();
    const typist = new Typist(they);
    await typist.begin();
    await typist.touch('Q', ...SOUGHT.split(''));
    // A search that cannot find what is there would prove nothing.
    expect(await inMemory(heap)).toContain(`Q${SOUGHT}`);
    await they.touch(they.button(they.word('bar.startOver')));
    await they.touch(they.button(they.word('startOver.yes')));
    await expectNothing(page, heap, 'start over');

    await they.chooseLanguage();
    await they.touch(they.tile(they.word('home.rights')));
    await they.touch(they.tile(they.word('rights.search')));
    await type(page, page.getByRole('textbox'), 'search');
    await they.touch(they.button(they.word('rights.all')));
    await they.touch(they.button(they.word('bar.startOver')));
    await expectNothing(page, heap, 'a search');

    await they.chooseLanguage();
    await they.answerQuestions();
    await type(page, page.getByRole('textbox'), 'kept-comment');
    await page.clock.runFor(121_000);
    await page.clock.runFor(31_000);
    await expectNothing(page, heap, 'silence, which keeps the answers');

    await they.chooseLanguage();
    await sendEverything(page, they);
    await they.touch(they.button(they.word('common.done')));
    await expectNothing(page, heap, 'everything sent');
    expect(await device.status()).toMatchObject({ waiting: 4 });
    expect(inFiles(data)).toEqual([]);
    expect(inFiles(profile)).toEqual([]);
  } finally {
    await context.close();
    await device.stop();
  }
  // The last things are written when browser and desk end.
  expect(inFiles(profile)).toEqual([]);
  expect(inFiles(data)).toEqual([]);
  expect(device.log.filter((line) => line.includes(SOUGHT))).toEqual([]);
});

/** By key events, as a real keyboard sends them: a driver that fills a field leaves its own copy in the page. */
async function type(page: Page, field: Locator, name: string): Promise<void> {
  await field.focus();
  await page.keyboard.type(`${CANARY}-${name}`);
}

async function thank(they: Visitor): Promise<void> {
  const next = () => they.touch(they.button(they.word('common.next')));
  await they.touch(they.tile(they.word('home.thank')));
  await they.touch(they.option(catalogue.agencies[0]?.name ?? ''));
  await next();
  await they.touch(they.option(they.word('thank.kind.person')));
  await next();
  await type(they.page, they.page.getByRole('textbox'), 'nominee');
  await next();
  await they.touch(they.option(they.word('thank.values.quality')));
  await next();
  await type(they.page, they.page.getByRole('textbox'), 'story');
}

async function sendEverything(page: Page, they: Visitor): Promise<void> {
  await thank(they);
  await they.touch(they.button(they.word('common.next')));
  await they.send();
  await they.touch(they.button(they.word('sent.more')));
  await they.answerQuestions();
  await type(page, page.getByRole('textbox'), 'sent-comment');
  await they.touch(they.button(they.word('common.send')));
  await they.touch(they.button(they.word('contact.ask.yes')));
  for (const field of ['name', 'phone', 'email'])
    await type(page, page.getByRole('textbox', { name: they.word(`contact.${field}`) }), `${field}@example.org`);
  await they.touch(they.button(they.word('common.next')));
  await type(page, page.getByRole('textbox'), 'message');
  await they.send();
}

async function expectNothing(page: Page, heap: CDPSession, after: string): Promise<void> {
  await expect(page.locator('.tile.language').first()).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  expect(await leftBehind(page, SOUGHT), after).toEqual([]);
  expect(await inMemory(heap), after).toEqual([]);
}

/** Every string of a heap snapshot that holds the canary, after a full collection. */
async function inMemory(session: CDPSession): Promise<readonly string[]> {
  await session.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const chunks: string[] = [];
  const collect = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', collect);
  const snapshot = JSON.parse(chunks.join('')) as { readonly strings: readonly string[] };
  expect(snapshot.strings.length).toBeGreaterThan(1000);
  return snapshot.strings.filter((each) => each.includes(SOUGHT));
}

/** Files that hold the canary, in the two encodings a browser and a database write. */
function inFiles(folder: string): readonly string[] {
  const canaries = [Buffer.from(SOUGHT, 'utf8'), Buffer.from(SOUGHT, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return canaries.some((canary) => bytes.includes(canary));
    });
}
