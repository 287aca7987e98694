/** Every screen in every language: nothing for axe to find, nothing cut, covered, too small, too close or out of reach. */
import type { ViewportSize } from '@playwright/test';
import { violationsOn } from '../hosts/axe.ts';
import type { Device } from '../hosts/device.ts';
import { expect, test } from '../hosts/fixture.ts';
import { misfits } from './fit.ts';
import { hang, outOfReach, type Hung } from './reach.ts';
import { Leaper } from './leaper.ts';
import { landscape, misfitsIn, portrait, settled } from './turned.ts';
import { locales } from './visitor.ts';
import { askForContacts, glance, walk } from './walk.ts';

const narrow = { width: 320, height: 640 };

const ALIKE = /^right (?!.*beside English)/;

const SIZES = [1, 2, 3, 4];
/** The largest text shows most of what can go wrong; FAIRDESK_EVERY_SIZE=1 looks at all four, in every language. */
const everySize = process.env['FAIRDESK_EVERY_SIZE'] === '1';
/** The source, and the two that are read from the right, one of them in the tallest letters. Of the others five screens are looked at. */
const THOROUGH: readonly string[] = ['en', 'ar', 'ur'];

test.describe.configure({ timeout: 240_000 });

for (const locale of locales.filter((each) => everySize || THOROUGH.includes(each))) {
  test(`axe finds nothing on any screen in ${locale}`, async ({ device }) => {
    askForContacts(device.folder);
    const page = await device.open();
    const found: string[] = [];
    let rights = 0;
    await walk(new Leaper(page, locale), async (screen) => {
      // One right is built like another.
      if (ALIKE.test(screen) && (rights += 1) > 1) return;
      found.push(...(await violationsOn(page, screen)));
    });
    expect(found).toEqual([]);
  });

  for (const size of everySize ? SIZES : [4]) {
    test(`every screen fits in ${locale} at text size ${size}, upright and wide`, async ({ device }) => {
      await fits(device, locale, size, { portrait, landscape });
    });
  }
}

for (const locale of locales.filter((each) => !everySize && !THOROUGH.includes(each))) {
  test(`five screens in ${locale} fit with the largest text, and axe finds nothing on them`, async ({ device }) => {
    const page = await device.open();
    const visitor = new Leaper(page, locale);
    const found: string[] = [];
    const turned = Object.entries({ portrait, landscape });
    await glance(
      visitor,
      async (screen) => {
        found.push(...(await violationsOn(page, screen)), ...(await misfitsIn(page, screen, turned)));
      },
      () => visitor.chooseTextSize(4),
    );
    expect(found).toEqual([]);
  });
}

test('every screen fits 320 CSS pixels with the smallest text', async ({ device }) => {
  await fits(device, 'en', 1, { narrow });
});

test('everything operable is within reach, moved down, however the display hangs', async ({ device }) => {
  askForContacts(device.folder);
  const page = await device.open();
  const visitor = new Leaper(page, 'es');
  const found: string[] = [];
  await walk(
    visitor,
    async (screen) => {
      for (const [name, hung] of Object.entries(HUNG)) {
        await hang(page, hung);
        const wrong = await settled(page, async () => [...(await misfits(page)), ...(await outOfReach(page))]);
        for (const each of wrong) found.push(`${screen}, ${name}: ${each}`);
      }
      await hang(page, USUAL);
    },
    async () => {
      await visitor.chooseTextSize(3);
      await visitor.touch(visitor.button(visitor.word('bar.screen')));
      await visitor.touch(visitor.option(visitor.word('display.lowered')));
      await visitor.touch(visitor.button(visitor.word('common.close')));
    },
  );
  expect(found).toEqual([]);
});

const USUAL: Hung = { view: portrait, edgeMm: 700 };
/** So low that its foot is below what a person who sits can reach, and so high that its head is above. */
const HUNG: Readonly<Record<string, Hung>> = {
  'upright, low': { view: portrait, edgeMm: 300 },
  'wide, high': { view: landscape, edgeMm: 1040 },
};

async function fits(
  device: Device,
  locale: string,
  size: number,
  views: Readonly<Record<string, ViewportSize>>,
): Promise<void> {
  askForContacts(device.folder);
  const page = await device.open();
  const visitor = new Leaper(page, locale);
  const found: string[] = [];
  const turned = Object.entries(views);
  await page.setViewportSize(turned[0]?.[1] ?? portrait);
  await walk(
    visitor,
    async (screen) => {
      found.push(...(await misfitsIn(page, screen, turned)));
    },
    () => visitor.chooseTextSize(size),
  );
  expect(found).toEqual([]);
}
