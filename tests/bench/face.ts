/**
 * The face in a real Chromium whose processor is slowed down four times: from the press to the paint of
 * what it led to. And what the first screen costs while nobody is there.
 */
import { join } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { build } from '../../scripts/build/build.ts';
import { findChromium } from '../../scripts/tests/chromium.ts';
import { listeningIn, startChild } from '../../src/process/child.ts';
import { projectRoot } from '../../src/process/project.ts';
import { locales, Visitor } from '../e2e/visit/visitor.ts';
import { besideLimit, type Bench, type BenchRow } from './bench.ts';
import { spread } from './measure.ts';

const PANEL = { width: 1080, height: 1920 };
const SLOWER = 4;
const ROUNDS = 3;
const CHANGES = 40;
const IDLE_MS = 20_000;
/** Longer than any press takes: something is wrong. */
const PATIENCE_MS = 20_000;
/** Until the first screen has fetched and drawn all it will. */
const SETTLED_MS = 5000;

export const faceBench: Bench = {
  against: `the limit: Chromium at 1080 × 1920, slowed down ${SLOWER} times; 95 of 100 presses are faster`,
  async run({ folder }) {
    const built = await build({ root: projectRoot });
    if (!built.ok) throw new Error(built.error.detail);
    const args = ['src/web/cli.ts', '--port', '0', '--data', join(folder, 'device')];
    const host = startChild(process.execPath, args, { cwd: projectRoot, onLog: () => undefined });
    const executablePath = findChromium();
    const browser = await chromium.launch({
      ...(executablePath === null ? {} : { executablePath }),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    try {
      const address = listeningIn(await host.firstLine);
      if (address === null) throw new Error('the browser host did not start');
      const page = await browser.newPage({ viewport: PANEL });
      await page.goto(address);
      const idle = await idleShare(browser, page);
      return [...(await pressRows(page)), ...idle];
    } finally {
      await browser.close();
      await host.stop();
    }
  },
};

async function pressRows(page: Page): Promise<readonly BenchRow[]> {
  const slow = await page.context().newCDPSession(page);
  await slow.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const they = new Visitor(page, 'en');
  // What is fetched at its first use is there for the rest of the day.
  await visits(page, they, 8);
  const measured: Times[] = [];
  for (let round = 0; round < ROUNDS; round += 1) measured.push(await visits(page, they, CHANGES));
  const row = (what: string, which: keyof Times, value: number) =>
    besideLimit(what, 'ms', spread(measured.map((times) => p95(times[which]))), { bound: '≤', value });
  return [
    row('screen change, p95', 'screens', 100),
    row('language switch, p95', 'languages', 150),
    row('key press → paint, p95', 'keys', 50),
  ];
}

interface Times {
  readonly screens: number[];
  readonly languages: number[];
  readonly keys: number[];
}

/** To the rights and back, an arrow on each screen, another language each time. */
async function visits(page: Page, they: Visitor, changes: number): Promise<Times> {
  const times: Times = { screens: [], languages: [], keys: [] };
  const others = locales.filter((locale) => locale !== 'en');
  await they.chooseLanguage();
  for (let at = 0; times.screens.length < changes; at += 1) {
    times.screens.push(await press(page, they.tile(they.word('home.rights')).first(), 'title'));
    times.keys.push(await key(page, 'ArrowDown'));
    times.screens.push(await press(page, page.locator('main .tile').first(), 'title'));
    times.keys.push(await key(page, 'Tab'));
    times.screens.push(await press(page, they.button(they.word('rights.all')), 'title'));
    times.screens.push(await press(page, they.button(they.word('common.back')), 'title'));
    times.keys.push(await key(page, 'ArrowDown'));
    const other = new Visitor(page, others[at % others.length] ?? 'es');
    await press(page, they.button(they.word('bar.language')), 'title');
    const tile = page.locator('main .tile.language', { hasText: other.text.language.name });
    // Twelve languages take two pages of the sheet.
    await they.reveal(tile);
    times.languages.push(await press(page, tile, 'lang'));
    await press(page, other.button(other.word('bar.language')), 'title');
    times.languages.push(
      await press(page, page.locator('main .tile.language', { hasText: they.text.language.name }), 'lang'),
    );
  }
  await they.touch(they.button(they.word('bar.startOver')));
  return times;
}

type Change = 'title' | 'lang' | 'none';

async function press(page: Page, thing: ReturnType<Page['locator']>, change: Change): Promise<number> {
  const box = await thing.boundingBox();
  if (box === null) throw new Error(`nothing to press: ${String(thing)}`);
  await watch(page, 'click', change);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  return await painted(page);
}

async function key(page: Page, name: string): Promise<number> {
  await watch(page, 'keydown', 'none');
  await page.keyboard.press(name);
  return await painted(page);
}

/** Where the page keeps the answer until it is asked for: an event may come before a second question does. */
declare global {
  var fairdeskPainted: Promise<number> | undefined;
}

/** Lies in wait for the next event. It must be there before the event is sent: the two go different ways. */
async function watch(page: Page, event: 'click' | 'keydown', change: Change): Promise<void> {
  await page.evaluate(
    ([type, what, limit]) => {
      const title = () => [...document.querySelectorAll('main h1')].find((each) => each.checkVisibility())?.textContent;
      const before = { title: title(), lang: document.documentElement.lang };
      const isThere = () =>
        what === 'none' ||
        (what === 'title'
          ? title() !== undefined && title() !== before.title
          : document.documentElement.lang !== before.lang);
      globalThis.fairdeskPainted = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`nothing changed after ${type} on ${before.title ?? 'no title'}`)), limit);
        const since = (pressed: Event) => {
          const look = () => {
            if (!isThere()) return void requestAnimationFrame(look);
            // A task after the frame's own callbacks runs when it has been painted.
            const after = new MessageChannel();
            after.port1.addEventListener('message', () => resolve(performance.now() - pressed.timeStamp));
            after.port1.start();
            after.port2.postMessage(null);
          };
          requestAnimationFrame(look);
        };
        window.addEventListener(type, since, { capture: true, once: true });
      });
    },
    [event, change, PATIENCE_MS] as const,
  );
}

/** Milliseconds from the event, as the browser stamped it, to the frame that shows the change. */
async function painted(page: Page): Promise<number> {
  return await page.evaluate(async () => (await globalThis.fairdeskPainted) ?? Number.NaN);
}

function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? Number.NaN;
}

async function idleShare(browser: Browser, page: Page): Promise<readonly BenchRow[]> {
  const session = await browser.newBrowserCDPSession();
  await page.waitForTimeout(SETTLED_MS);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await busySeconds(session);
    const since = performance.now();
    await page.waitForTimeout(IDLE_MS);
    const seconds = (performance.now() - since) / 1000;
    const after = await busySeconds(session);
    rounds.push({
      page: (100 * (after.page - before.page)) / seconds,
      all: (100 * (after.all - before.all)) / seconds,
    });
  }
  const limit = { bound: '≤', value: 2 } as const;
  return [
    besideLimit(
      'first screen, nobody there: its page',
      '% of a core',
      spread(rounds.map(({ page: share }) => share)),
      limit,
    ),
    besideLimit(
      'first screen, nobody there: all of Chromium',
      '% of a core',
      spread(rounds.map(({ all }) => all)),
      limit,
    ),
  ];
}

async function busySeconds(session: CDPSession): Promise<{ readonly page: number; readonly all: number }> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sum = (some: typeof processInfo) => some.reduce((total, { cpuTime }) => total + cpuTime, 0);
  return { page: sum(processInfo.filter(({ type }) => type === 'renderer')), all: sum(processInfo) };
}
