/** Every screen of the laptop, the owner's in three scripts: nothing for axe to find, nothing cut, covered, nameless or untranslated. */
import type { Page } from '@playwright/test';
import { violationsOn } from '../hosts/axe.ts';
import { expect, test } from '../hosts/fixture.ts';
import { settled } from '../visit/turned.ts';
import { misfitsOfPage } from './fit.ts';
import { dana, LAPTOP, openLaptop } from './laptop.ts';
import { walkOwner, walkWork, type Look } from './walk.ts';

test.use(LAPTOP);
test.describe.configure({ timeout: 480_000 });

/** A laptop, a small one, and what zoom leaves of them: 200 % of the first, 400 % of 1280 (WCAG 2.2 SC 1.4.10). */
const VIEWS = {
  wide: LAPTOP.viewport,
  small: { width: 1024, height: 700 },
  'at 200 %': { width: 720, height: 450 },
  narrow: { width: 320, height: 640 },
};

function looking(page: Page, found: string[]): Look {
  const views = Object.entries(VIEWS);
  return async (screen, lang = 'en') => {
    const html = page.locator('html');
    await expect(html).toHaveAttribute('lang', lang);
    await expect(html).toHaveAttribute('dir', ['ar', 'ur'].includes(lang) ? 'rtl' : 'ltr');
    for (const [name, view] of views) {
      await page.setViewportSize(view);
      for (const wrong of await settled(page, () => misfitsOfPage(page)))
        found.push(`${screen} in ${lang}, ${name}: ${wrong}`);
    }
    found.push(...(await violationsOn(page, `${screen} in ${lang}`)));
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(html).toHaveAttribute('data-contrast', 'light-on-dark');
    found.push(...(await violationsOn(page, `${screen} in ${lang}, dark`, ['color-contrast'])));
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(html).toHaveAttribute('data-contrast', 'dark-on-light');
    // To turn a window costs more than to look: the last is the first of the next screen.
    views.reverse();
  };
}

test('every screen of an inspector fits every window, has its name, and axe finds nothing', async ({
  central,
  device,
}) => {
  const inspector = await openLaptop(central, device);
  const found: string[] = [];
  await walkWork(inspector, dana, looking(inspector.page, found));
  expect(found).toEqual([]);
});

test('every screen of an owner does so in English, Arabic and Urdu', async ({ central, device }) => {
  const inspector = await openLaptop(central, device);
  const found: string[] = [];
  await walkOwner(inspector, dana, ['en', 'ar', 'ur'], looking(inspector.page, found));
  expect(found).toEqual([]);
});
