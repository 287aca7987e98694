/** `npm run screenshots`: drives the real app through its screens and writes the pictures of README. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { listeningIn, startChild } from '../src/process/child.ts';
import { parseCommand, runCommand, UsageError } from '../src/process/command.ts';
import { ending } from '../src/process/ending.ts';
import { endsCleanly } from '../src/process/lifetime.ts';
import { projectRoot } from '../src/process/project.ts';
import { pictures, type Picture } from './screenshots/pictures.ts';
import { findChromium } from './tests/chromium.ts';

const USAGE = `
npm run screenshots [-- --out DIR]

Starts the app in the browser host on a folder of its own, walks a visitor through it in a
real Chromium and writes the pictures of README.

  --out DIR  where the pictures go (docs/screenshots)
`;

await runCommand('npm run screenshots --', async () => {
  const { values } = parseCommand(process.argv.slice(2), USAGE, {
    out: { type: 'string', default: join(projectRoot, 'docs/screenshots') },
  });
  const stop = ending((step, error) => process.stderr.write(`${step}: ${String(error)}\n`));
  const end = endsCleanly(() => stop.end());
  try {
    const folder = mkdtempSync(join(tmpdir(), 'fairdesk-pictures-'));
    stop.add('folder', () => rmSync(folder, { recursive: true, force: true }));
    const host = startChild(process.execPath, ['src/web/cli.ts', '--port', '0', '--data', join(folder, 'device')], {
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
    mkdirSync(values.out, { recursive: true });
    for (const picture of pictures) {
      await take(browser, address, picture, join(values.out, `${picture.name}.png`));
      process.stdout.write(`${picture.name}.png\n`);
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
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
  await page.screenshot({ path, animations: 'disabled' });
  await context.close();
}
