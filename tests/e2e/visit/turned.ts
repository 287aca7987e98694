/** A screen looked at in each of several views, and what is wrong in them. */
import type { Page, ViewportSize } from '@playwright/test';
import { misfits } from './fit.ts';
import { wrongLetters } from './letters.ts';

export const portrait = { width: 1080, height: 1920 };
export const landscape = { width: 1920, height: 1080 };

/** Views by name. To turn a display costs more than to look: the last is the first of the next screen. */
export type Turned = [string, ViewportSize][];

/** What is wrong with a screen in each of the views, which are turned round for the next, and with its letters. */
export async function misfitsIn(page: Page, screen: string, turned: Turned): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [name, view] of turned) {
    await page.setViewportSize(view);
    for (const wrong of await settled(page, () => misfits(page))) found.push(`${screen}, ${name}: ${wrong}`);
  }
  turned.reverse();
  for (const wrong of await wrongLetters(page)) found.push(`${screen}: ${wrong}`);
  return found;
}

/** A screen lays itself out within some frames of a change; what is wrong after those stays wrong. */
export async function settled(page: Page, looks: () => Promise<string[]>): Promise<string[]> {
  let wrong: string[] = [];
  for (let look = 0; look < 20; look++) {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    wrong = await looks();
    if (wrong.length === 0) break;
  }
  return wrong;
}
