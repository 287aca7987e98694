/** A sheet a language: all its screens on one page, and the page as one picture. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';
import { fileOf, takeLook, type Look } from './gallery.ts';

/** Wide enough for letters to be read, so few in a row that the whole is a page to scroll and not a map. */
const THUMB_PX = { upright: 360, wide: 640 };
const ROW_PX = 2000;

/** @returns the path of the page; `<tag>.png` stands beside it, the single pictures in the folder `<tag>` */
export async function takeSheet(
  browser: Browser,
  address: string,
  out: string,
  tag: string,
  dress: Pick<Look, 'panel' | 'size'>,
): Promise<string> {
  mkdirSync(join(out, tag), { recursive: true });
  const look: Look = { name: tag, locale: tag, contrast: 'dark-on-light', ...dress };
  const screens = await takeLook(browser, address, look, join(out, tag));
  const path = join(out, `${tag}.html`);
  writeFileSync(path, sheetPage(look, screens));

  const page = await browser.newPage({ viewport: { width: ROW_PX, height: 1000 } });
  await page.goto(pathToFileURL(path).href);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  await page.screenshot({ path: join(out, `${tag}.png`), fullPage: true });
  await page.close();
  return path;
}

function sheetPage({ name, panel, size }: Look, screens: readonly string[]): string {
  const width = panel.width < panel.height ? THUMB_PX.upright : THUMB_PX.wide;
  const figures = screens.map((screen) => {
    const path = `${name}/${fileOf(screen)}`;
    return `<figure><a href="${path}"><img src="${path}" alt="${screen}"></a><figcaption>${screen}</figcaption></figure>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Fairdesk in ${name}</title>
<style>
body { font: 16px sans-serif; margin: 1rem }
main { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0 }
img { width: ${width}px; border: 1px solid #888; display: block }
</style>
<h1>Fairdesk in ${name}, text size ${size}</h1>
<main>
${figures.join('\n')}
</main>
</html>
`;
}
