/** The pictures of an inspector's laptop: a central endpoint and a laptop of their own, driven to the rights and to the owner's turn. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import type { Ending } from '../../src/process/ending.ts';
import { browserDevice } from '../../tests/e2e/hosts/browser-host.ts';
import { centralProcess } from '../../tests/e2e/hosts/central.ts';
import { dana, LAPTOP, openLaptop } from '../../tests/e2e/inspector/laptop.ts';
import { settle } from './gallery.ts';

/**
 * @param folder where central endpoint and laptop keep what is theirs, each in a folder of its own
 * @param out where the pictures go
 * @returns their names
 */
export async function takeLaptop(browser: Browser, folder: string, out: string, stop: Ending): Promise<string[]> {
  // A PostgreSQL that runs as another user walks through it.
  chmodSync(folder, 0o755);
  const context = await browser.newContext({ ...LAPTOP, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const central = centralProcess(join(folder, 'central'));
  const device = browserDevice(join(folder, 'laptop'), page);
  stop.add('central', () => central.stop());
  stop.add('laptop', () => device.stop());

  const inspector = await openLaptop(central, device);
  const picture = async (name: string) => {
    await settle(page);
    await page.screenshot({ path: join(out, `${name}.png`), animations: 'disabled' });
    return `${name}.png`;
  };
  await inspector.signIn(dana);
  await inspector.isAt('inspector.place.today');
  await inspector.start();
  await inspector.type('inspector.review.business.name', 'Jackson Heights Bakery');
  await inspector.select('inspector.review.language', 'ur');
  await inspector.goOn('copy');
  await inspector.says('role', 'owner');
  await inspector.says('how', 'paper');
  await inspector.says('interpreter', 'phone');
  await inspector.goOn('rights');
  const pictures = [await picture('laptop-rights')];
  await inspector.press('inspector.review.hand');
  await page.locator('html[lang="ur"]').waitFor();
  pictures.push(await picture('laptop-owner'));
  await context.close();
  return pictures;
}
