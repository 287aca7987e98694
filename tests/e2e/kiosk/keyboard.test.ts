/** A keyboard whose arrows are its own: the five keys of this device send others. */
import { setSettings } from '../visit/walk.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';
import { goTo, keyboard } from './ways.ts';

const KEYPAD = {
  up: 'F13',
  down: 'F14',
  left: 'F15',
  right: 'F16',
  select: 'F17',
  switchMove: 'F18',
  switchSelect: 'F19',
};

test('arrows choose among the answers of a question, across pages, round and round', async ({ device }) => {
  setSettings(device.folder, { keypad: KEYPAD });
  const page = await device.open();
  await page.setViewportSize({ width: 320, height: 640 });
  const visitor = new Visitor(page, 'en');
  await expect(visitor.tile('English')).toBeVisible();
  await goTo(page, keyboard, 'English');
  await page.keyboard.press('Enter');
  await expect(visitor.title()).toBeFocused();
  await goTo(page, keyboard, visitor.word('home.survey'));
  await page.keyboard.press('Enter');
  await expect(page.getByText(visitor.word('survey.progress', { number: 1, total: 6 }))).toBeVisible();
  await goTo(page, keyboard, 'Very satisfied');
  await page.keyboard.press('Space');
  for (const option of ['satisfied', 'in_between', 'unsatisfied', 'very_unsatisfied', 'very_satisfied']) {
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('input:focus')).toHaveValue(option);
    await expect(page.locator('input:focus')).toBeChecked();
  }
  await goTo(page, keyboard, visitor.word('common.next'));
});

test('a sheet gives the focus back to the screen below it, whose title the document bears again', async ({
  device,
}) => {
  const page = await device.open();
  const visitor = new Visitor(page, 'es');
  await visitor.chooseLanguage();
  await visitor.button(visitor.word('bar.help')).press('Enter');
  await expect(page).toHaveTitle(visitor.word('help.title'));
  await expect(visitor.title()).toBeFocused();
  await visitor.button(visitor.word('common.close')).press('Enter');
  await expect(page).toHaveTitle(visitor.word('home.title'));
  await expect(visitor.title()).toBeFocused();
});
