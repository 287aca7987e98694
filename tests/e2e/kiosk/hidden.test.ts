/** Nothing is shown: keys go on beneath, a touch offers the screen back, and the next visitor has it. */
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';
import { fiveKeys, goTo } from './ways.ts';

test('a hidden screen goes on by keys, speaks, and comes back at a touch or with the next visitor', async ({
  device,
}) => {
  const page = await device.open();
  const visitor = new Visitor(page, 'en');
  await visitor.chooseLanguage();
  const cover = page.locator('.hidden-screen');
  await visitor.touch(visitor.button(visitor.word('bar.screen')));
  await visitor.touch(visitor.option(visitor.word('display.hidden')));
  await expect(cover).toBeVisible();
  const box = await cover.boundingBox();
  expect(box).toEqual({ x: 0, y: 0, width: 1080, height: 1920 });
  await expect(page.getByRole('button', { name: visitor.word('bar.readAloud') })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  await goTo(page, fiveKeys, visitor.word('common.close'));
  await page.keyboard.press('Enter');
  await expect(visitor.title()).toHaveText(visitor.word('home.title'));
  await expect(cover).toBeVisible();

  await page.touchscreen.tap(540, 300);
  await cover.getByRole('button').click({ delay: 80 });
  await expect(cover).toBeHidden();
  await expect(visitor.title()).toHaveText(visitor.word('home.title'));

  // By keys: while reading aloud a first touch only lets hear.
  for (const words of ['bar.screen', 'display.hidden', 'bar.startOver']) {
    await goTo(page, fiveKeys, visitor.word(words));
    await page.keyboard.press('Enter');
    if (words === 'display.hidden') await expect(cover).toBeVisible();
  }
  await expect(visitor.tile('English')).toBeVisible();
  await expect(cover).toBeHidden();
});

test('the first of the five keys starts speech on the first screen; Start over held with select leads staff to their door', async ({
  device,
  page: tab,
}) => {
  await tab.clock.install();
  const page = await device.open();
  const visitor = new Visitor(page, 'en');
  await expect(visitor.title()).toBeFocused();
  const aloud = page.getByRole('button', { name: visitor.word('bar.readAloud') });
  await expect(aloud).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('ArrowDown');
  await expect(aloud).toHaveAttribute('aria-pressed', 'true');
  await expect(visitor.title()).toBeFocused();

  await goTo(page, fiveKeys, visitor.word('bar.startOver'));
  await page.keyboard.down('Enter');
  await tab.clock.runFor(5100);
  await page.keyboard.up('Enter');
  await expect(page.locator('.visitor')).toBeHidden();
  // It was held, not pressed: the session beneath has not ended.
  await expect(page.locator('.visitor [aria-pressed="true"]')).toHaveText(visitor.word('bar.readAloud'));
});
