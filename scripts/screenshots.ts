/** `npm run screenshots`: drives the real app through its screens; writes the pictures of README, or the gallery. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { listeningIn, startChild } from '../src/process/child.ts';
import { parseCommand, runCommand, UsageError } from '../src/process/command.ts';
import { ending } from '../src/process/ending.ts';
import { endsCleanly } from '../src/process/lifetime.ts';
import { projectRoot } from '../src/process/project.ts';
import { locales } from '../tests/e2e/visit/visitor.ts';
import { askForContacts } from '../tests/e2e/visit/walk.ts';
import { settle, takeGallery } from './screenshots/gallery.ts';
import { takeLaptop } from './screenshots/laptop.ts';
import { LANDSCAPE, pictures, PORTRAIT, type Picture } from './screenshots/pictures.ts';
import { takeSheet } from './screenshots/sheets.ts';
import { findChromium } from './tests/chromium.ts';

const USAGE = `
npm run screenshots [-- --gallery] [--out DIR]
npm run screenshots -- --languages [TAG...] [--wide] [--size N] [--out DIR]

Starts the app in the browser host on a folder of its own, walks a visitor through it in a
real Chromium, and an inspector through a laptop, and writes the pictures of README.

  --gallery  every screen instead: upright and wide, dark on light and light on dark, English and
             Arabic, smallest and largest text, with a page to look at them (index.html)
  --languages  every screen in each of these languages, or in all: a page a language (TAG.html) and
             the same as one picture (TAG.png), for who reads that language to look at
    --wide   lying panels instead of upright ones
    --size N   text size, 1 to 4 (2)
  --out DIR  where the pictures go (docs/screenshots; otherwise out/gallery or out/languages, not in git)
`;

await runCommand('npm run screenshots --', async () => {
  const { values, positionals } = parseCommand(
    process.argv.slice(2),
    USAGE,
    {
      out: { type: 'string' },
      gallery: { type: 'boolean', default: false },
      languages: { type: 'boolean', default: false },
      wide: { type: 'boolean', default: false },
      size: { type: 'string', default: '2' },
    },
    process.argv.includes('--languages') ? Infinity : 0,
  );
  if (values.gallery && values.languages) throw new UsageError('--gallery and --languages are two things');
  if (!/^[1-4]$/.test(values.size)) throw new UsageError(`--size takes 1 to 4, not '${values.size}'`);
  const unknown = positionals.find((tag) => !locales.includes(tag));
  if (unknown !== undefined) throw new UsageError(`there is no language ${unknown}`);
  const usual = values.gallery ? 'out/gallery' : values.languages ? 'out/languages' : 'docs/screenshots';
  const out = values.out ?? join(projectRoot, usual);
  const stop = ending((step, error) => process.stderr.write(`${step}: ${String(error)}\n`));
  const end = endsCleanly(() => stop.end());
  try {
    const folder = mkdtempSync(join(tmpdir(), 'fairdesk-pictures-'));
    stop.add('folder', () => rmSync(folder, { recursive: true, force: true }));
    const device = join(folder, 'device');
    if (values.gallery || values.languages) askForContacts(device);
    const host = startChild(process.execPath, ['src/web/cli.ts', '--port', '0', '--data', device], {
      cwd: projectRoot,
    });
    stop.add('host', async () => void (await host.stop()));
    const address = listeningIn(await host.firstLine);
    if (address === null) throw new UsageError('the app did not start; the reason stands above');

    const executablePath = findChromium();
    const browser = await chromium.launch({
      ...(executablePath === null ? {} : { executablePath }),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    stop.add('browser', () => browser.close());
    mkdirSync(out, { recursive: true });
    if (values.gallery) {
      await takeGallery(browser, address, out, (picture) => process.stdout.write(`${picture}\n`));
      process.stderr.write(`${join(out, 'index.html')}\n`);
    }
    if (values.languages) {
      const dress = { panel: values.wide ? LANDSCAPE : PORTRAIT, size: Number(values.size) };
      for (const tag of positionals.length === 0 ? locales : positionals) {
        process.stdout.write(`${await takeSheet(browser, address, out, tag, dress)}\n`);
      }
    }
    for (const picture of values.gallery || values.languages ? [] : pictures) {
      await take(browser, address, picture, join(out, `${picture.name}.png`));
      process.stdout.write(`${picture.name}.png\n`);
    }
    if (!values.gallery && !values.languages) {
      for (const name of await takeLaptop(browser, folder, out, stop)) process.stdout.write(`${name}\n`);
    }
  } finally {
    await stop.end();
  }
  end();
});

async function take(browser: Browser, address: string, { panel, way }: Picture, path: string): Promise<void> {
  const context = await browser.newContext({ viewport: panel, reducedMotion: 'reduce', hasTouch: true });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button').first().waitFor();
  await way(page);
  // A screen that is fetched when it is first used comes a moment later.
  await page.getByRole('heading', { level: 1 }).waitFor();
  // The focus ring of a key is right, but not what a visitor who touches sees.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await settle(page);
  await page.screenshot({ path, animations: 'disabled' });
  await context.close();
}
