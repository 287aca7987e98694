/** Keys alone: every stop is reached, pages are crossed by themselves, the focus is always somewhere that can be said. */
import type { Page } from '@playwright/test';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';

const MOST_STOPS = 40;

/** Presses Tab until what has the focus says `words`, as a person does who sees where they are. */
async function tabTo(page: Page, words: string): Promise<void> {
  const seen: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const said = await page.evaluate(() => {
      const active = document.activeElement;
      const label = active instanceof HTMLInputElement ? active.labels?.[0] : active;
      return label instanceof HTMLElement ? label.innerText : '';
    });
    if (said.startsWith(words)) return;
    seen.push(said);
  }
  throw new Error(`Tab never came to "${words}", only to: ${seen.join(' | ')}`);
}

for (const [name, viewport] of Object.entries({
  'on one page': { width: 1080, height: 1920 },
  'across many pages': { width: 320, height: 640 },
})) {
  test(`a survey is answered and sent by keys alone, ${name}`, async ({ device }) => {
    const page = await device.open();
    await page.setViewportSize(viewport);
    const visitor = new Visitor(page, 'en');
    await expect(visitor.tile('English')).toBeVisible();

    await tabTo(page, 'English');
    await page.keyboard.press('Enter');
    await expect(visitor.title()).toBeFocused();
    await expect(page).toHaveTitle(visitor.word('home.title'));

    await tabTo(page, visitor.word('home.survey'));
    await page.keyboard.press('Enter');
    await expect(page.getByText(visitor.word('survey.progress', { number: 1, total: 6 }))).toBeVisible();

    await tabTo(page, 'Very satisfied');
    await page.keyboard.press('Space');
    for (const option of ['satisfied', 'in_between', 'unsatisfied', 'very_unsatisfied', 'very_satisfied']) {
      await page.keyboard.press('ArrowDown');
      await expect(page.locator('input:focus')).toHaveValue(option);
    }
    await tabTo(page, visitor.word('common.next'));
    await page.keyboard.press('Enter');

    for (const number of [2, 3, 4, 5]) {
      await expect(page.getByText(visitor.word('survey.progress', { number, total: 6 }))).toBeVisible();
      await expect(visitor.title()).toBeFocused();
      await tabTo(page, visitor.word('common.skip'));
      await page.keyboard.press('Enter');
    }
    await expect(page.getByText(visitor.word('survey.progress', { number: 6, total: 6 }))).toBeVisible();
    await tabTo(page, visitor.word('common.send'));
    await page.keyboard.press('Enter');
    await expect(page).toHaveTitle(visitor.word('sent.title'));
    expect(await device.status()).toMatchObject({ waiting: 1 });
  });
}

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
