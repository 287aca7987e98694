/**
 * The gallery: every screen of the kiosk, upright and wide, dark on light and light on dark, in a language
 * of each direction, with the smallest and the largest text, on one page to look at.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { Leaper } from '../../tests/e2e/visit/leaper.ts';
import { walk } from '../../tests/e2e/visit/walk.ts';
import { LANDSCAPE, PORTRAIT } from './pictures.ts';

/** How a kiosk is dressed while its screens are looked at. */
export interface Look {
  /** Its folder, and what stands above its pictures. */
  readonly name: string;
  readonly panel: { readonly width: number; readonly height: number };
  readonly contrast: 'dark-on-light' | 'light-on-dark';
  readonly locale: string;
  readonly size: number;
}

/** Each of the four choices with each of the others: sixteen. */
export const looks: readonly Look[] = [PORTRAIT, LANDSCAPE].flatMap((panel) =>
  (['dark-on-light', 'light-on-dark'] as const).flatMap((contrast) =>
    ['en', 'ar'].flatMap((locale) =>
      ([1, 4] as const).map((size) => ({
        name: `${panel === PORTRAIT ? 'upright' : 'wide'}-${contrast}-${locale}-size-${size}`,
        panel,
        contrast,
        locale,
        size,
      })),
    ),
  ),
);

/** Where no language matters, one right is drawn like another: the first stands for all ten. */
const ALIKE = /^right (?!.*beside English)/;

/** Writes every picture under `out`, and the page that shows them anew after each of the sixteen. */
export async function takeGallery(
  browser: Browser,
  address: string,
  out: string,
  tell: (picture: string) => void,
): Promise<void> {
  const seen = new Map<string, string[]>();
  for (const look of looks) {
    mkdirSync(join(out, look.name), { recursive: true });
    let rights = 0;
    const wanted = (screen: string) => !ALIKE.test(screen) || (rights += 1) === 1;
    for (const screen of await takeLook(browser, address, look, join(out, look.name), wanted)) {
      seen.set(screen, [...(seen.get(screen) ?? []), look.name]);
      tell(`${look.name}/${fileOf(screen)}`);
    }
    writeFileSync(join(out, 'index.html'), indexPage(seen));
  }
}

/**
 * A picture of each screen that is wanted, in `folder`.
 *
 * @returns the names of the screens in the order of the walk
 */
export async function takeLook(
  browser: Browser,
  address: string,
  look: Look,
  folder: string,
  wanted: (screen: string) => boolean = () => true,
): Promise<readonly string[]> {
  const context = await browser.newContext({ viewport: look.panel, reducedMotion: 'reduce', hasTouch: true });
  const page = await context.newPage();
  await page.goto(address);
  const they = new Leaper(page, look.locale);
  const taken: string[] = [];
  await walk(
    they,
    async (screen) => {
      if (!wanted(screen)) return;
      await settle(page);
      await page.screenshot({ path: join(folder, fileOf(screen)), animations: 'disabled' });
      taken.push(screen);
    },
    async () => {
      await they.chooseTextSize(look.size);
      await they.touch(they.button(they.word('bar.screen')));
      await they.touch(they.option(they.word(`display.contrast.${look.contrast}`)));
      await they.touch(they.button(they.word('common.close')));
    },
  );
  await context.close();
  return taken;
}

/** Letters are there, nothing moves, and no ring of a key stands where a finger touched. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** The file of a screen's picture. */
export function fileOf(screen: string): string {
  return `${screen.replaceAll(' ', '-')}.png`;
}

function indexPage(seen: ReadonlyMap<string, readonly string[]>): string {
  const sections = [...seen].map(([screen, names]) => {
    const figures = names.map((name) => {
      const path = `${name}/${fileOf(screen)}`;
      return `<figure><a href="${path}"><img loading="lazy" src="${path}" alt="${screen}, ${name}"></a><figcaption>${name}</figcaption></figure>`;
    });
    return `<section><h2>${screen}</h2><div>${figures.join('')}</div></section>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Fairdesk, every screen</title>
<style>
body { font: 16px sans-serif; margin: 2rem }
div { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end }
figure { margin: 0 }
img { height: 24rem; border: 1px solid #888 }
</style>
<h1>Fairdesk, every screen</h1>
${sections.join('\n')}
</html>
`;
}
